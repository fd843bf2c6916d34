package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

abstract class SearchContract extends TrackingContract {

  private String run(String name, Metric metric, String... params) {
    Run run =
        tracking.createRun(
            NewRun.in(DEFAULT).name(name).startTime(Instant.ofEpochMilli(1000)).build());
    if (metric != null) {
      tracking.logMetric(run.runId(), metric);
    }
    for (int i = 0; i < params.length; i += 2) {
      tracking.logParam(run.runId(), new Param(params[i], params[i + 1]));
      tracking.setTag(run.runId(), params[i], params[i + 1]);
    }
    return run.runId();
  }

  private static Metric auc(double value) {
    return Metric.of("auc", value, 1, 0);
  }

  private List<String> names(String filter, String... orderBy) {
    return tracking.search(DEFAULT).filter(filter).orderBy(orderBy).list().stream()
        .map(run -> run.info().runName())
        .toList();
  }

  private void assertFound(String filter, String... names) {
    assertThat(names(filter)).as(filter).containsExactlyInAnyOrder(names);
  }

  @Test
  void metrics_compare_by_their_latest_value() {
    String a = run("a", auc(0.2));
    run("b", auc(0.9));
    run("n", auc(Double.NaN));
    run("none", null);
    tracking.logMetric(a, Metric.of("auc", 0.95, 5, 5));
    assertFound("metrics.auc > 0.9", "a");
    assertFound("metrics.auc >= 0.9", "a", "b");
    assertFound("metric.auc = 0.9", "b");
    assertFound("metrics.`auc` != 0.9", "a", "n");
    assertFound("metrics.\"auc\" < 1 AND metrics.auc > -1.5e0", "a", "b");
    assertFound("metrics.unknown > 0");
  }

  @Test
  void params_and_tags_compare_as_text() {
    run("a", null, "model", "Forest", "dotted.key", "x");
    run("b", null, "model", "forest_2", "has space", "y");
    run("c", null);
    assertFound("params.model = 'Forest'", "a");
    assertFound("params.model != 'Forest'", "b");
    assertFound("tags.model LIKE 'F%'", "a");
    assertFound("tags.model ILIKE 'f%'", "a", "b");
    assertFound("params.model LIKE 'forest_2'", "b");
    assertFound("params.model LIKE 'forest*'");
    assertFound("params.model LIKE '%[%'");
    assertFound("params.model IS NULL", "c");
    assertFound("parameters.model is not null and tag.model iLiKe '%EST'", "a");
    assertFound("params.dotted.key = \"x\"", "a");
    assertFound("params.`has space` = 'y'", "b");
    assertFound("tags.\"has space\" = 'y'", "b");
    assertFound("tags.mlflow.runName = 'c'", "c");
  }

  @Test
  void long_values_are_compared_whole() {
    String same = "v".repeat(80);
    run("a", null, "p", same + "1");
    run("b", null, "p", same + "2");
    assertFound("params.p = '" + same + "1'", "a");
    assertFound("params.p = '" + same + "'");
  }

  @Test
  void quotes_inside_values_are_doubled_and_nothing_reaches_the_database_as_sql() {
    run("it's", null);
    run("x", null);
    assertFound("run_name = 'it''s'", "it's");
    assertFound("run_name = \"it's\"", "it's");
    assertFound("run_name = 'x'' OR ''1''=''1'");
    assertFound("tags.`a' OR 1=1 --` = 'x'");
  }

  @Test
  void attributes_are_found_with_and_without_their_entity() {
    String a = run("a", null);
    String b = run("b", null);
    tracking.updateRun(a, new RunUpdate(RunStatus.FINISHED, Instant.ofEpochMilli(5000), null));
    assertFound("attributes.status = 'FINISHED'", "a");
    assertFound("status != 'FINISHED'", "b");
    assertFound("run_id IN ('" + a + "', 'zzz')", "a");
    assertFound("attr.run_id NOT IN ('" + a + "')", "b");
    assertFound("run_name LIKE 'a%'", "a");
    assertFound("end_time >= 5000", "a");
    assertFound("start_time = 1000", "a", "b");
    assertFound("artifact_uri LIKE '%" + b + "%'", "b");
    assertFound("user_id = 'admin'", "a", "b");
    assertFound("", "a", "b");
    assertFound("   ", "a", "b");
  }

