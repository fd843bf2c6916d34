package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.test.KnownDifference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

abstract class RunContract extends TrackingContract {
  private static final String DEFAULT = "0";

  @Test
  void a_run_keeps_what_was_logged_to_it() {
    String runId;
    try (ActiveRun run = tracking.startRun(DEFAULT, "forest")) {
      runId = run.runId();
      run.log("auc", 0.9, 1);
      run.log("auc", 0.95, 2);
      run.param("depth", 6);
      run.tag("team", "a");
      run.artifact("notes/a.txt", "hello".getBytes(StandardCharsets.UTF_8));
    }
    Run run = tracking.getRun(runId);
    assertThat(run.info().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.info().endTime()).isNotNull();
    assertThat(run.info().runName()).isEqualTo("forest");
    assertThat(run.info().artifactUri()).isEqualTo("mlflow-artifacts:/0/" + runId + "/artifacts");
    assertThat(run.metric("auc")).hasValue(0.95);
    assertThat(run.param("depth")).contains("6");
    assertThat(run.tag("team")).contains("a");
    assertThat(run.tag(RunTag.RUN_NAME)).contains("forest");
    assertThat(tracking.listArtifacts(runId, ""))
        .containsExactly(new ArtifactInfo("notes", true, 0));
    assertThat(tracking.listArtifacts(runId, "notes"))
        .containsExactly(new ArtifactInfo("notes/a.txt", false, 5));
    assertThat(tracking.getMetricHistory(runId, "auc", null, null).items())
        .extracting(Metric::value)
        .containsExactly(0.9, 0.95);
  }

  @Test
  void work_that_throws_ends_its_run_as_failed() {
    NewRun spec = NewRun.in(DEFAULT).name("broken").build();
    assertThatThrownBy(
            () ->
                tracking.inRun(
                    spec,
                    run -> {
                      throw new IllegalStateException("boom");
                    }))
        .hasMessage("boom");
    assertThat(tracking.search(DEFAULT).filter("status = 'FAILED'").list())
        .extracting(run -> run.info().runName())
        .containsExactly("broken");
  }

  @Test
  void a_run_without_a_name_gets_one_and_its_tag_says_the_same() {
    Run run = tracking.createRun(NewRun.in(DEFAULT).build());
    assertThat(run.info().runName()).matches("[a-z]+-[a-z]+-[0-9]{1,3}");
    assertThat(run.tag(RunTag.RUN_NAME)).contains(run.info().runName());
    tracking.setTag(run.runId(), RunTag.RUN_NAME, "second");
    assertThat(tracking.getRun(run.runId()).info().runName()).isEqualTo("second");
    tracking.updateRun(run.runId(), new RunUpdate(null, null, "third"));
    assertThat(tracking.getRun(run.runId()).tag(RunTag.RUN_NAME)).contains("third");
  }

  @Test
  void two_different_names_for_one_run_are_refused() {
    NewRun spec = NewRun.in(DEFAULT).name("a").tag(RunTag.RUN_NAME, "b").build();
    assertRefused(
        () -> tracking.createRun(spec),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different"
            + " values (run_name='a', mlflow.runName='b').");
  }

  @Test
  void child_runs_are_found_below_their_parent() {
    try (ActiveRun parent = tracking.startRun(DEFAULT, "parent")) {
      try (ActiveRun child = parent.child("child")) {
        child.log("auc", 0.5);
      }
      assertThat(tracking.search(DEFAULT).childrenOf(parent.runId()).list())
          .extracting(run -> run.info().runName())
          .containsExactly("child");
    }
  }

