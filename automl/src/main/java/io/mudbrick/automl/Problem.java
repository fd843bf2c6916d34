package io.mudbrick.automl;

/** What is learned. */
public enum Problem {
  /** One of several labels. */
  CLASSIFICATION("classification"),
  /** A number. */
  REGRESSION("regression");

  private final String wireName;

  Problem(String wireName) {
    this.wireName = wireName;
  }

  /** The value of the tag {@code _databricks_automl.problem_type}. */
  public String wireName() {
    return wireName;
  }
}
