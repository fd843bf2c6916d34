package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.Imputer;
import io.mudbrick.automl.internal.data.ColumnProfile.Kind;
import io.mudbrick.automl.internal.data.Meaning.Use;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides which raw columns are learned from and as what, looking at the training rows only, and
 * tells of it in alerts that bear the product's names where it has one.
 */
final class Profiler {
  private static final int MANY_CATEGORIES = 256;
  private static final int LEAK_ROWS = 5000;

  private final Frame train;
  private final Truth truth;
  private final Map<String, Imputer> imputers;
  private final List<Feature> kept = new ArrayList<>();
  private final Map<Finding, List<String>> findings = new LinkedHashMap<>();

  /** What is worth a word. */
  private enum Finding {
    CONSTANT(
        "constant_cols", Alert.Severity.LOW, "Left out: the same value, or none, in every row."),
    UNIQUE(
        "unique_cols",
        Alert.Severity.MEDIUM,
        "Left out: nearly every row has a value of its own, as ids do."),
    UNSUPPORTED(
        "unsupported_cols",
        Alert.Severity.MEDIUM,
        "Left out: neither numbers, booleans, texts, dates, times nor lists of numbers."),
    CARDINALITY(
        "high_cardinality_cols",
        Alert.Severity.LOW,
        "More than " + MANY_CATEGORIES + " categories: learned from by their mean target."),
    NUMBERS(
        "strong_numeric_type_detection",
        Alert.Severity.LOW,
        "Texts that are numbers: learned from as numbers. Texts that are none count as missing."),
    TIMES(
        "strong_datetime_type_detection",
        Alert.Severity.LOW,
        "Texts or numbers that are dates or times: learned from as such, 3/4 as March 4th unless a"
            + " day beyond the twelfth comes first. Others count as missing."),
    CATEGORIES(
        "strong_categorical_type_detection",
        Alert.Severity.LOW,
        "Numbers that are ids: learned from as categories."),
    WORDS(
        "strong_text_type_detection",
        Alert.Severity.LOW,
        "Texts of several words: learned from word by word."),
    LEAK(
        "high_correlation_cols",
        Alert.Severity.HIGH,
        "One column alone tells the target almost perfectly. If it is not known when predicting,"
            + " exclude it.");

    private final String alert;
    private final Alert.Severity severity;
    private final String message;

    Finding(String alert, Alert.Severity severity, String message) {
      this.alert = alert;
      this.severity = severity;
      this.message = message;
    }
  }

  Profiler(Frame train, Truth truth, Map<String, Imputer> imputers) {
    this.train = train;
    this.truth = truth;
    this.imputers = imputers;
  }

  /**
   * The columns to learn from, of these candidates.
   *
   * @param alerts takes what was noticed
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when none is left, or an
   *     imputer does not fit its column
   */
  List<Feature> choose(List<String> candidates, List<Alert> alerts) {
    List<String> dropped = new ArrayList<>();
    for (String name : candidates) {
      Column column = train.column(name);
      ColumnProfile profile = ColumnProfile.of(name, column);
      Finding reason = reasonToDrop(profile);
      Feature feature = reason == null ? feature(profile, column) : null;
      if (feature != null && !isId(feature)) {
        kept.add(feature);
        note(feature);
      } else {
        note(reason == null ? Finding.UNIQUE : reason, name);
        dropped.add(name);
      }
    }
    if (kept.isEmpty()) {
      throw AutoMlErrors.noFeatures(dropped);
    }
    noteLeaks();
    findings.forEach(
        (finding, columns) ->
            alerts.add(new Alert(finding.alert, finding.severity, columns, finding.message)));
    return kept;
  }

  private static @Nullable Finding reasonToDrop(ColumnProfile profile) {
    if (profile.constant()) {
      return Finding.CONSTANT;
    }
    return profile.kind() == Kind.OTHER ? Finding.UNSUPPORTED : null;
  }

  /** Texts and numbers that are all different are ids, unless they say something else as well. */
  private static boolean isId(Feature feature) {
    return feature.profile().unique()
        && feature.use() != Use.WORDS
        && feature.meaning().reading() == null;
  }

  private Feature feature(ColumnProfile profile, Column column) {
    Imputer imputer = imputers.get(profile.name());
    if (imputer == null) {
      return new Feature(profile, MeaningDetector.detect(profile, column), null);
    }
    Meaning stored = MeaningDetector.stored(profile);
    Object fill = StandIns.of(profile.name(), imputer, stored.use(), column);
    return new Feature(profile, stored, fill);
  }

  private void note(Feature feature) {
    ColumnProfile profile = feature.profile();
    switch (feature.use()) {
      case NUMBER -> noteIf(feature.meaning().reading() != null, Finding.NUMBERS, feature);
      case TIME -> noteIf(feature.meaning().reading() != null, Finding.TIMES, feature);
      case WORDS -> note(Finding.WORDS, feature.name());
      case CATEGORY -> {
        noteIf(profile.kind() == Kind.WHOLE_NUMBER, Finding.CATEGORIES, feature);
        noteIf(profile.distinct() > MANY_CATEGORIES, Finding.CARDINALITY, feature);
      }
      case LIST -> {
        // As it is stored.
      }
    }
  }

  private void noteIf(boolean holds, Finding finding, Feature feature) {
    if (holds) {
      note(finding, feature.name());
    }
  }

  private void note(Finding finding, String column) {
    findings.computeIfAbsent(finding, any -> new ArrayList<>()).add(column);
  }

  /** On a sample: an answer in disguise is one in any few thousand rows. */
  private void noteLeaks() {
    int[] rows = Evenly.spread(train.rows(), LEAK_ROWS);
    Frame some = train.take(rows);
    double[] someTruth = Arrays.stream(rows).mapToDouble(row -> truth.values()[row]).toArray();
    for (Feature feature : kept) {
      if (leaks(feature, feature.read(some.column(feature.name())), someTruth)) {
        note(Finding.LEAK, feature.name());
      }
    }
  }

  private boolean leaks(Feature feature, Column column, double[] someTruth) {
    return switch (feature.use()) {
      case CATEGORY -> Leak.category(column, someTruth, truth.classes());
      case NUMBER -> Leak.number(column, someTruth, truth.classes());
      case WORDS, TIME, LIST -> false;
    };
  }
}
