package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.Alert.Severity;
import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.internal.data.ColumnProfile.Kind;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides which raw columns are learned from, looking at the training rows only. */
final class Profiler {
  /** More categories than this make a column of names, not of kinds. */
  private static final int MOST_CATEGORIES = 256;

  private final Frame train;
  private final Truth truth;
  private final double[] trainTruth;
  private final List<ColumnProfile> kept = new ArrayList<>();
  private final Map<String, List<String>> findings = new LinkedHashMap<>();

  Profiler(Frame train, Truth truth, double[] trainTruth) {
    this.train = train;
    this.truth = truth;
    this.trainTruth = trainTruth;
  }

  /**
   * The columns to learn from, of these candidates.
   *
   * @param alerts takes what was noticed
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when none is left
   */
  List<ColumnProfile> choose(List<String> candidates, List<Alert> alerts) {
    for (String name : candidates) {
      ColumnProfile profile = ColumnProfile.of(name, train.column(name));
      String finding = reasonToDrop(profile);
      if (finding == null) {
        kept.add(profile);
      } else {
        note(finding, name);
      }
    }
    List<String> dropped = findings.values().stream().flatMap(List::stream).toList();
    if (kept.isEmpty()) {
      throw AutoMlErrors.noFeatures(dropped);
    }
    kept.stream()
        .filter(profile -> leaks(train.column(profile.name()), profile))
        .forEach(profile -> note(LEAK, profile.name()));
    findings.forEach((name, columns) -> alerts.add(alert(name, columns)));
    return kept;
  }

  private static final String CONSTANT = "constant_cols";
  private static final String UNIQUE = "unique_cols";
  private static final String CARDINALITY = "high_cardinality_cols";
  private static final String UNSUPPORTED = "unsupported_cols";
  private static final String LEAK = "high_correlation_cols";

  private static @Nullable String reasonToDrop(ColumnProfile profile) {
    if (profile.constant()) {
      return CONSTANT;
    }
    if (profile.kind() == Kind.OTHER) {
      return UNSUPPORTED;
    }
    if (profile.unique()) {
      return UNIQUE;
    }
    return profile.kind() == Kind.TEXT && profile.distinct() > MOST_CATEGORIES ? CARDINALITY : null;
  }

  private static Alert alert(String name, List<String> columns) {
    return switch (name) {
      case CONSTANT ->
          new Alert(
              name, Severity.LOW, columns, "Left out: the same value, or none, in every row.");
      case UNIQUE ->
          new Alert(
              name,
              Severity.MEDIUM,
              columns,
              "Left out: nearly every row has a value of its own, as ids do.");
      case CARDINALITY ->
          new Alert(
              name,
              Severity.MEDIUM,
              columns,
              "Left out: more than " + MOST_CATEGORIES + " different texts.");
      case UNSUPPORTED ->
          new Alert(
              name,
              Severity.MEDIUM,
              columns,
              "Left out: neither numbers, booleans, texts, dates nor times.");
      default ->
          new Alert(
              name,
              Severity.HIGH,
              columns,
              "One column alone tells the target almost perfectly. If it is not known when"
                  + " predicting, exclude it.");
    };
  }

  private void note(String finding, String column) {
    findings.computeIfAbsent(finding, any -> new ArrayList<>()).add(column);
  }

  private boolean leaks(Column column, ColumnProfile profile) {
    return switch (profile.kind()) {
      case TEXT -> Leak.category(column, trainTruth, truth.classes());
      case NUMBER, WHOLE_NUMBER, BOOLEAN -> Leak.number(column, trainTruth, truth.classes());
      case TIME, OTHER -> false;
    };
  }
}
