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

  /** The name of its run. */
  public String runName() {
    return family.label() + "-" + number;
  }
}
