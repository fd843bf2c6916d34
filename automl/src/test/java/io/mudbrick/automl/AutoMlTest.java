package io.mudbrick.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.ArtifactInfo;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.Tracking;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@MudbrickTest
class AutoMlTest {
  private static final Frame CHURN = Synthetic.churn(600, 11);

  private static final ModelFamily[] ALL_BUT_XGBOOST =
      EnumSet.complementOf(EnumSet.of(ModelFamily.XGBOOST)).toArray(new ModelFamily[0]);

  private static AutoMlOptions.Builder options(int trials) {
    return AutoMlOptions.builder()
        .maxTrials(trials)
        .seed(3)
        .primaryMetric(EvaluationMetric.ROC_AUC);
  }

  @Test
  void a_known_signal_is_found_and_every_trial_is_tracked(Mudbrick platform) {
    AutoMl automl = platform.module(AutoMl.class);
    Tracking tracking = platform.module(Tracking.class);

    AutoMlSummary summary = automl.classify(CHURN, "churn", options(4).build());

    assertThat(summary.trials()).noneMatch(Trial::failed);
    assertThat(summary.trials())
        .filteredOn(trial -> trial.family() != ModelFamily.ENSEMBLE)
        .hasSize(4);
    assertThat(summary.best().score()).isGreaterThan(0.85);
    assertThat(summary.best().standardError()).isBetween(0.0, 0.05);
    assertThat(summary.best().metric("test_roc_auc")).isGreaterThan(0.8);
    assertThat(summary.trials())
        .isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
    List<Run> runs =
        tracking.search(summary.experimentId()).childrenOf(summary.parentRunId()).list();
    assertThat(runs).hasSameSizeAs(summary.trials());
    for (Trial trial : summary.trials()) {
      Run run = tracking.getRun(trial.runId());
      assertThat(run.info().status()).isEqualTo(RunStatus.FINISHED);
      assertThat(run.metric("val_roc_auc")).hasValue(trial.score());
      assertThat(run.metric("training_log_loss")).isPresent();
      assertThat(run.metric("test_f1_score")).isPresent();
      assertThat(run.metric("val_roc_auc_ci_low").orElseThrow()).isLessThan(trial.score());
      assertThat(run.metric("test_f1_score_ci_high")).isPresent();
      assertThat(run.param("model_family")).contains(trial.family().wireName());
      assertThat(trial.params()).containsKeys("model_family");
    }
    assertThat(tracking.getRun(summary.parentRunId()).metric("val_roc_auc"))
        .hasValue(summary.best().score());
  }

  @Test
  void the_experiment_carries_the_products_tags(Mudbrick platform) {
    AutoMlSummary summary =
        platform
            .module(AutoMl.class)
            .classify(
                CHURN.with(
                    "country",
                    Column.strings(Collections.nCopies(600, "DE").toArray(new String[0]))),
                "churn",
                options(1).experimentName("mine").build());

    Experiment experiment = platform.module(Tracking.class).getExperiment(summary.experimentId());
    assertThat(experiment.name()).endsWith("/databricks_automl/mine").startsWith("/Users/");
    assertThat(experiment.tags())
        .containsEntry("_databricks_automl", "True")
        .containsEntry("_databricks_automl.problem_type", "classification")
        .containsEntry("_databricks_automl.target_col", "churn")
        .containsEntry("_databricks_automl.state", "SUCCESS")
        .containsEntry("_databricks_automl.max_trials", "1")
        .containsKey("_databricks_automl.alerts.constant_cols");
  }

