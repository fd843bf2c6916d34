package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.traces.Assessment;
import io.mudbrick.tracking.traces.FilterCorrelation;
import io.mudbrick.tracking.traces.Span;
import io.mudbrick.tracking.traces.TraceAggregation;
import io.mudbrick.tracking.traces.TraceInfo;
import io.mudbrick.tracking.traces.TraceMetricPoint;
import io.mudbrick.tracking.traces.TraceMetricQuery;
import io.mudbrick.tracking.traces.TraceMetricQuery.View;
import io.mudbrick.tracking.traces.TraceQuery;
import io.mudbrick.tracking.traces.TraceState;
import io.mudbrick.tracking.traces.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches and statistics over traces. */
@MudbrickTest
@Tag("both-stores")
class TraceSearchTest {
  private static final Instant START = Instant.ofEpochMilli(1_700_000_000_000L);

  private Tracking tracking;
  private Traces traces;

  /** Four traces a second apart: a is OK, b failed, c goes on, d has nothing but its name. */
  @BeforeEach
  void there_are_four(Mudbrick platform) {
    tracking = platform.module(Tracking.class);
    traces = tracking.traces();
    start(
        "a", 0, TraceState.OK, 100L, Map.of("team", "churn"), Map.of("mlflow.trace.session", "s"));
    start("b", 1, TraceState.ERROR, 300L, Map.of("team", "fraud"), Map.of());
    start("c", 2, TraceState.IN_PROGRESS, null, Map.of(), Map.of("mlflow.trace.session", "s"));
    start("d", 3, TraceState.OK, 500L, Map.of(), Map.of());
    span("tr-a", 1, "lookup", "RETRIEVER", Map.of("model", "small-1"));
    span("tr-a", 2, "chat", "LLM", Map.of("model", "large-2", "n", 5));
    span("tr-b", 1, "chat", "RETRIEVER", Map.of("text", "it's \"100%\" _odd_"));
    traces.createAssessment("tr-a", Assessment.feedback("quality", true).build());
    traces.createAssessment("tr-b", Assessment.feedback("quality", "yes").build());
    traces.createAssessment("tr-d", Assessment.expectation("answer", 0.5).build());
    traces.createAssessment("tr-d", Assessment.issue("iss-1", "slow").build());
    traces.linkPromptsToTrace("tr-b", List.of("greet/2"));
  }

  private void start(
      String name,
      int second,
      TraceState state,
      Long millis,
      Map<String, String> tags,
      Map<String, String> metadata) {
    traces.startTrace(
        TraceInfo.of("tr-" + name, "0", START.plusSeconds(second))
            .state(state)
            .executionTime(millis == null ? null : Duration.ofMillis(millis))
            .clientRequestId("client-" + name)
            .tags(Map.of(TraceInfo.NAME_TAG, name))
            .tags(tags)
            .metadata(metadata)
            .build());
  }

  private void span(String trace, int number, String name, String type, Map<String, Object> more) {
    Map<String, Object> attributes = new HashMap<>(more);
    attributes.put(Span.TRACE_ID, trace);
    attributes.put(Span.TYPE, type);
    Span made = TracesTest.span("0".repeat(31) + "9", number, number == 1 ? null : 1, attributes);
    long start = START.plusSeconds(trace.charAt(3) - 'a').toEpochMilli() * 1_000_000;
    traces.logSpans(
        "0",
        List.of(
            new Span(
                made.otelTraceId(),
                made.spanId(),
                made.parentId(),
                name,
                start,
                start + number * 10_000_000L,
                made.status(),
                attributes,
                List.of())));
  }

