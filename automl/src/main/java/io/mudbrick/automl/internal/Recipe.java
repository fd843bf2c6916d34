package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.BudgetClock;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.Imputer;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.data.Rows;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment was asked for, as its parent run keeps it: with it and the rows all of it can
 * be made again.
 *
 * @param seed the one that was used, whoever chose it
 * @param digest of the values that were used
 * @param table where the rows are from; null when they were given
 * @param version of the table
 * @param again whether the rows can be had or given again; not those of lookups and training sets
 */
public record Recipe(
    String problem,
    String target,
    String metric,
    long seed,
    String digest,
    @Nullable String table,
    @Nullable Long version,
    boolean again,
    Settings settings) {
  /** The artifact of the parent run. */
  static final String FILE = "automl.json";

  /** The options that decide about the result. */
  public record Settings(
      String mode,
      int maxTrials,
      long timeoutMillis,
      String clock,
      int parallelism,
      int folds,
      List<String> excludeColumns,
      List<String> excludeFamilies,
      Map<String, Map<String, Object>> imputers,
      @Nullable String sampleWeightColumn,
      boolean isolated,
      @Nullable Object positiveLabel,
      @Nullable String splitColumn,
      @Nullable String timeColumn) {}

  static Recipe of(
      Problem problem,
      EvaluationMetric metric,
      Prepared prepared,
      long seed,
      AutoMlOptions options) {
    Rows source = prepared.source();
    Map<String, Long> versions = source.tableVersions();
    boolean table = source.spec() == null && versions.size() == 1;
    boolean given = source.spec() == null && versions.isEmpty();
    return new Recipe(
        problem.wireName(),
        prepared.truth().target().column(),
        metric.wireName(),
        seed,
        prepared.digest(),
        table ? versions.keySet().iterator().next() : null,
        table ? versions.values().iterator().next() : null,
        (table || given) && options.featureStoreLookups().isEmpty(),
        settings(options));
  }

  private static Settings settings(AutoMlOptions options) {
    Map<String, Map<String, Object>> imputers = new LinkedHashMap<>();
    options
        .imputers()
        .forEach(
            (column, imputer) -> {
              Map<String, Object> how = new LinkedHashMap<>();
              how.put("strategy", imputer.strategy().wireName());
              if (imputer.fill() != null) {
                how.put("fill_value", imputer.fill());
              }
              imputers.put(column, how);
            });
    return new Settings(
        options.mode().wireName(),
        options.maxTrials(),
        options.timeout().toMillis(),
        options.clock().name(),
        options.parallelism(),
        options.folds(),
        options.excludeColumns().stream().sorted().toList(),
        options.excludeFamilies().stream().map(ModelFamily::wireName).sorted().toList(),
        imputers,
        options.sampleWeightColumn(),
        options.isolated(),
        options.positiveLabel(),
        options.splitColumn(),
        options.timeColumn());
  }

  Problem problemKind() {
    for (Problem kind : Problem.values()) {
      if (kind.wireName().equals(problem)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(problem);
  }

  /** The options as they were, but for names, and nobody listens. */
  AutoMlOptions options() {
    AutoMlOptions.Builder options =
        AutoMlOptions.builder()
            .mode(AutoMlMode.ofWireName(settings.mode()))
            .primaryMetric(EvaluationMetric.ofWireName(metric))
            .maxTrials(settings.maxTrials())
            .timeout(Duration.ofMillis(settings.timeoutMillis()))
            .clock(BudgetClock.valueOf(settings.clock()))
            .seed(seed)
            .parallelism(settings.parallelism())
            .folds(settings.folds())
            .isolated(settings.isolated())
            .excludeColumns(settings.excludeColumns().toArray(new String[0]))
            .excludeFamilies(
                settings.excludeFamilies().stream()
                    .map(ModelFamily::ofWireName)
                    .toArray(ModelFamily[]::new));
    settings
        .imputers()
        .forEach(
            (column, how) -> {
              Object fill = how.get("fill_value");
              options.imputer(
                  column,
                  fill == null
                      ? Imputer.ofWireName(String.valueOf(how.get("strategy")))
                      : Imputer.constant(fill));
            });
    String weights = settings.sampleWeightColumn();
    if (weights != null) {
      options.sampleWeightColumn(weights);
    }
    Object positive = settings.positiveLabel();
    if (positive != null) {
      options.positiveLabel(positive);
    }
    String split = settings.splitColumn();
    if (split != null) {
      options.splitColumn(split);
    }
    String time = settings.timeColumn();
    if (time != null) {
      options.timeColumn(time);
    }
    return options.build();
  }
}
