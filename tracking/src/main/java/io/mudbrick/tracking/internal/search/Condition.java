package io.mudbrick.tracking.internal.search;

/** A clause that was found to make sense. */
public record Condition(Field field, Comparator comparator, Literal value) {}