  @Test
  void a_trial_keeps_its_model_its_curves_and_a_sample_for_other_languages(Mudbrick platform)
      throws IOException {
    Tracking tracking = platform.module(Tracking.class);
    AutoMlSummary summary =
        platform
            .module(AutoMl.class)
            .classify(
                CHURN,
                "churn",
                options(1).mode(AutoMlMode.DATABRICKS).excludeFamilies(ALL_BUT_XGBOOST).build());
    String run = summary.best().runId();

    assertThat(tracking.listArtifacts(run, "").stream().map(ArtifactInfo::path))
        .contains(
            "model",
            "val_confusion_matrix.json",
            "val_confusion_matrix.svg",
            "val_roc_curve.csv",
            "val_roc_curve.svg",
            "val_precision_recall_curve.svg",
            "feature_importance.csv",
            "feature_importance.svg",
            "encoded_sample.csv",
            "encoded_sample_predictions.csv",
            "provenance.json");
    assertThat(text(tracking, run, "model/MLmodel")).contains("mudbrick:").contains("xgboost:");
    assertThat(text(tracking, run, "encoded_sample.csv").lines().toList())
        .hasSizeGreaterThan(100)
        .first()
        .asString()
        .startsWith("tenure,charges,contract.rank");
    assertThat(text(tracking, run, "encoded_sample_predictions.csv").lines().toList())
        .hasSizeGreaterThan(100)
        .first()
        .isEqualTo("prediction,probability_No,probability_Yes");
    assertThat(text(tracking, run, "provenance.json"))
        .contains("\"digest\"")
        .contains("\"xgboost\":\"3.");
    assertThat(text(tracking, run, "val_roc_curve.svg")).startsWith("<svg").contains("AUC");
  }