  @Test
  void the_latest_metric_is_the_one_of_the_greatest_step_then_time_then_value() {
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    tracking.logMetric(run, Metric.of("m", 5, 1000, 10));
    tracking.logMetric(run, Metric.of("m", 9, 2000, 3));
    assertThat(tracking.getRun(run).metric("m")).hasValue(5);
    tracking.logMetric(run, Metric.of("m", 4, 1001, 10));
    assertThat(tracking.getRun(run).metric("m")).hasValue(4);
    tracking.logBatch(
        run, LogBatch.ofMetrics(List.of(Metric.of("m", 7, 1001, 10), Metric.of("m", 6, 1001, 10))));
    assertThat(tracking.getRun(run).metric("m")).hasValue(7);
    tracking.logMetric(run, Metric.of("m", 1, 0, -5));
    assertThat(tracking.getMetricHistory(run, "m", null, null).items())
        .extracting(Metric::value)
        .containsExactly(1.0, 5.0, 4.0, 6.0, 7.0, 9.0);
  }

  @Test
  @KnownDifference(
      route = "POST /api/2.0/mlflow/runs/log-batch",
      reason = "NaN that is logged again is ignored like any other point; MLflow answers 400")
  void not_a_number_stays_one_and_infinities_become_the_largest_numbers() {
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    tracking.logBatch(
        run,
        LogBatch.ofMetrics(
            List.of(
                Metric.of("nan", Double.NaN, 1, 0),
                Metric.of("up", Double.POSITIVE_INFINITY, 1, 0),
                Metric.of("down", Double.NEGATIVE_INFINITY, 1, 0))));
    tracking.logMetric(run, Metric.of("nan", Double.NaN, 1, 0));
    Run read = tracking.getRun(run);
    assertThat(read.metric("nan").orElseThrow()).isNaN();
    assertThat(read.metric("up")).hasValue(Double.MAX_VALUE);
    assertThat(read.metric("down")).hasValue(-Double.MAX_VALUE);
    assertThat(tracking.getMetricHistory(run, "nan", null, null).items()).hasSize(1);
  }

  @Test
  void a_batch_that_is_sent_again_doubles_nothing() {
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    List<Metric> metrics = IntStream.range(0, 1000).mapToObj(i -> Metric.of("m", i, i, i)).toList();
    tracking.logBatch(run, LogBatch.ofMetrics(metrics));
    tracking.logBatch(run, LogBatch.ofMetrics(metrics));
    assertThat(tracking.getMetricHistory(run, "m", null, null).items()).isEqualTo(metrics);
  }

  @Test
  void params_cannot_change() {
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    tracking.logParam(run, new Param("lr", "0.1"));
    tracking.logParam(run, new Param("lr", "0.1"));
    assertRefused(
        () -> tracking.logParam(run, new Param("lr", "0.2")),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Changing param values is not allowed. Param with key='lr' was already logged with"
            + " value='0.1' for run ID='"
            + run
            + "'. Attempted logging new value '0.2'.");
    LogBatch mixed =
        new LogBatch(
            List.of(Metric.of("m", 1, 1, 1)),
            List.of(new Param("new", "1"), new Param("lr", "0.3")),
            List.of(new RunTag("t", "1")));
    assertRefused(
        () -> tracking.logBatch(run, mixed),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Changing param values is not allowed. Params were already logged='[{'key': 'lr',"
            + " 'old_value': '0.1', 'new_value': '0.3'}]' for run ID='"
            + run
            + "'.");
    Run after = tracking.getRun(run);
    assertThat(after.data().metrics()).isEmpty();
    assertThat(after.data().params()).containsExactly(new Param("lr", "0.1"));
    assertThat(after.tag("t")).isEmpty();
    List<Param> twice = List.of(new Param("a", "1"), new Param("a", "2"));
    assertRefused(
        () -> tracking.logBatch(run, LogBatch.ofParams(twice)),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Duplicate parameter keys have been submitted: ['a']. Please ensure the request contains only"
            + " one param value per param key.");
  }

  @Test
  void long_values_are_cut_and_long_keys_refused() {
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    tracking.logParam(run, new Param("p", "\uD83D\uDE00".repeat(6001)));
    tracking.setTag(run, "t", "x".repeat(8001));
    tracking.logParam(run, new Param("k".repeat(250), "1"));
    Run read = tracking.getRun(run);
    assertThat(read.param("p")).contains("\uD83D\uDE00".repeat(6000));
    assertThat(read.tag("t")).contains("x".repeat(8000));
    assertRefused(
        () -> tracking.logParam(run, new Param("k".repeat(251), "1")),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "'Param key' exceeds the maximum length of 250 characters");
  }

