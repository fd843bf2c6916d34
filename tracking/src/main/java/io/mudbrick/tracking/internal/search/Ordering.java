package io.mudbrick.tracking.internal.search;

/** An order's key that was found to make sense. */
public record Ordering(Field field, boolean ascending) {}
