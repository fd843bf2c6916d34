package io.mudbrick.automl.internal.resume;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.BudgetClock;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.Imputer;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.ResumeOptions;
import io.mudbrick.automl.internal.data.ColumnPlan;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.data.Rows;
import io.mudbrick.automl.internal.glassbox.TrainingTable;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Schema;
import io.mudbrick.platform.model.Target;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an experiment was asked for and what was decided about its columns, as its parent run keeps
 * it: with it and the rows all of it can be made again.
 *
 * @param classes of the target; none for a regression
 * @param seed the one that was used, whoever chose it
 * @param digest of the values that were used
 */
public record ExperimentSetup(
    String problem,
    String target,
    List<Object> classes,
    String metric,
    long seed,
    String digest,
    Data data,
    List<ColumnPlan> columns,
    List<Alert> alerts,
    Settings settings) {
  /** The artifact of the parent run. */
  public static final String FILE = "automl.json";

  /** From which probability on the second of two classes is answered. */
  private static final double THRESHOLD = 0.5;

  /**
   * Where the rows are from and what models say of them.
   *
   * @param versions of the tables that were read
   * @param inputs of the models' signature, as MLflow writes it
   * @param outputs likewise
   * @param featureSpec of a training set, as YAML
   */
  public record Data(
      String name,
      Map<String, Long> versions,
      boolean weighted,
      String inputs,
      String outputs,
      @Nullable String featureSpec) {
    static Data of(Prepared prepared) {
      FeatureSpec spec = prepared.source().spec();
      return new Data(
          prepared.source().name(),
          prepared.source().tableVersions(),
          prepared.weights() != null,
          prepared.signature().inputs().toJson(),
          Objects.requireNonNull(prepared.signature().outputs(), "outputs").toJson(),
          spec == null ? null : spec.toYaml());
    }

    Rows source(Frame rows) {
      FeatureSpec spec = featureSpec == null ? null : FeatureSpec.parse(featureSpec);
      return new Rows(rows, name, Set.of(), spec, List.of(), versions);
    }

    ModelSignature signature() {
      return new ModelSignature(Schema.parse(inputs), Schema.parse(outputs));
    }
  }

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

  public static ExperimentSetup of(
      Problem problem,
      EvaluationMetric metric,
      Prepared prepared,
      long seed,
      AutoMlOptions options) {
    return new ExperimentSetup(
        problem.wireName(),
        prepared.truth().target().column(),
        prepared.truth().target().classes(),
        metric.wireName(),
        seed,
        prepared.digest(),
        Data.of(prepared),
        prepared.plan(),
        prepared.alerts(),
        settings(options));
  }

  /**
   * Makes the rows ready as they were.
   *
   * @param rows that the experiment has kept
   */
  public Prepared prepared(Frame rows) {
    List<Object> labels = classes.stream().map(ExperimentSetup::whole).toList();
    Prepared again =
        TrainingTable.read(
            rows,
            new Target(target, labels, THRESHOLD),
            TrainingTable.splitColumn(digest),
            data.weighted() ? TrainingTable.weightColumn(digest) : null,
            columns.stream().map(ExperimentSetup::column).toList(),
            seed);
    return again.known(data.source(rows), data.signature(), alerts, digest);
  }

  private static ColumnPlan column(ColumnPlan plan) {
    Object fill = plan.fill();
    return new ColumnPlan(
        plan.name(),
        plan.kind(),
        plan.reading(),
        plan.formats(),
        fill == null ? null : whole(fill),
        plan.levels());
  }

  /** JSON does not tell an int from a long. */
  private static Object whole(Object value) {
    return value instanceof Integer number ? (Object) number.longValue() : value;
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

  public Problem problemKind() {
    for (Problem kind : Problem.values()) {
      if (kind.wireName().equals(problem)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(problem);
  }

  /** The options as they were, but for names and what is said now. */
  public AutoMlOptions options(ResumeOptions resumed) {
    Duration first = Duration.ofMillis(settings.timeoutMillis());
    AutoMlOptions.Builder options =
        AutoMlOptions.builder()
            .mode(AutoMlMode.ofWireName(settings.mode()))
            .primaryMetric(EvaluationMetric.ofWireName(metric))
            .maxTrials(settings.maxTrials())
            .timeout(Objects.requireNonNullElse(resumed.timeout(), first))
            .listener(resumed.listener())
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