  @Test
  void names_that_would_lead_elsewhere_are_refused() {
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    for (String key : List.of("../a", "a/../b", "/a", "a//b", "./a", "a/", "..")) {
      assertThatThrownBy(() -> tracking.setTag(run, key, "v"))
          .as(key)
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("must not resolve to other names");
    }
    for (String key : List.of("a\nb", "a\\b", "a;b", "a\u0000b", "m\u00e9tr\u00efc?")) {
      assertThatThrownBy(() -> tracking.setTag(run, key, "v"))
          .as(key)
          .hasMessageContaining("Names may only contain alphanumerics");
    }
    for (String key : List.of("a/b", "val loss", "a.b-c:d", "\u00fcber")) {
      tracking.setTag(run, key, "v");
      assertThat(tracking.getRun(run).tag(key)).contains("v");
    }
  }

  @Test
  void batches_have_limits() {
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    List<Metric> metrics = IntStream.range(0, 1001).mapToObj(i -> Metric.of("m", i, i, i)).toList();
    assertRefused(
        () -> tracking.logBatch(run, LogBatch.ofMetrics(metrics)),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "A batch logging request can contain at most 1000 metrics. Got 1001 metrics. Please split"
            + " up metrics across multiple requests and try again.");
    List<Param> params = IntStream.range(0, 101).mapToObj(i -> new Param("p" + i, "v")).toList();
    assertThatThrownBy(() -> tracking.logBatch(run, LogBatch.ofParams(params)))
        .hasMessageContaining("at most 100 params. Got 101 params.");
    assertThatThrownBy(
            () ->
                tracking.logBatch(
                    run,
                    new LogBatch(
                        metrics.subList(0, 1000),
                        List.of(),
                        Collections.nCopies(1, new RunTag("a", "b")))))
        .hasMessageContaining("at most 1000 metrics, params, and tags. Got 1001");
    tracking.logBatch(
        run, new LogBatch(metrics.subList(0, 900), params.subList(0, 100), List.of()));
  }

  @Test
  void a_negative_time_is_refused() {
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    assertRefused(
        () -> tracking.logMetric(run, Metric.of("m", 1, -1, 0)),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Invalid value -1 for parameter 'timestamp' supplied: metric 'm' (value=1.0). Timestamp must"
            + " be a nonnegative long (64-bit integer) ");
  }

  @Test
  void a_deleted_run_takes_nothing_until_it_is_restored() {
    String run = tracking.createRun(NewRun.in(DEFAULT).name("r").build()).runId();
    tracking.deleteRun(run);
    assertThat(tracking.getRun(run).info().lifecycleStage()).isEqualTo(LifecycleStage.DELETED);
    assertRefused(
        () -> tracking.setTag(run, "a", "b"),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "The run " + run + " must be in the 'active' state. Current state is deleted.");
    assertThat(tracking.search(DEFAULT).list()).isEmpty();
    assertThat(tracking.search(DEFAULT).viewType(ViewType.DELETED_ONLY).list()).hasSize(1);
    tracking.restoreRun(run);
    tracking.setTag(run, "a", "b");
    assertThat(tracking.search(DEFAULT).list()).hasSize(1);
  }

