package io.mudbrick.automl.internal;

import io.mudbrick.automl.internal.search.Candidate;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hyperparameters as runs show them. */
final class Params {
  private Params() {}

  static Map<String, String> of(Candidate candidate) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("model_family", candidate.family().wireName());
    candidate.params().forEach((name, value) -> params.put(name, text(value)));
    return params;
  }

  /** Without a fraction that says nothing, and without an exponent. */
  private static String text(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
