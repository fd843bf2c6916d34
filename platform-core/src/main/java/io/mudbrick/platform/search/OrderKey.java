package io.mudbrick.platform.search;

/** One key of an order as it was written. */
record OrderKey(Identifier key, boolean ascending) {}
