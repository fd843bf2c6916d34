package io.mudbrick.tracking.internal.jdbc;

/**
 * One expression that rows are sorted by; never NULL, so that a page can continue after any row.
 */
record OrderTerm(String expression, Type type, boolean ascending) {

  enum Type {
    TEXT,
    INTEGER,
    REAL
  }
}