  @Test
  void unknown_things_are_said_to_be_unknown() {
    String unknown = "0123456789abcdef0123456789abcdef";
    assertRefused(
        () -> tracking.getRun(unknown),
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Run with id=" + unknown + " not found");
    assertRefused(
        () -> tracking.createRun(NewRun.in("999").build()),
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "No Experiment with id=999 exists");
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    assertRefused(
        () -> tracking.deleteTag(run, "nope"),
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "No tag with name: nope in run with id " + run);
  }

  @Test
  void datasets_and_models_that_a_run_read_and_made_are_kept() {
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    Dataset churn =
        Dataset.named("churn", "d1").source("delta_table", "{}").schema("{\"a\":1}").build();
    DatasetInput input = new DatasetInput(churn, Map.of("mlflow.data.context", "training"));
    tracking.logInputs(run, new RunInputs(List.of(input), List.of(new ModelInput("m-1"))));
    tracking.logInputs(run, new RunInputs(List.of(input), List.of()));
    tracking.logOutputs(run, List.of(new ModelOutput("m-2", 3)));
    Run read = tracking.getRun(run);
    assertThat(read.inputs().datasets()).containsExactly(input);
    assertThat(read.inputs().models()).containsExactly(new ModelInput("m-1"));
    assertThat(read.outputs()).containsExactly(new ModelOutput("m-2", 3));
    assertThat(tracking.searchDatasets(List.of(DEFAULT, "99")))
        .containsExactly(new DatasetSummary(DEFAULT, "churn", "d1", "training"));
    assertThatThrownBy(() -> tracking.searchDatasets(Collections.nCopies(21, DEFAULT)))
        .hasMessageContaining("more than 20 experiment_ids");
    for (String filter :
        List.of(
            "dataset.name = 'churn'",
            "datasets.digest IN ('d0', 'd1')",
            "dataset.context LIKE 'train%'")) {
      assertThat(tracking.search(DEFAULT).filter(filter).list()).as(filter).hasSize(1);
    }
    assertThat(tracking.search(DEFAULT).filter("dataset.context = 'test'").list()).isEmpty();
  }

  @Test
  void models_logged_the_old_way_are_listed_in_a_tag() {
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    String model =
        "{\"run_id\":\"r\",\"artifact_path\":\"m\",\"utc_time_created\":\"now\",\"flavors\":{}}";
    tracking.logModelHistory(run, model);
    tracking.logModelHistory(run, model.replace("{}}", "{},\"signature\":{}}"));
    assertThat(tracking.getRun(run).tag("mlflow.log-model.history"))
        .contains("[" + model + "," + model + "]");
    assertRefused(
        () -> tracking.logModelHistory(run, "{\"flavors\":{}}"),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Model json is missing mandatory fields: {'artifact_path', 'run_id', 'utc_time_created'}");
    assertThatThrownBy(() -> tracking.logModelHistory(run, "{"))
        .hasMessageStartingWith("Malformed model info.");
  }

  @Test
  void whatever_is_logged_in_whatever_order_the_latest_and_the_history_are_right() {
    SplittableRandom random = new SplittableRandom(7);
    String run = tracking.createRun(NewRun.in(DEFAULT).build()).runId();
    NavigableSet<Metric> points =
        new TreeSet<>(
            Comparator.comparingLong(Metric::timestamp)
                .thenComparingLong(Metric::step)
                .thenComparingDouble(m -> Double.isNaN(m.value()) ? 0 : m.value())
                .thenComparing(m -> Double.isNaN(m.value())));
    for (int batch = 0; batch < 30; batch++) {
      List<Metric> logged = new ArrayList<>();
      for (int i = random.nextInt(1, 12); i > 0; i--) {
        double value = random.nextInt(6) == 0 ? Double.NaN : random.nextInt(-2, 3);
        logged.add(Metric.of("m", value, random.nextInt(4), random.nextInt(-2, 4)));
      }
      points.addAll(logged);
      tracking.logBatch(run, LogBatch.ofMetrics(logged));
      assertThat(tracking.getMetricHistory(run, "m", null, null).items())
          .containsExactlyElementsOf(points);
      Metric latest = tracking.getRun(run).data().metrics().get(0);
      Comparator<Metric> later =
          Comparator.comparingLong(Metric::step)
              .thenComparingLong(Metric::timestamp)
              .thenComparingDouble(m -> Double.isNaN(m.value()) ? 0 : m.value());
      assertThat(points).allSatisfy(m -> assertThat(later.compare(latest, m)).isNotNegative());
      assertThat(points).contains(latest);
    }
  }
}
