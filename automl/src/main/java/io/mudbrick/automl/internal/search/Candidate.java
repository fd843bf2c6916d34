package io.mudbrick.automl.internal.search;

import io.mudbrick.automl.ModelFamily;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A model to be fitted.
 *
 * @param number from 1, in the order of the plan; the trial's own random numbers start from it
 * @param params of the family's {@link SearchSpace}, by name
 */
public record Candidate(int number, ModelFamily family, Map<String, Double> params) {
  /** Whether trees split sets of categories rather than what became of each category. */
  public static final String NATIVE_CATEGORIES = "native_categories";

  /** Whether the logarithm of the target is learned. */
  public static final String LOG_TARGET = "log_target";

  /** How many rounds trees are boosted; where it is not given, the judged rows say when to stop. */
  public static final String ROUNDS = "n_estimators";

  public Candidate {
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }

  public double param(String name) {
    Double value = params.get(name);
    if (value == null) {
      throw new IllegalArgumentException(name);
    }
    return value;
  }

  /** The parameter, or what it is where the space has none of that name. */
  public double param(String name, double otherwise) {
    return params.getOrDefault(name, otherwise);
  }

  /** The name of its run. */
  public String runName() {
    return family.label() + "-" + number;
  }
}
