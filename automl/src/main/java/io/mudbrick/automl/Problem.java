package io.mudbrick.automl;

/** What is learned. */
public enum Problem {
  /** One of several labels. */
  CLASSIFICATION("classification"),
  /** A number. */
  REGRESSION("regression"),
  /** The numbers to come of one or many time series. */
  FORECASTING("forecast");

  private final String wireName;

  Problem(String wireName) {
    this.wireName = wireName;
  }

  /** The value of the tag {@code _databricks_automl.problem_type}. */
  public String wireName() {
    return wireName;
  }
}
