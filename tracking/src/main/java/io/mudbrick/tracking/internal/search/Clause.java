package io.mudbrick.tracking.internal.search;

/** One comparison of a filter. */
public record Clause(Identifier left, Comparator comparator, Literal right) {}
