package io.mudbrick.platform.search;

/** An order's key that was found to make sense. */
public record Ordering(Field field, boolean ascending) {}