  @Test
  void numbers_come_first_then_nan_then_nothing_in_both_directions() {
    run("low", auc(0.1));
    run("nan", auc(Double.NaN));
    run("none", null);
    run("high", auc(0.9));
    assertThat(names("", "metrics.auc DESC")).containsExactly("high", "low", "nan", "none");
    assertThat(names("", "metrics.auc")).containsExactly("low", "high", "nan", "none");
    assertThat(names("", "attributes.run_name ASC")).containsExactly("high", "low", "nan", "none");
    tracking.setTag(
        tracking.search(DEFAULT).filter("run_name = 'none'").list().get(0).runId(), "z", "1");
    assertThat(names("", "tags.z DESC", "run_name")).containsExactly("none", "high", "low", "nan");
  }

  @Test
  void the_best_run_is_the_one_with_the_greatest_or_smallest_metric() {
    run("low", auc(0.1));
    run("high", auc(0.9));
    run("none", null);
    assertThat(tracking.search(DEFAULT).best("auc").orElseThrow().info().runName())
        .isEqualTo("high");
    assertThat(tracking.search(DEFAULT).best("auc", false).orElseThrow().info().runName())
        .isEqualTo("low");
    assertThat(tracking.search(DEFAULT).best("loss")).isEmpty();
  }

  @Test
  void pages_meet_every_run_once_while_runs_are_added() {
    for (int i = 0; i < 25; i++) {
      run("r" + i, i % 3 == 0 ? null : auc(i % 5 == 0 ? Double.NaN : i % 4));
    }
    for (List<String> order :
        List.of(
            List.<String>of(),
            List.of("metrics.auc DESC", "run_name"),
            List.of("end_time"),
            List.of("params.x DESC"))) {
      List<String> seen = new ArrayList<>();
      String token = null;
      RunQuery.Builder query = RunQuery.in(List.of(DEFAULT)).orderBy(order).maxResults(4);
      int added = 0;
      do {
        Page<Run> page = tracking.searchRuns(query.pageToken(token).build());
        page.items().stream()
            .map(run -> run.info().runName())
            .filter(name -> name.startsWith("r"))
            .forEach(seen::add);
        token = page.nextPageToken();
        tracking.createRun(NewRun.in(DEFAULT).name("added" + added++).build());
      } while (token != null && added < 60);
      assertThat(seen).as(order.toString()).hasSize(25).doesNotHaveDuplicates();
    }
  }

