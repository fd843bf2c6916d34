package io.mudbrick.automl.internal.train;

import io.mudbrick.platform.model.Estimator;
import java.util.Collections;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What a trainer made.
 *
 * @param params what was found while fitting and is worth logging, such as the number of rounds
 * @param nativeValidation what the library that fitted it answers for the validation rows: one
 *     number a row (regression, probability of the second of two classes), else one a class
 * @param stoppedAfter after how many steps the time was over; empty when the fit came to its end
 */
public record Fitted(
    Estimator estimator,
    Map<String, String> params,
    double[] nativeValidation,
    OptionalInt stoppedAfter) {
  public Fitted {
    params = Collections.unmodifiableMap(new TreeMap<>(params));
  }

  /** Of a fit that came to its end, as far as its trainer knows. */
  public Fitted(Estimator estimator, Map<String, String> params, double[] nativeValidation) {
    this(estimator, params, nativeValidation, OptionalInt.empty());
  }

  /** The same, stopped there. */
  public Fitted stopped(OptionalInt after) {
    return new Fitted(estimator, params, nativeValidation, after);
  }
}
