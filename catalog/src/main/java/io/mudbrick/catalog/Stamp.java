package io.mudbrick.catalog;

import java.time.Instant;

/**
 * When something was done and by whom.
 *
 * @param by the name of a principal
 */
public record Stamp(Instant at, String by) {}
