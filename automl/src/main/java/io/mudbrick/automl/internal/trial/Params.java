package io.mudbrick.automl.internal.trial;

import io.mudbrick.automl.internal.search.Candidate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hyperparameters as runs show them. */
final class Params {
  private Params() {}

  static Map<String, String> of(Candidate candidate) {
    Map<String, String> params = new LinkedHashMap<>();
    params.put("model_family", candidate.family().wireName());
    candidate.params().forEach((name, value) -> params.put(name, text(value)));
    return params;
  }

  /** What the fits of several folds found, as one: numbers are means, texts must be the same. */
  static Map<String, String> found(List<Map<String, String>> folds) {
    Map<String, String> found = new LinkedHashMap<>();
    if (folds.isEmpty()) {
      return found;
    }
    for (String name : folds.get(0).keySet()) {
      List<String> values =
          folds.stream().map(fold -> fold.getOrDefault(name, "")).distinct().toList();
      if (values.size() == 1) {
        found.put(name, values.get(0));
      } else {
        mean(folds.stream().map(fold -> fold.getOrDefault(name, "")).toList())
            .ifPresent(mean -> found.put(name, mean));
      }
    }
    return found;
  }

  private static Optional<String> mean(List<String> values) {
    double sum = 0;
    for (String value : values) {
      try {
        sum += Double.parseDouble(value);
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }
    return Optional.of(text(new BigDecimal(sum / values.size()).round(DIGITS).doubleValue()));
  }

  private static final MathContext DIGITS = new MathContext(4);

  /** Without a fraction that says nothing, and without an exponent. */
  private static String text(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
