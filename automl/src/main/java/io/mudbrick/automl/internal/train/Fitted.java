package io.mudbrick.automl.internal.train;

import io.mudbrick.platform.model.Estimator;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a trainer made.
 *
 * @param params what was found while fitting and is worth logging, such as the number of rounds
 * @param nativeValidation what the library that fitted it answers for the validation rows: one
 *     number a row (regression, probability of the second of two classes), else one a class
 */
public record Fitted(Estimator estimator, Map<String, String> params, double[] nativeValidation) {
  public Fitted {
    params = Collections.unmodifiableMap(new TreeMap<>(params));
  }
}
