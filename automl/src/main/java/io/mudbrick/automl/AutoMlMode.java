package io.mudbrick.automl;

/** How the best model is found. */
public enum AutoMlMode {
  /**
   * Every candidate is fitted on several folds and judged on all rows; the best model is a weighted
   * blend of candidates.
   */
  ENSEMBLE("ensemble"),
  /** One split, 60/20/20; the best model is the best candidate, as in Databricks AutoML. */
  DATABRICKS("databricks");

  private final String wireName;

  AutoMlMode(String wireName) {
    this.wireName = wireName;
  }

  /** As commands and run parameters name it. */
  public String wireName() {
    return wireName;
  }

  /**
   * The mode of that name.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when there is none
   */
  public static AutoMlMode ofWireName(String name) {
    for (AutoMlMode mode : values()) {
      if (mode.wireName.equals(name)) {
        return mode;
      }
    }
    throw AutoMlErrors.unknownMode(name);
  }
}
