package io.mudbrick.catalog;

/**
 * A tag as it was set.
 *
 * @param updated when and by whom
 */
public record TagAssignment(String key, String value, Stamp updated) {}
