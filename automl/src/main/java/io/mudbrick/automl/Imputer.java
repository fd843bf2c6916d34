package io.mudbrick.automl;

import org.jspecify.annotations.Nullable;

/**
 * What stands in for a column's missing values; a value of {@code imputers} of Databricks AutoML.
 * Immutable.
 *
 * @param fill the value of {@link Strategy#CONSTANT}; null for the other strategies
 */
public record Imputer(Strategy strategy, @Nullable Object fill) {

  /** From where the value comes. */
  public enum Strategy {
    MEAN("mean"),
    MEDIAN("median"),
    MOST_FREQUENT("most_frequent"),
    CONSTANT("constant");

    private final String wireName;

    Strategy(String wireName) {
      this.wireName = wireName;
    }

    /** As the product names it. */
    public String wireName() {
      return wireName;
    }
  }

  public Imputer {
    if ((strategy == Strategy.CONSTANT) != (fill != null)) {
      throw AutoMlErrors.fillValue(strategy);
    }
  }

  /** The mean of the known numbers. */
  public static Imputer mean() {
    return new Imputer(Strategy.MEAN, null);
  }

  /** The median of the known numbers. */
  public static Imputer median() {
    return new Imputer(Strategy.MEDIAN, null);
  }

  /** The value that most rows have. */
  public static Imputer mostFrequent() {
    return new Imputer(Strategy.MOST_FREQUENT, null);
  }

  /** That value; {@code {"strategy": "constant", "fill_value": ...}}. */
  public static Imputer constant(Object fill) {
    return new Imputer(Strategy.CONSTANT, fill);
  }

  /**
   * The imputer of that name.
   *
   * @param name {@code mean}, {@code median} or {@code most_frequent}
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for any other name
   */
  public static Imputer ofWireName(String name) {
    for (Strategy strategy : Strategy.values()) {
      if (strategy != Strategy.CONSTANT && strategy.wireName.equals(name)) {
        return new Imputer(strategy, null);
      }
    }
    throw AutoMlErrors.unknownImputer(name);
  }
}