  private String found(String filter, String... order) {
    StringBuilder names = new StringBuilder();
    traces
        .searchTraces(TraceQuery.in("0").filter(filter).orderBy(List.of(order)).build())
        .items()
        .forEach(info -> names.append(info.name()));
    return names.toString();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = ';',
      value = {
        "||;dcba",
        "status = 'OK';da",
        "trace.status != 'OK';cb",
        "attributes.status IN ('ERROR', 'IN_PROGRESS');cb",
        "status RLIKE '^(OK|ERR)';dba",
        "status RLIKE '(';||",
        "name = 'a';a",
        "name RLIKE '[ab]';ba",
        "request_id = 'tr-c';c",
        "request_id NOT IN ('tr-c', 'tr-d');ba",
        "client_request_id LIKE 'client-%';dcba",
        "timestamp > 1700000000500;dcb",
        "timestamp_ms <= 1700000001000 AND execution_time_ms >= 100;ba",
        "execution_time < 400;ba",
        "end_time >= 1700000003500;d",
        "tags.team = 'churn';a",
        "tag.team != 'churn';b",
        "tags.team LIKE '%r%';ba",
        "tags.team ILIKE 'CHURN';a",
        "tags.team RLIKE 'u.*n$';a",
        "tags.team IS NULL;dc",
        "tags.team IS NOT NULL;ba",
        "metadata.`mlflow.trace.session` = 's';ca",
        "request_metadata.`mlflow.trace.session` IS NULL;db",
        "span.name = 'chat';ba",
        "span.name = 'chat' AND span.type = 'RETRIEVER';b",
        "span.name = 'lookup' AND span.type = 'LLM';||",
        "span.type IN ('LLM');a",
        "span.status = 'OK' AND span.name RLIKE '^c';ba",
        "span.attributes.model = 'large-2';a",
        "span.attributes.model != 'large-2';a",
        "span.attributes.model LIKE 'small%';a",
        "span.attributes.model LIKE '%2';a",
        "span.attributes.model LIKE 'mall%';||",
        "span.attributes.model ILIKE '%LARGE%';a",
        "span.attributes.model RLIKE '^(s|l).*[12]$';a",
        "span.attributes.n = '5';a",
        "trace.text LIKE '%odd%';b",
        "text ILIKE '%LARGE-2%';a",
        "feedback.quality = 'true';a",
        "feedback.quality = 'yes';b",
        "feedback.quality != 'yes';a",
        "feedback.quality RLIKE 'y.s';b",
        "feedback.quality IS NOT NULL;ba",
        "feedback.quality IS NULL;dc",
        "expectation.answer = '0.5';d",
        "issue.id = 'iss-1';d",
        "prompt = 'greet/2';b",
        "prompt = 'greet/1';||"
      })
  void filters_find(String filter, String names) {
    assertThat(found(filter)).isEqualTo(names == null ? "" : names);
  }

  @Test
  void a_word_about_a_session_counts_for_all_its_traces() {
    traces.createAssessment(
        "tr-a",
        Assessment.feedback("tone", "good").metadata(Map.of("mlflow.trace.session", "s")).build());

    assertThat(found("feedback.tone = 'good'")).isEqualTo("ca");
    assertThat(found("feedback.tone IS NULL")).isEqualTo("db");
  }

  @Test
  void traces_of_a_run_are_those_it_made_and_those_linked_to_it() {
    String run = tracking.createRun(NewRun.in("0").build()).runId();
    start("e", 4, TraceState.OK, 1L, Map.of(), Map.of("mlflow.sourceRun", run));
    traces.linkTracesToRun(List.of("tr-b", "tr-b"), run);
    traces.linkTracesToRun(List.of("tr-b"), run);

    assertThat(found("run_id = '" + run + "'")).isEqualTo("eb");
    assertThat(found("metadata.`mlflow.sourceRun` = '" + run + "' AND status = 'ERROR'"))
        .isEqualTo("b");
  }

  @ParameterizedTest
  @CsvSource({
    "timestamp ASC,abcd",
    "status,bcda",
    "name DESC,dcba",
    "execution_time,abdc",
    "execution_time DESC,dbac",
    "tags.team,abdc",
    "request_id DESC,dcba",
    "end_time DESC,dcba"
  })
  void orders_put_what_is_missing_last(String order, String names) {
    assertThat(found("", order)).isEqualTo(names);
  }

