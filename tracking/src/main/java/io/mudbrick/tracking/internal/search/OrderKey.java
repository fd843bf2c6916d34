package io.mudbrick.tracking.internal.search;

/** One key of an order. */
public record OrderKey(Identifier key, boolean ascending) {}
