package io.mudbrick.platform.search;

/**
 * The left side of a clause, or a key of an order.
 *
 * @param entity the word before the first point as written; {@code ""} for a bare attribute
 */
record Identifier(String entity, String key) {}