  @Test
  void pages_by_a_metric_go_from_numbers_to_nan_to_nothing_whatever_else_is_there() {
    Experiment other = tracking.createExperiment("others");
    for (int i = 0; i < 90; i++) {
      Run run = tracking.createRun(NewRun.in(other.experimentId()).build());
      tracking.logMetric(run.runId(), auc(i / 10.0));
    }
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      run("r" + i, i < 20 ? auc(i / 4 / 2.0) : i < 25 ? auc(Double.NaN) : null, "p", "v" + i % 3);
    }
    for (boolean ascending : List.of(true, false)) {
      for (String filter : List.of("", "params.p != 'v1'", "params.p = 'v0'", "metrics.auc > 1")) {
        String order = "metrics.auc " + (ascending ? "ASC" : "DESC");
        expected.clear();
        tracking.search(DEFAULT).filter(filter).orderBy(order, "run_name").list().stream()
            .map(run -> run.info().runName())
            .forEach(expected::add);
        List<String> seen = new ArrayList<>();
        RunQuery.Builder query =
            RunQuery.in(List.of(DEFAULT))
                .filter(filter)
                .orderBy(List.of(order, "run_name"))
                .maxResults(2);
        String token = null;
        do {
          Page<Run> page = tracking.searchRuns(query.pageToken(token).build());
          page.items().forEach(run -> seen.add(run.info().runName()));
          token = page.nextPageToken();
        } while (token != null);
        assertThat(seen).as(filter + order).isEqualTo(expected).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void bad_tokens_and_page_sizes_are_refused() {
    run("a", null);
    run("b", null);
    RunQuery.Builder query = RunQuery.in(List.of(DEFAULT));
    assertRefused(
        () -> tracking.searchRuns(query.pageToken("nonsense!").build()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Invalid page token, decoding failed");
    String token = tracking.searchRuns(query.pageToken(null).maxResults(1).build()).nextPageToken();
    assertRefused(
        () -> tracking.searchRuns(query.filter("run_name = 'a'").pageToken(token).build()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Invalid page token, it belongs to a search with other parameters");
    assertRefused(
        () -> tracking.searchRuns(query.pageToken(null).maxResults(0).build()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Invalid value 0 for parameter 'max_results' supplied. It must be a positive integer");
    assertRefused(
        () -> tracking.searchRuns(query.maxResults(50_001).build()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Invalid value 50001 for parameter 'max_results' supplied:  Hint: Value was of type 'int'."
            + " See the API docs for more information about request parameters.");
  }

  private void assertBad(String filter, String message) {
    assertRefused(
        () -> tracking.searchRuns(RunQuery.in(List.of(DEFAULT)).filter(filter).build()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        message);
  }

  @Test
  void filters_that_make_no_sense_are_refused_in_words() {
    assertBad("metrics.auc > 0.5 OR metrics.auc < 0.1", "Invalid clause(s) in filter string: 'OR'");
    assertBad("metrics.auc", "Invalid clause(s) in filter string: 'metrics.auc'");
    assertBad("metrics.auc > 0.5 AND", "Filter string is ill-terminated: 'metrics.auc > 0.5 AND'");
    assertBad("params.a = 'x", "Filter string is ill-terminated: the quote in 'x is not closed");
    assertBad(
        "a; DROP TABLE x",
        "Search filter contained multiple expression 'a; DROP TABLE x'. Provide AND-ed expression"
            + " list.");
    assertBad("metrics.auc > 'high'", "Expected numeric value type for metric. Found 'high'");
    assertBad(
        "params.lr > 0.5",
        "Expected a quoted string value for parameter (e.g. 'my-value'). Got value 0.5");
    assertBad(
        "params.lr > '0.5'",
        "Invalid comparator '>' not one of '{'!=', '=', 'ILIKE', 'IS NOT NULL', 'IS NULL', 'LIKE'}'");
    assertBad("metrics.auc LIKE 'x'", "Expected numeric value type for metric. Found 'x'");
    assertBad(
        "foo.bar = 'x'",
        "Invalid entity type 'foo'. Valid values are ['metric', 'parameter', 'tag', 'attribute',"
            + " 'dataset']");
    assertBad(
        "attributes.colour = 'red'",
        "Invalid attribute key 'colour' specified. Valid keys are '{'Created', 'Run Name', 'Run"
            + " name', 'artifact_uri', 'created', 'end_time', 'run name', 'run_id', 'run_name',"
            + " 'start_time', 'status', 'user_id'}'");
    assertBad(
        "status IN ('FINISHED')",
        "Only the 'run_id' attribute supports comparison with a list of quoted string values.");
    assertBad(
        "dataset.size = 'x'",
        "Invalid dataset key 'size' specified. Valid keys are '{'context', 'digest', 'name'}'");
    assertBad(
        "start_time = 'x'",
        "Expected numeric value type for numeric attribute: start_time. Found 'x'");
    assertBad(
        "metrics.a == 1", "Invalid comparator '==' not one of '{'!=', '<', '<=', '=', '>', '>='}'");
    assertBad("metrics.a > 1..2", "Invalid clause(s) in filter string: 'metrics.a', '>', '1..2'");
    assertBad(
        "metrics.a IS NULL",
        "IS NULL / IS NOT NULL is only supported for tags and params, not for 'metric' 'a'");
    assertBad(
        "params.a = x",
        "Parameter value is either not quoted or unidentified quote types used for string value x."
            + " Use either single or double quotes.");
    assertBad(
        "run_id IN ()",
        "While parsing a list in the query, expected a non-empty list of string values, but got"
            + " empty list");
  }

  @Test
  void hostile_filters_are_refused_before_the_database_hears_of_them() {
    run("a", null, "p", "a".repeat(6000));
    Assertions.assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          assertBad(
              "metrics.a > 1 AND ".repeat(10_000) + "metrics.a > 1",
              "Filter string has more than 200 comparisons");
          assertBad(
              "params.p LIKE '" + "a%".repeat(500_000) + "'",
              "A pattern may have 16000 characters at most. Got 1000000");
          for (String deep :
              List.of("(".repeat(100_000), "(a".repeat(50_000), "a.".repeat(50_000))) {
            assertThatThrownBy(() -> names(deep)).hasMessageContaining("Invalid clause(s)");
          }
          assertFound("params.p LIKE '" + "a%".repeat(8_000) + "'");
        });
  }

  @Test
  void orders_that_make_no_sense_are_refused_in_words() {
    RunQuery.Builder query = RunQuery.in(List.of(DEFAULT));
    assertRefused(
        () -> tracking.searchRuns(query.orderBy(List.of("metrics.a > 1")).build()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Invalid order_by clause 'metrics.a > 1'. Could not be parsed.");
    assertRefused(
        () -> tracking.searchRuns(query.orderBy(List.of("colour")).build()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Invalid attribute key 'colour' specified. Valid keys are '{'Created', 'artifact_uri',"
            + " 'created', 'end_time', 'run_id', 'run_name', 'start_time', 'status',"
            + " 'user_id'}'");
    assertRefused(
        () -> tracking.searchRuns(query.orderBy(List.of("metrics.a", "metrics.a DESC")).build()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "`order_by` contains duplicate fields: ['metrics.a', 'metrics.a DESC']");
  }

  @Test
  void a_search_spans_the_experiments_it_names_and_no_others() {
    Experiment other = tracking.createExperiment("other");
    run("here", null);
    tracking.createRun(NewRun.in(other.experimentId()).name("there").build());
    assertThat(tracking.search(DEFAULT, other.experimentId(), "777", "odd").list())
        .extracting(run -> run.info().runName())
        .containsExactlyInAnyOrder("here", "there");
    assertThat(tracking.search(other.experimentId()).list()).hasSize(1);
    assertThat(tracking.search().list()).isEmpty();
  }

  @Test
  void histories_come_in_pages_and_samples_keep_both_ends() {
    String a = run("a", null);
    String b = run("b", null);
    List<Metric> points = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      points.add(Metric.of("loss", i % 7 == 0 ? Double.NaN : i, i / 2, i));
    }
    tracking.logBatch(a, LogBatch.ofMetrics(points));
    tracking.logBatch(b, LogBatch.ofMetrics(points.subList(3, 8)));
    List<Metric> read = new ArrayList<>();
    String token = null;
    do {
      Page<Metric> page = tracking.getMetricHistory(a, "loss", 60, token);
      read.addAll(page.items());
      token = page.nextPageToken();
    } while (token != null);
    assertThat(read).isEqualTo(points);
    assertThat(tracking.getMetricHistoryBulk(List.of(a, b), "loss", 502)).hasSize(502);
    List<RunMetric> sample =
        tracking.getMetricHistoryBulkInterval(new MetricInterval(List.of(a, b), "loss", null, 10));
    assertThat(sample.stream().filter(m -> m.runId().equals(a)).map(m -> m.metric().step()))
        .contains(0L, 499L, 3L, 7L)
        .hasSizeBetween(10, 14);
    assertThat(sample.stream().filter(m -> m.runId().equals(b)).map(m -> m.metric().step()))
        .contains(3L, 7L);
    assertThat(
            tracking.getMetricHistoryBulkInterval(
                new MetricInterval(List.of(a), "loss", new MetricInterval.StepRange(10, 14), 100)))
        .hasSize(5);
  }

  @Test
  void a_pattern_made_to_backtrack_takes_no_time() {
    run("a", null, "p", "a".repeat(6000));
    Assertions.assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          assertFound("params.p LIKE '" + "%a".repeat(500) + "%b'");
          assertFound("params.p ILIKE '" + "%a_".repeat(300) + "%b'");
          assertFound("params.p LIKE '" + "%a".repeat(500) + "%'", "a");
        });
  }
}