  private static String text(Tracking tracking, String run, String path) throws IOException {
    try (InputStream in = tracking.openArtifact(run, path).content()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void the_same_seed_gives_the_same_models_however_many_run_at_a_time(Mudbrick platform)
      throws IOException {
    AutoMl automl = platform.module(AutoMl.class);
    Tracking tracking = platform.module(Tracking.class);

    AutoMlSummary one =
        automl.classify(CHURN, "churn", options(9).parallelism(1).experimentName("a").build());
    AutoMlSummary other =
        automl.classify(CHURN, "churn", options(9).parallelism(3).experimentName("b").build());

    assertThat(other.trials()).hasSameSizeAs(one.trials()).hasSizeGreaterThanOrEqualTo(9);
    for (int i = 0; i < one.trials().size(); i++) {
      Trial a = one.trials().get(i);
      Trial b = other.trials().get(i);
      assertThat(b.runName()).isEqualTo(a.runName());
      assertThat(b.params()).isEqualTo(a.params());
      assertThat(b.metrics()).isEqualTo(a.metrics());
      assertThat(b.pruned()).isEqualTo(a.pruned());
      if (a.pruned()) {
        continue;
      }
      for (ArtifactInfo file : tracking.listArtifacts(a.runId(), "model")) {
        if (!file.directory() && !file.path().endsWith("MLmodel")) {
          assertThat(text(tracking, b.runId(), file.path()))
              .as(file.path())
              .isEqualTo(text(tracking, a.runId(), file.path()));
        }
      }
    }
  }

  @Test
  void several_classes_are_learned(Mudbrick platform) {
    AutoMlSummary summary =
        platform
            .module(AutoMl.class)
            .classify(
                Synthetic.kinds(400, 5),
                "kind",
                options(3).primaryMetric(EvaluationMetric.LOG_LOSS).build());

    assertThat(summary.trials()).noneMatch(Trial::failed);
    assertThat(summary.best().score()).isLessThan(0.5);
    assertThat(summary.best().metric("test_accuracy_score")).isGreaterThan(0.8);
  }

  @Test
  void dates_times_and_huge_numbers_are_learned_from(Mudbrick platform) {
    Object[] days = new Object[600];
    Object[] times = new Object[600];
    double[] huge = new double[600];
    for (int i = 0; i < 600; i++) {
      days[i] = i % 7 == 0 ? null : LocalDate.of(2024, 1, 1).plusDays(i % 100);
      times[i] = Instant.parse("2024-01-01T00:00:00Z").plusSeconds(3600L * (i % 500));
      huge[i] = i % 50 == 0 ? Double.POSITIVE_INFINITY : i % 50 == 1 ? 1e300 : i % 9;
    }
    Frame frame =
        CHURN
            .with("day", Column.objects(days))
            .with("time", Column.objects(times))
            .with("huge", Column.doubles(huge));

    AutoMlSummary summary =
        platform.module(AutoMl.class).classify(frame, "churn", options(3).build());

    assertThat(summary.trials()).noneMatch(Trial::failed);
    assertThat(summary.alerts())
        .singleElement()
        .satisfies(
            alert -> {
              assertThat(alert.name()).isEqualTo("infinite_values");
              assertThat(alert.columns()).containsExactly("huge");
            });
  }

  @Test
  void labels_may_be_booleans_or_numbers(Mudbrick platform) {
    boolean[] flags = new boolean[600];
    double[] numbers = new double[600];
    for (int i = 0; i < 600; i++) {
      flags[i] = "Yes".equals(CHURN.column("churn").value(i));
      numbers[i] = flags[i] ? 1 : 0;
    }
    AutoMl automl = platform.module(AutoMl.class);

    for (Column labels : List.of(Column.booleans(flags), Column.doubles(numbers))) {
      AutoMlSummary summary =
          automl.classify(
              CHURN.with("churn", labels),
              "churn",
              options(3).experimentName(labels.kind().name()).build());
      assertThat(summary.trials()).noneMatch(Trial::failed);
      assertThat(summary.best().metric("val_recall_score")).isGreaterThan(0.6);
    }
  }

  @Test
  void numbers_are_learned(Mudbrick platform) {
    AutoMlSummary summary =
        platform
            .module(AutoMl.class)
            .regress(
                Synthetic.prices(400, 5),
                "price",
                AutoMlOptions.builder().mode(AutoMlMode.DATABRICKS).maxTrials(3).seed(1).build());

    assertThat(summary.trials()).hasSize(3).noneMatch(Trial::failed);
    assertThat(summary.primaryMetric()).isEqualTo(EvaluationMetric.R2);
    assertThat(summary.best().score()).isGreaterThan(0.95);
    assertThat(summary.best().family()).isEqualTo(ModelFamily.LINEAR);
    assertThat(summary.best().params())
        .containsOnlyKeys("model_family", "l1_ratio", "lambda", "lambdas_tried");
  }

  @Test
  void the_listener_hears_of_each_trial(Mudbrick platform) {
    List<AutoMlEvent> events = new ArrayList<>();

    platform
        .module(AutoMl.class)
        .classify(
            CHURN,
            "churn",
            options(2).excludeFamilies(ModelFamily.ENSEMBLE).listener(events::add).build());

    assertThat(events).hasSize(6);
    assertThat(events.get(0))
        .isInstanceOfSatisfying(
            AutoMlEvent.Started.class,
            started -> {
              assertThat(started.plannedTrials()).isEqualTo(2);
              assertThat(started.trainRows()).isEqualTo(480);
            });
    assertThat(events.get(4))
        .isInstanceOfSatisfying(
            AutoMlEvent.TrialFinished.class, finished -> assertThat(finished.done()).isEqualTo(2));
    assertThat(events.get(5)).isInstanceOf(AutoMlEvent.Finished.class);
  }

  @Test
  void a_budget_too_small_for_any_trial_is_an_error(Mudbrick platform) {
    assertThatThrownBy(
            () ->
                platform
                    .module(AutoMl.class)
                    .classify(CHURN, "churn", options(50).timeout(Duration.ofMillis(1)).build()))
        .hasMessageContaining("The timeout of 0.001 s was over before any trial could finish");
  }

  @Test
  void a_metric_that_the_validation_rows_leave_undefined_is_an_error(Mudbrick platform) {
    String[] split = new String[600];
    for (int i = 0; i < 600; i++) {
      boolean yes = "Yes".equals(CHURN.column("churn").value(i));
      split[i] = i < 400 ? "train" : yes ? "test" : "validate";
    }

    assertThatThrownBy(
            () ->
                platform
                    .module(AutoMl.class)
                    .classify(
                        CHURN.with("split", Column.strings(split)),
                        "churn",
                        options(1).splitColumn("split").build()))
        .hasMessageContaining("'roc_auc' is undefined");
  }

  @Test
  void two_runs_of_one_second_have_two_experiments(Mudbrick platform) {
    AutoMl automl = platform.module(AutoMl.class);
    AutoMlOptions options = options(1).excludeFamilies(ALL_BUT_XGBOOST).build();

    String one = automl.classify(CHURN, "churn", options).experimentName();
    String other = automl.classify(CHURN, "churn", options).experimentName();

    assertThat(other).isNotEqualTo(one);
  }

  @Test
  void a_metric_of_another_problem_is_refused(Mudbrick platform) {
    assertThatThrownBy(
            () ->
                platform
                    .module(AutoMl.class)
                    .classify(
                        CHURN, "churn", options(1).primaryMetric(EvaluationMetric.R2).build()))
        .hasMessage("The metric 'r2' does not measure classification.");
  }

  @Test
  void frameworks_of_the_product_stand_for_kinds_of_models() {
    AutoMlOptions options =
        AutoMlOptions.builder().excludeFrameworks("sklearn", "lightgbm", "neural_network").build();

    assertThat(options.excludeFamilies())
        .containsExactlyInAnyOrder(
            ModelFamily.LINEAR,
            ModelFamily.DISCRIMINANT_ANALYSIS,
            ModelFamily.DECISION_TREE,
            ModelFamily.RANDOM_FOREST,
            ModelFamily.EXTRA_TREES,
            ModelFamily.NEURAL_NETWORK);
    assertThatThrownBy(() -> AutoMlOptions.builder().excludeFrameworks("prophet"))
        .hasMessageContaining("There is no model family or framework 'prophet'");
  }

  @Test
  void options_that_contradict_are_refused() {
    assertThatThrownBy(() -> options(0).build()).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> options(1).timeout(Duration.ZERO).build())
        .hasMessageContaining("longer than nothing");
    assertThatThrownBy(() -> options(1).splitColumn("a").timeColumn("b").build())
        .hasMessageContaining("not by both");
    assertThatThrownBy(() -> options(1).folds(-1).build())
        .hasMessageContaining("0, for what the data want, or greater, not -1");
    assertThatThrownBy(() -> options(1).folds(5).splitColumn("a").build())
        .hasMessageContaining("There are no 5 folds");
    assertThatThrownBy(() -> options(1).folds(5).mode(AutoMlMode.DATABRICKS).build())
        .hasMessageContaining("There are no 5 folds");
    assertThatThrownBy(() -> options(1).sampleWeightColumn("w").excludeColumns("w").build())
        .hasMessageContaining("The sample weight column 'w' cannot be excluded");
    assertThatThrownBy(() -> options(1).sampleWeightColumn("w").timeColumn("w").build())
        .hasMessageContaining("cannot have two roles");
    assertThatThrownBy(() -> options(1).imputer("a", Imputer.mean()).excludeColumns("a").build())
        .hasMessageContaining("The imputed column 'a'");
    assertThatThrownBy(() -> Imputer.ofWireName("constant")).hasMessageContaining("fill_value");
    assertThatThrownBy(() -> new Imputer(Imputer.Strategy.MEAN, 3))
        .hasMessageContaining("takes no fill_value");
    assertThatThrownBy(() -> AutoMlMode.ofWireName("best")).hasMessageContaining("'best'");
    assertThatThrownBy(() -> EvaluationMetric.ofWireName("auc"))
        .hasMessageContaining("There is no metric 'auc'");
  }

  @Test
  void excluding_every_kind_of_model_is_refused(Mudbrick platform) {
    assertThatThrownBy(
            () ->
                platform
                    .module(AutoMl.class)
                    .classify(
                        CHURN, "churn", options(1).excludeFamilies(ModelFamily.values()).build()))
        .hasMessageContaining("Every kind of model is excluded");
  }

  @Test
  void so_is_leaving_only_what_learns_no_numbers(Mudbrick platform) {
    Set<ModelFamily> others = EnumSet.complementOf(EnumSet.of(ModelFamily.DISCRIMINANT_ANALYSIS));

    assertThatThrownBy(
            () ->
                platform
                    .module(AutoMl.class)
                    .regress(
                        CHURN,
                        "tenure",
                        AutoMlOptions.builder()
                            .excludeFamilies(others.toArray(new ModelFamily[0]))
                            .build()))
        .hasMessageContaining("Every kind of model is excluded");
  }
}
