package io.mudbrick.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.traces.ActiveSpan;
import io.mudbrick.tracking.traces.ActiveTrace;
import io.mudbrick.tracking.traces.Assessment;
import io.mudbrick.tracking.traces.AssessmentError;
import io.mudbrick.tracking.traces.AssessmentSource;
import io.mudbrick.tracking.traces.AssessmentUpdate;
import io.mudbrick.tracking.traces.Span;
import io.mudbrick.tracking.traces.SpanStatus;
import io.mudbrick.tracking.traces.Trace;
import io.mudbrick.tracking.traces.TraceInfo;
import io.mudbrick.tracking.traces.TraceQuery;
import io.mudbrick.tracking.traces.TraceState;
import io.mudbrick.tracking.traces.Traces;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Traces, their spans and what is said of them, through the Java API. */
@MudbrickTest
@Tag("both-stores")
class TracesTest {
  private Tracking tracking;
  private Traces traces;

  @BeforeEach
  void come_in(Mudbrick platform) {
    tracking = platform.module(Tracking.class);
    traces = tracking.traces();
  }

  private static void refused(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e.message()).isEqualTo(message);
            });
  }

  static Span span(String trace, int number, Integer parent, Map<String, Object> attributes) {
    return new Span(
        trace,
        String.format("%016x", number),
        parent == null ? null : String.format("%016x", parent),
        "span-" + number,
        1_700_000_000_000_000_000L + number * 1_000_000L,
        1_700_000_001_000_000_000L,
        SpanStatus.OK,
        attributes,
        List.of());
  }

  private static String trace(int number) {
    return String.format("%032x", number);
  }

  @Test
  void a_trace_is_told_by_nested_blocks() {
    String traceId;
    try (ActiveTrace trace = tracking.startTrace("0", "answer")) {
      traceId = trace.traceId();
      trace.tag("team", "churn").metadata("mlflow.trace.session", "s-1").clientRequestId("r-1");
      trace.root().inputs(Map.of("question", "why?"));
      try (ActiveSpan call = trace.root().child("model").type("LLM")) {
        call.tokens(10, 20).outputs("because").attribute("temperature", 0.5);
        call.event("chunk", Map.of("at", 1));
      }
      try (ActiveSpan tool = trace.root().child("tool")) {
        tool.fail(new IllegalStateException("no net"));
      }
      trace.root().outputs(List.of("because", 1, true));
    }

    Trace stored = traces.getTrace(traceId, false);

    TraceInfo info = stored.info();
    assertThat(info.state()).isEqualTo(TraceState.OK);
    assertThat(info.name()).isEqualTo("answer");
    assertThat(info.clientRequestId()).isEqualTo("r-1");
    assertThat(info.requestPreview()).isEqualTo("{\"question\": \"why?\"}");
    assertThat(info.responsePreview()).isEqualTo("[\"because\", 1, true]");
    assertThat(info.tags())
        .contains(
            entry("team", "churn"),
            entry("mlflow.trace.spansLocation", "TRACKING_STORE"),
            entry(
                "mlflow.artifactLocation", "mlflow-artifacts:/0/traces/" + traceId + "/artifacts"));
    assertThat(info.metadata())
        .contains(
            entry("mlflow.trace.session", "s-1"),
            entry(
                "mlflow.trace.tokenUsage",
                "{\"input_tokens\": 10, \"output_tokens\": 20, \"total_tokens\": 30}"));
    assertThat(stored.spans()).hasSize(3);
    Span root = stored.spans().get(0);
    assertThat(root.parentId()).isNull();
    assertThat(root.inputs()).isEqualTo(Map.of("question", "why?"));
    assertThat(root.outputs()).isEqualTo(List.of("because", 1, true));
    Span model =
        stored.spans().stream().filter(span -> span.name().equals("model")).findFirst().get();
    assertThat(model.parentId()).isEqualTo(root.spanId());
    assertThat(model.type()).isEqualTo("LLM");
    assertThat(model.attributes()).containsEntry("temperature", 0.5);
    assertThat(model.events().get(0).attributes()).containsEntry("at", 1);
    Span tool =
        stored.spans().stream().filter(span -> span.name().equals("tool")).findFirst().get();
    assertThat(tool.status()).isEqualTo(SpanStatus.error("IllegalStateException: no net"));
  }

  @Test
  void spans_that_come_again_are_there_once_and_their_tokens_count_once() {
    Map<String, Object> usage = Map.of("input_tokens", 5, "output_tokens", 7, "total_tokens", 12);
    Map<String, Object> cost = Map.of("input_cost", 0.25, "output_cost", 0.5, "total_cost", 0.75);
    List<Span> spans =
        List.of(
            span(trace(1), 1, null, Map.of(Span.TOKEN_USAGE, usage)),
            span(trace(1), 2, 1, Map.of(Span.TOKEN_USAGE, usage, Span.COST, cost)));

    for (int i = 0; i < 3; i++) {
      traces.logSpans("0", spans);
    }

    Trace stored = traces.getTrace("tr-" + trace(1), false);
    assertThat(stored.spans()).hasSize(2);
    assertThat(stored.info().metadata())
        .containsEntry(
            "mlflow.trace.tokenUsage",
            "{\"input_tokens\": 10, \"output_tokens\": 14, \"total_tokens\": 24}")
        .containsEntry(
            "mlflow.trace.cost",
            "{\"input_cost\": 0.25, \"output_cost\": 0.5, \"total_cost\": 0.75}");
  }

  @Test
  void what_the_sender_summed_up_is_not_replaced() {
    String given = "{\"input_tokens\": 1}";
    traces.startTrace(
        TraceInfo.of("tr-" + trace(2), "0", Instant.ofEpochMilli(5))
            .metadata(Map.of("mlflow.trace.tokenUsage", given))
            .build());

    traces.logSpans(
        "0", List.of(span(trace(2), 1, null, Map.of(Span.TOKEN_USAGE, Map.of("input_tokens", 9)))));

    assertThat(traces.getTraceInfo("tr-" + trace(2)).metadata())
        .containsEntry("mlflow.trace.tokenUsage", given);
  }

  @Test
  void a_trace_grows_with_its_spans_until_the_root_has_come() {
    traces.logSpans("0", List.of(span(trace(3), 7, 1, Map.of())));
    TraceInfo partial = traces.getTraceInfo("tr-" + trace(3));
    assertThat(partial.state()).isEqualTo(TraceState.IN_PROGRESS);
    assertThat(partial.executionTime()).isEqualTo(Duration.ofMillis(993));

    Span failed =
        new Span(
            trace(3),
            "0000000000000001",
            null,
            "root",
            1_700_000_000_000_000_000L,
            1_700_000_002_000_000_000L,
            SpanStatus.error("no"),
            Map.of(Span.INPUTS, "hi"),
            List.of());
    traces.logSpans("0", List.of(failed));

    TraceInfo whole = traces.getTraceInfo("tr-" + trace(3));
    assertThat(whole.state()).isEqualTo(TraceState.ERROR);
    assertThat(whole.requestTime()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
    assertThat(whole.executionTime()).isEqualTo(Duration.ofSeconds(2));
    assertThat(whole.requestPreview()).isEqualTo("\"hi\"");
  }

  @Test
  void a_trace_of_which_spans_are_missing_is_shown_only_to_who_wants_parts() {
    String id = "tr-" + trace(4);
    traces.logSpans("0", List.of(span(trace(4), 1, null, Map.of())));
    traces.startTrace(
        TraceInfo.of(id, "0", Instant.ofEpochMilli(5))
            .metadata(Map.of("mlflow.trace.sizeStats", "{\"num_spans\": 2}"))
            .build());

    refused(
        () -> traces.getTrace(id, false),
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Trace with ID " + id + " is not fully exported yet, please try again later.");
    assertThat(traces.getTrace(id, true).spans()).hasSize(1);
    assertThat(traces.getTraces(List.of(id))).isEmpty();
    assertThat(traces.getTraceInfos(List.of("tr-none", id))).hasSize(1);
  }

  @Test
  void a_trace_that_is_started_again_is_the_same_one() {
    TraceInfo info =
        TraceInfo.of("tr-a", "0", Instant.ofEpochMilli(5))
            .state(TraceState.OK)
            .tags(Map.of("a", "b"))
            .assessments(List.of(Assessment.feedback("good", true).build()))
            .build();

    traces.startTrace(info);
    TraceInfo again = traces.startTrace(info);

    assertThat(again.assessments()).hasSize(1);
    assertThat(again.tags()).containsEntry("a", "b");
    assertThat(traces.searchTraces(all()).items()).hasSize(1);
  }

  private static TraceQuery all() {
    return TraceQuery.in("0").build();
  }

  @Test
  void traces_begin_and_end_in_the_way_of_mlflow_2() {
    TraceInfo begun =
        traces.beginTrace("0", Instant.ofEpochMilli(1000), Map.of("a", "1"), Map.of("t", "1"));
    TraceInfo ended =
        traces.endTrace(
            begun.traceId(),
            Instant.ofEpochMilli(1500),
            TraceState.OK,
            Map.of("b", "2"),
            Map.of("t", "2"));

    assertThat(begun.state()).isEqualTo(TraceState.IN_PROGRESS);
    assertThat(ended.executionTime()).isEqualTo(Duration.ofMillis(500));
    assertThat(ended.metadata()).containsEntry("a", "1").containsEntry("b", "2");
    assertThat(ended.tags()).containsEntry("t", "2");
  }

  @Test
  void tags_come_and_go() {
    String id = traces.beginTrace("0", Instant.EPOCH, Map.of(), Map.of()).traceId();
    traces.setTraceTag(id, "k", "v".repeat(9000));
    assertThat(traces.getTraceInfo(id).tags().get("k")).hasSize(8000);
    traces.deleteTraceTag(id, "k");
    refused(
        () -> traces.deleteTraceTag(id, "k"),
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "No trace tag with key 'k' for trace with ID '" + id + "'");
    refused(
        () -> traces.setTraceTag("tr-none", "k", "v"),
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Trace with ID 'tr-none' not found.");
  }

  @Test
  void assessments_are_given_changed_overridden_and_taken_back() {
    String id = traces.beginTrace("0", Instant.EPOCH, Map.of(), Map.of()).traceId();
    Assessment first =
        traces.createAssessment(
            id,
            Assessment.feedback("quality", 0.5)
                .source(AssessmentSource.human("ann"))
                .rationale("so so")
                .metadata(Map.of("a", "1"))
                .spanId("0000000000000001")
                .build());
    Assessment expected =
        traces.createAssessment(
            id, Assessment.expectation("answer", Map.of("facts", List.of("a", 2))).build());
    Assessment failed =
        traces.createAssessment(
            id,
            Assessment.feedback("judge", null)
                .error(new AssessmentError("RATE_LIMIT", "slow down", null))
                .build());

    Assessment changed =
        traces.updateAssessment(
            id,
            String.valueOf(first.assessmentId()),
            new AssessmentUpdate(
                "grade",
                new AssessmentUpdate.NewValue(Assessment.Kind.FEEDBACK, true, null),
                null,
                Map.of("b", "2")));
    assertThat(changed.name()).isEqualTo("grade");
    assertThat(changed.value()).isEqualTo(true);
    assertThat(changed.rationale()).isEqualTo("so so");
    assertThat(changed.metadata()).containsEntry("a", "1").containsEntry("b", "2");
    assertThat(changed.spanId()).isEqualTo("0000000000000001");
    refused(
        () ->
            traces.updateAssessment(
                id, String.valueOf(first.assessmentId()), AssessmentUpdate.expectation(1)),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Cannot update expectation value on a Feedback assessment.");

    Assessment better =
        traces.createAssessment(
            id, Assessment.feedback("grade", false).overrides(first.assessmentId()).build());
    assertThat(traces.getAssessment(id, String.valueOf(first.assessmentId())).valid()).isFalse();
    traces.deleteAssessment(id, String.valueOf(better.assessmentId()));
    traces.deleteAssessment(id, String.valueOf(better.assessmentId()));
    assertThat(traces.getAssessment(id, String.valueOf(first.assessmentId())).valid()).isTrue();

    assertThat(traces.getTraceInfo(id).assessments())
        .extracting(Assessment::name)
        .containsExactlyInAnyOrder("grade", "answer", "judge");
    assertThat(expected.value()).isEqualTo(Map.of("facts", List.of("a", 2)));
    assertThat(failed.error()).isEqualTo(new AssessmentError("RATE_LIMIT", "slow down", null));
    refused(
        () -> traces.createAssessment(id, Assessment.feedback("x", null).build()),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Either `value` or `error` must be provided.");
    refused(
        () -> traces.createAssessment(id, Assessment.feedback("x", 1).overrides("a-none").build()),
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Assessment with ID 'a-none' not found for trace '" + id + "'");
    assertThat(traces.getTraceInfo(id).assessments()).hasSize(3);
  }

  @Test
  void an_assessment_that_is_sent_again_is_there_once() {
    String id = traces.beginTrace("0", Instant.EPOCH, Map.of(), Map.of()).traceId();
    Assessment said =
        Assessment.feedback("good", true).times(Instant.ofEpochMilli(7), null).build();

    Assessment first = traces.createAssessment(id, said);
    Assessment again = traces.createAssessment(id, said);

    assertThat(again).isEqualTo(first);
    assertThat(traces.getTraceInfo(id).assessments()).hasSize(1);
  }

  @Test
  void traces_are_deleted_by_name_or_by_age_with_all_they_have() {
    List<String> ids = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      traces.logSpans("0", List.of(span(trace(i), i, null, Map.of())));
      ids.add("tr-" + trace(i));
    }
    traces.createAssessment(ids.get(0), Assessment.feedback("good", 1).build());

    assertThat(traces.deleteTraces("0", List.of(ids.get(0), "tr-none"))).isEqualTo(1);
    assertThat(traces.deleteTracesUpTo("0", Instant.ofEpochMilli(1_700_000_000_004L), 2))
        .isEqualTo(2);

    assertThat(traces.searchTraces(all()).items())
        .extracting(TraceInfo::traceId)
        .containsExactly(ids.get(4), ids.get(3));
    refused(
        () -> traces.getTrace(ids.get(0), false),
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Trace with ID " + ids.get(0) + " is not found.");
    refused(
        () -> traces.deleteTracesUpTo("0", Instant.now(), 0),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "`max_traces` must be a positive integer, received 0.");
    String other = tracking.createExperiment("other").experimentId();
    assertThat(traces.deleteTraces(other, List.of(ids.get(3)))).isZero();
  }

  @Test
  void odd_ids_are_refused() {
    for (String odd : List.of("", "../x", "a/b", "tr-" + "x".repeat(300), "tr-a..b")) {
      assertThatThrownBy(() -> traces.startTrace(TraceInfo.of(odd, "0", Instant.EPOCH).build()))
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE));
    }
    refused(
        () -> traces.logSpans("abc", List.of(span(trace(1), 1, null, Map.of()))),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Invalid experiment ID 'abc'. Experiment ID must be a valid integer.");
  }

  @Test
  void texts_of_every_kind_survive() {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("null", null);
    attributes.put("nul", "a\0b");
    attributes.put("emoji", "\uD83D\uDE00");
    attributes.put("lone", "\uD83D");
    attributes.put("quotes", "\"it's\" \\ \n");
    attributes.put("big", Long.MAX_VALUE);
    attributes.put("tiny", 1e-300);
    attributes.put("nan", Double.NaN);
    attributes.put("json", "{\"a\": [1, 2]}");
    attributes.put("broken", "{\"a\": ");

    traces.logSpans("0", List.of(span(trace(6), 1, null, attributes)));

    Map<String, Object> stored =
        traces.getTrace("tr-" + trace(6), false).spans().get(0).attributes();
    Map<String, Object> expected = new HashMap<>(attributes);
    expected.put("json", Map.of("a", List.of(1, 2)));
    expected.put(Span.TRACE_ID, "tr-" + trace(6));
    assertThat(stored).isEqualTo(expected);
  }

  @Test
  void a_stranger_is_denied(Mudbrick platform, Identity identity) {
    identity.createUser("ann");
    identity.createUser("bob");
    Tracking hers = platform.as("ann").module(Tracking.class);
    String experiment = hers.createExperiment("hers").experimentId();
    String id = hers.traces().beginTrace(experiment, Instant.EPOCH, Map.of(), Map.of()).traceId();
    Traces his = platform.as("bob").module(Tracking.class).traces();
    String theRun = hers.createRun(NewRun.in(experiment).build()).runId();

    denied(() -> his.getTrace(id, true));
    denied(() -> his.getTraceInfo(id));
    denied(() -> his.getTraceData(id));
    denied(() -> his.openTraceAttachment(id, "a.txt"));
    denied(() -> his.setTraceTag(id, "a", "b"));
    denied(() -> his.deleteTraceTag(id, "a"));
    denied(() -> his.deleteTraces(experiment, List.of(id)));
    denied(() -> his.deleteTracesUpTo(experiment, Instant.EPOCH, null));
    denied(() -> his.createAssessment(id, Assessment.feedback("x", 1).build()));
    denied(() -> his.getAssessment(id, "a-1"));
    denied(() -> his.updateAssessment(id, "a-1", AssessmentUpdate.feedback(1)));
    denied(() -> his.deleteAssessment(id, "a-1"));
    denied(() -> his.linkPromptsToTrace(id, List.of("p/1")));
    denied(() -> his.linkTracesToRun(List.of(id), theRun));
    denied(() -> his.beginTrace(experiment, Instant.EPOCH, Map.of(), Map.of()));
    denied(() -> his.endTrace(id, Instant.EPOCH, TraceState.OK, Map.of(), Map.of()));
    denied(() -> his.logSpans(experiment, List.of(span(trace(1), 1, null, Map.of()))));
    // Nor may he put spans into her trace by way of his own experiment.
    denied(() -> his.logSpans("0", List.of(span(trace(1), 1, null, Map.of(Span.TRACE_ID, id)))));
    denied(() -> his.startTrace(TraceInfo.of(id, "0", Instant.EPOCH).build()));
    assertThat(his.getTraces(List.of(id))).isEmpty();
    assertThat(his.getTraceInfos(List.of(id))).isEmpty();
    assertThat(his.searchTraces(TraceQuery.in(experiment).build()).items()).isEmpty();
    assertThat(
            his.correlateFilters(List.of(experiment), "status = 'OK'", "name = 'a'", null)
                .totalCount())
        .isZero();
  }

  private static void denied(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PERMISSION_DENIED));
  }
}
