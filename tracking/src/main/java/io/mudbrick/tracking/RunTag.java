package io.mudbrick.tracking;

/** A label of a run; it may be set again. */
public record RunTag(String key, String value) {
  /** The tag that holds the id of a nested run's parent. */
  public static final String PARENT_RUN_ID = "mlflow.parentRunId";

  /** The tag that always equals the run's name. */
  public static final String RUN_NAME = "mlflow.runName";
}