  @Test
  void pages_stay_where_they_are_while_traces_come() {
    TraceQuery query = TraceQuery.in("0").maxResults(3).build();
    Page<TraceInfo> first = traces.searchTraces(query);
    start("e", 4, TraceState.OK, 1L, Map.of(), Map.of());
    Page<TraceInfo> second =
        traces.searchTraces(
            TraceQuery.in("0").maxResults(3).pageToken(first.nextPageToken()).build());

    List<String> names = new ArrayList<>();
    first.items().forEach(info -> names.add(info.name()));
    second.items().forEach(info -> names.add(info.name()));
    assertThat(names).containsExactly("d", "c", "b", "a");
    assertThat(second.nextPageToken()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      delimiter = ';',
      value = {
        "span.foo = 'a';Invalid span attribute 'foo'. Supported attributes: name, status, type, attributes.<attribute_name>.",
        "tags.x > 1;Expected a quoted string value for tag (e.g. 'my-value'). Got value 1",
        "metadata.m = 1;Expected a quoted string value for request_metadata (e.g. 'my-value'). Got value 1",
        "issue.x = 'a';Invalid issue attribute 'x'. Supported attributes: id",
        "prompt = 'a';Invalid prompts filter value 'a'. Expected format: prompt = \"name/version\"",
        "prompt LIKE 'a/1';Invalid comparator 'LIKE' for prompts filter. Only '=' is supported with format: prompt = \"name/version\"",
        "tags.a IN ('b');Invalid comparator 'IN' not one of '{'!=', '=', 'ILIKE', 'IS NOT NULL', 'IS NULL', 'LIKE', 'RLIKE'}'",
        "status IS NULL;Invalid comparator 'IS NULL' not one of '{'!=', '=', 'ILIKE', 'IN', 'LIKE', 'NOT IN', 'RLIKE'}'",
        "status = 'OK' OR name = 'a';Invalid clause(s) in filter string: 'OR'"
      })
  void mistakes_are_told_in_the_words_of_mlflow(String filter, String message) {
    assertThatThrownBy(() -> found(filter))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE);
              assertThat(e.message()).isEqualTo(message);
            });
  }

  @Test
  void a_pattern_that_turns_back_without_end_is_stopped() {
    traces.setTraceTag("tr-a", "long", "a".repeat(60) + "!");

    assertThatThrownBy(() -> found("tags.long RLIKE '^(a+)+\\1$'"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e ->
                assertThat(e.message())
                    .isEqualTo("The regular expression takes too long; use LIKE instead"));
  }

  private List<TraceMetricPoint> measure(TraceMetricQuery.Builder query) {
    return traces.queryTraceMetrics(query.in("0").build());
  }

  @Test
  void traces_are_counted_by_state_and_name() {
    assertThat(
            measure(
                TraceMetricQuery.of(View.TRACES, "trace_count", TraceAggregation.COUNT)
                    .by("trace_status")))
        .extracting(point -> point.dimensions().get("trace_status") + point.values())
        .containsExactly("ERROR{COUNT=1.0}", "IN_PROGRESS{COUNT=1.0}", "OK{COUNT=2.0}");
    assertThat(
            measure(
                TraceMetricQuery.of(View.TRACES, "trace_count", TraceAggregation.COUNT)
                    .filters(List.of("trace.tag.team = 'churn'", "trace.status = 'OK'"))))
        .containsExactly(new TraceMetricPoint("trace_count", Map.of(), Map.of("COUNT", 1.0)));
  }

  @Test
  void latencies_have_percentiles_and_buckets_of_time() {
    TraceMetricPoint all =
        measure(
                TraceMetricQuery.of(
                    View.TRACES,
                    "latency",
                    TraceAggregation.AVG,
                    TraceAggregation.percentile(50),
                    TraceAggregation.percentile(95)))
            .get(0);
    assertThat(all.values())
        .contains(entry("AVG", 300.0), entry("P50.0", 300.0))
        .hasEntrySatisfying("P95.0", value -> assertThat(value).isEqualTo(480, within(1e-9)));
    List<TraceMetricPoint> buckets =
        measure(
            TraceMetricQuery.of(View.TRACES, "trace_count", TraceAggregation.COUNT)
                .every(Duration.ofSeconds(2))
                .between(START, START.plusSeconds(60)));
    assertThat(buckets)
        .extracting(point -> point.dimensions().get("time_bucket"))
        .containsExactly("2023-11-14T22:13:20+00:00", "2023-11-14T22:13:22+00:00");
  }

  @Test
  void spans_and_assessments_are_measured() {
    assertThat(
            measure(
                TraceMetricQuery.of(View.SPANS, "span_count", TraceAggregation.COUNT)
                    .by("span_name", "span_type")))
        .extracting(point -> String.join(" ", point.dimensions().values()) + point.values())
        .containsExactly(
            "chat LLM{COUNT=1.0}", "chat RETRIEVER{COUNT=1.0}", "lookup RETRIEVER{COUNT=1.0}");
    assertThat(
            measure(
                    TraceMetricQuery.of(View.SPANS, "latency", TraceAggregation.AVG)
                        .filters(List.of("span.name = 'chat'")))
                .get(0)
                .values())
        .containsEntry("AVG", 15.0);
    assertThat(
            measure(
                    TraceMetricQuery.of(View.ASSESSMENTS, "assessment_value", TraceAggregation.AVG)
                        .by("assessment_name"))
                .stream()
                .map(point -> point.dimensions().get("assessment_name") + point.values()))
        .containsExactly("answer{AVG=0.5}", "quality{AVG=1.0}");
  }

  @Test
  void senseless_questions_are_told_so() {
    assertMistake(
        TraceMetricQuery.of(View.TRACES, "latency", TraceAggregation.COUNT),
        "Found invalid aggregation_type(s): ['COUNT']. Supported aggregation types: ['AVG',"
            + " 'PERCENTILE']");
    assertMistake(
        TraceMetricQuery.of(View.TRACES, "x", TraceAggregation.COUNT),
        "metric_name must be one of ['trace_count', 'latency', 'input_tokens', 'output_tokens',"
            + " 'total_tokens', 'cache_read_input_tokens', 'cache_creation_input_tokens'], got"
            + " 'x'");
    assertMistake(
        TraceMetricQuery.of(View.TRACES, "trace_count", TraceAggregation.COUNT).by("x"),
        "Found invalid dimension(s): ['x']. Supported dimensions: ['trace_name', 'trace_status']");
    assertMistake(
        TraceMetricQuery.of(View.TRACES, "trace_count", TraceAggregation.COUNT)
            .every(Duration.ofSeconds(1)),
        "start_time_ms and end_time_ms are required if time_interval_seconds is set");
    for (Map.Entry<String, String> mistake :
        Map.of(
                "trace.foo = 'b'",
                "Invalid entity 'foo' specified for view type 'trace'. Valid entities are"
                    + " ['status', 'tag', 'metadata']",
                "trace.tag = 'b'",
                "Filtering by tag requires a key, e.g. 'trace.tag.<key> = <value>'",
                "trace.status.x = 'b'",
                "Filtering by status does not require a key, use 'trace.status' instead",
                "trace.status != 'b'",
                "Invalid comparator: '!=', only '=' operator is supported",
                "status = 'b'",
                "Invalid identifier 'status'. Columns should be specified as 'trace.<key>',"
                    + " 'span.<key>', 'assessment.<key>'.",
                "trace.status = 1",
                "Expected a quoted string value for status value (e.g. 'my-value'). Got value 1",
                "bogus.status = 'x'",
                "Invalid view type 'bogus'. Valid values are dict_keys(['trace', 'span',"
                    + " 'assessment'])",
                "trace.status = 'x' AND trace.status = 'y'",
                "Invalid clause(s) in filter string: AND",
                "span.name = 'x'",
                "Filtering by span is only supported for SPANS view type, got TRACES")
            .entrySet()) {
      assertMistake(
          TraceMetricQuery.of(View.TRACES, "trace_count", TraceAggregation.COUNT)
              .filters(List.of(mistake.getKey())),
          mistake.getValue());
    }
  }

  private void assertMistake(TraceMetricQuery.Builder query, String message) {
    assertThatThrownBy(() -> measure(query))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.message()).isEqualTo(message));
  }

  @Test
  void filters_that_go_together_are_told_from_those_that_do_not() {
    List<String> here = List.of("0");
    FilterCorrelation same =
        traces.correlateFilters(here, "name = 'a'", "tags.team = 'churn'", null);
    assertThat(same.npmi()).isEqualTo(1, within(1e-12));
    assertThat(same.jointCount()).isEqualTo(1);
    assertThat(same.totalCount()).isEqualTo(4);
    // (1 + 1/2) together, 2 each, 6 in all: ln(1.5 * 6 / 4) / -ln(1.5 / 6).
    assertThat(same.npmiSmoothed()).isEqualTo(Math.log(2.25) / Math.log(4), within(1e-12));

    assertThat(traces.correlateFilters(here, "name = 'a'", "name = 'b'", null).npmi())
        .isEqualTo(-1);
    assertThat(traces.correlateFilters(here, "name = 'a'", "name = 'z'", null).npmi()).isNaN();
    assertThat(
            traces.correlateFilters(here, "name = 'a'", "name = 'b'", "status = 'OK'").totalCount())
        .isEqualTo(2);
  }
}
