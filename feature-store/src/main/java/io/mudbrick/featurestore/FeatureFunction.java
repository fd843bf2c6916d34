package io.mudbrick.featurestore;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A feature that is computed when it is asked for: a function of the catalog over columns that the
 * caller sends, looked-up features, and outputs of other functions. The function is an expression
 * or one of Java, see {@link io.mudbrick.catalog.Functions}; training, batch scoring and serving
 * run the same one.
 *
 * <pre>{@code
 * FeatureFunction.builder("shop.ml.per_year")
 *     .bind("total", "spent")
 *     .bind("years", "age")
 *     .output("spent_per_year")
 *     .build();
 * }</pre>
 *
 * @param function its full name
 * @param inputBindings for each parameter the column that it takes
 * @param outputName the name of the feature; the function's full name unless told
 */
public record FeatureFunction(
    String function, Map<String, String> inputBindings, String outputName) {
  public FeatureFunction {
    inputBindings = Collections.unmodifiableMap(new LinkedHashMap<>(inputBindings));
  }

  public static Builder builder(String function) {
    return new Builder(function);
  }

  /** Collects the parts. Not thread-safe. */
  public static final class Builder {
    private final String function;
    private final Map<String, String> inputBindings = new LinkedHashMap<>();
    private String outputName;

    private Builder(String function) {
      this.function = function;
      this.outputName = function;
    }

    public Builder bind(String parameter, String column) {
      inputBindings.put(parameter, column);
      return this;
    }

    public Builder output(String name) {
      outputName = name;
      return this;
    }

    public FeatureFunction build() {
      return new FeatureFunction(function, inputBindings, outputName);
    }
  }
}
