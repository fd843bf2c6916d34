package io.mudbrick.platform.search;

/** How a clause compares. */
public enum Comparator {
  EQUAL("="),
  NOT_EQUAL("!="),
  GREATER(">"),
  GREATER_OR_EQUAL(">="),
  LESS("<"),
  LESS_OR_EQUAL("<="),
  LIKE("LIKE"),
  ILIKE("ILIKE"),
  RLIKE("RLIKE"),
  IN("IN"),
  NOT_IN("NOT IN"),
  IS_NULL("IS NULL"),
  IS_NOT_NULL("IS NOT NULL");

  private final String sql;

  Comparator(String sql) {
    this.sql = sql;
  }

  /** As users write it, and, for all but the LIKEs, as SQL does. */
  public String sql() {
    return sql;
  }

  boolean isList() {
    return this == IN || this == NOT_IN;
  }

  /** Whether it has no right side. */
  public boolean isNullTest() {
    return this == IS_NULL || this == IS_NOT_NULL;
  }
}
