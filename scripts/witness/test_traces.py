"""The unmodified MLflow client traces, asks for traces and assesses them; plain OpenTelemetry sends spans, too."""

import asyncio
import gzip
import json
import os
import threading
import uuid

import mlflow
import pytest
import requests
from mlflow.entities import AssessmentError, AssessmentSource, Expectation, Feedback, SpanType
from mlflow.exceptions import MlflowException

from ledger import witness


@pytest.fixture
def client():
    return mlflow.MlflowClient()


@pytest.fixture
def experiment(client):
    experiment = client.create_experiment(f"witness-traces-{uuid.uuid4()}")
    mlflow.set_experiment(experiment_id=experiment)
    return experiment


def call(method, path, **arguments):
    arguments.setdefault("headers", {})["Authorization"] = f"Bearer {os.environ['MLFLOW_TRACKING_TOKEN']}"
    return requests.request(method, os.environ["MLFLOW_TRACKING_URI"] + path, **arguments)


@mlflow.trace(span_type=SpanType.LLM, attributes={"temperature": 0.5})
def model(question):
    span = mlflow.get_current_active_span()
    span.set_attribute("mlflow.chat.tokenUsage", {"input_tokens": 10, "output_tokens": 20, "total_tokens": 30})
    return {"answer": f"because {question}"}


@mlflow.trace
def answer(question):
    mlflow.update_current_trace(tags={"team": "churn"}, metadata={"mlflow.trace.session": "s-1"}, client_request_id="r-1")
    with mlflow.start_span("lookup", span_type=SpanType.RETRIEVER) as span:
        span.set_inputs({"query": question})
        span.set_outputs([{"page_content": "text", "id": 1}])
    return model(question)


def traced(function, *arguments):
    function(*arguments)
    mlflow.flush_trace_async_logging()
    return mlflow.get_last_active_trace_id()


@witness(
    "mlflow 3.11.1",
    "POST /v1/traces",
    "POST /api/3.0/mlflow/traces",
    "GET /api/3.0/mlflow/traces/{trace_id}",
    "GET /api/3.0/mlflow/traces/get",
)
def test_a_decorated_function_leaves_a_trace_with_nested_spans(experiment):
    trace = mlflow.get_trace(traced(answer, "why?"))

    assert trace.info.experiment_id == experiment
    assert trace.info.state == "OK"
    assert trace.info.client_request_id == "r-1"
    assert trace.info.tags["mlflow.traceName"] == "answer"
    assert trace.info.tags["team"] == "churn"
    assert trace.info.tags["mlflow.trace.spansLocation"] == "TRACKING_STORE"
    assert trace.info.token_usage == {"input_tokens": 10, "output_tokens": 20, "total_tokens": 30}
    assert json.loads(trace.info.request_preview) == {"question": "why?"}
    assert [span.name for span in trace.data.spans] == ["answer", "lookup", "model"]
    root, lookup, llm = trace.data.spans
    assert root.parent_id is None and lookup.parent_id == root.span_id and llm.parent_id == root.span_id
    assert root.inputs == {"question": "why?"} and root.outputs == {"answer": "because why?"}
    assert lookup.outputs == [{"page_content": "text", "id": 1}]
    assert llm.span_type == SpanType.LLM and llm.get_attribute("temperature") == 0.5


@witness("mlflow 3.11.1", "POST /v1/traces", "POST /api/3.0/mlflow/traces", "GET /api/3.0/mlflow/traces/get")
def test_errors_threads_and_coroutines_are_traced(experiment):
    @mlflow.trace
    def broken():
        raise ValueError("boom")

    with pytest.raises(ValueError):
        broken()
    mlflow.flush_trace_async_logging()
    trace = mlflow.get_trace(mlflow.get_last_active_trace_id())
    assert trace.info.state == "ERROR"
    assert trace.data.spans[0].status.description == "ValueError: boom"
    event = trace.data.spans[0].events[0]
    assert event.name == "exception" and event.attributes["exception.message"] == "boom"

    @mlflow.trace
    async def part(number):
        await asyncio.sleep(0)
        return number

    @mlflow.trace
    async def whole():
        return await asyncio.gather(*[part(number) for number in range(5)])

    trace = mlflow.get_trace(traced(lambda: asyncio.run(whole())))
    assert sorted(span.outputs for span in trace.data.spans if span.name == "part") == [0, 1, 2, 3, 4]

    threads = [threading.Thread(target=answer, args=(f"thread {number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    mlflow.flush_trace_async_logging()
    found = mlflow.search_traces(locations=[experiment], filter_string="name = 'answer'", return_type="list")
    assert len(found) == 4 and all(len(trace.data.spans) == 3 for trace in found)


@witness("mlflow 3.11.1", "POST /api/3.0/mlflow/traces/search", "GET /api/3.0/mlflow/traces/batchGet")
def test_traces_are_found_by_everything_that_is_known_of_them(client, experiment):
    ids = [traced(answer, f"question {number}") for number in range(3)]
    run = client.create_run(experiment)
    with mlflow.start_run(run_id=run.info.run_id):
        in_run = traced(answer, "in a run")
    mlflow.log_feedback(trace_id=ids[0], name="quality", value=True, source=AssessmentSource("HUMAN", "ann"))
    mlflow.log_expectation(trace_id=ids[1], name="expected", value="because")
    mlflow.set_trace_tag(ids[2], "release", "blue")

    def found(filter_string, **more):
        traces = mlflow.search_traces(
            locations=[experiment], filter_string=filter_string, return_type="list", include_spans=False, **more
        )
        return [trace.info.trace_id for trace in traces]

    assert found(None) == [in_run, ids[2], ids[1], ids[0]]
    assert found(None, order_by=["timestamp ASC"], max_results=2) == ids[:2]
    assert found("trace.status = 'OK' AND tag.release = 'blue'") == [ids[2]]
    assert found("tag.release IS NULL AND timestamp_ms > 0", order_by=["timestamp ASC"]) == [ids[0], ids[1], in_run]
    assert found("tag.release LIKE 'bl%'") == found("tag.release RLIKE '^b.*e$'") == [ids[2]]
    assert found("span.name = 'lookup' AND span.type = 'RETRIEVER' AND client_request_id = 'r-1'", max_results=1) == [in_run]
    assert found("span.name = 'lookup' AND span.type = 'LLM'") == []
    assert found("span.attributes.temperature LIKE '%0.5%'", max_results=1) == [in_run]
    assert found("feedback.quality = 'true'") == [ids[0]]
    assert found("expectation.expected = 'because'") == [ids[1]]
    assert found("feedback.quality IS NULL AND expectation.expected IS NULL") == [in_run, ids[2]]
    assert found(f"metadata.`mlflow.sourceRun` = '{run.info.run_id}'") == [in_run]
    assert found(f"run_id = '{run.info.run_id}'") == [in_run]
    assert found("trace.text LIKE '%question 1%'") == [ids[1]]
    assert found(f"request_id IN ('{ids[0]}', '{ids[1]}')", order_by=["timestamp ASC"]) == ids[:2]
    with pytest.raises(MlflowException, match="Invalid attribute key 'bogus' specified"):
        found("bogus = 'x'")
    with pytest.raises(MlflowException, match="Invalid span attribute 'bogus'"):
        found("span.bogus = 'x'")
    frame = mlflow.search_traces(locations=[experiment], filter_string="tag.release = 'blue'")
    assert len(frame) == 1 and frame["trace_id"][0] == ids[2]

    # A page stays where it is while traces come.
    first = client.search_traces(locations=[experiment], max_results=2)
    traced(answer, "meanwhile")
    second = client.search_traces(locations=[experiment], max_results=2, page_token=first.token)
    assert [trace.info.trace_id for trace in [*first, *second]] == [in_run, ids[2], ids[1], ids[0]]


@witness(
    "mlflow 3.11.1",
    "POST /api/3.0/mlflow/traces/{trace_id}/assessments",
    "GET /api/3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}",
    "PATCH /api/3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}",
    "DELETE /api/3.0/mlflow/traces/{trace_id}/assessments/{assessment_id}",
)
def test_assessments_are_logged_updated_overridden_and_deleted(experiment):
    trace = traced(answer, "why?")
    span = mlflow.get_trace(trace).data.spans[1].span_id
    human = AssessmentSource("HUMAN", "ann")
    feedback = mlflow.log_feedback(
        trace_id=trace, name="quality", value=0.5, rationale="so so", source=human, metadata={"a": "1"}, span_id=span
    )
    facts = mlflow.log_expectation(trace_id=trace, name="facts", value={"a": [1, "b"]})
    judged = mlflow.log_feedback(trace_id=trace, name="judge", error=AssessmentError("RATE_LIMIT", "slow down"))
    kept = mlflow.get_assessment(trace, feedback.assessment_id)
    assert (kept.value, kept.rationale, kept.source, kept.metadata, kept.span_id) == (0.5, "so so", human, {"a": "1"}, span)
    assert mlflow.get_assessment(trace, facts.assessment_id).value == {"a": [1, "b"]}
    assert mlflow.get_assessment(trace, judged.assessment_id).error.error_code == "RATE_LIMIT"

    mlflow.update_assessment(trace, feedback.assessment_id, Feedback(name="quality", value=True, rationale="good", source=human))
    mlflow.update_assessment(trace, facts.assessment_id, Expectation(name="facts", value=[1, 2]))
    assert mlflow.get_assessment(trace, feedback.assessment_id).value is True
    assert mlflow.get_assessment(trace, facts.assessment_id).value == [1, 2]

    better = mlflow.override_feedback(trace_id=trace, assessment_id=feedback.assessment_id, value=False)
    assert mlflow.get_assessment(trace, feedback.assessment_id).valid is False
    mlflow.delete_assessment(trace_id=trace, assessment_id=better.assessment_id)
    assert mlflow.get_assessment(trace, feedback.assessment_id).valid is True
    mlflow.delete_assessment(trace_id=trace, assessment_id=judged.assessment_id)
    assert {a.name for a in mlflow.get_trace(trace).info.assessments} == {"quality", "facts"}
    with pytest.raises(MlflowException, match="not found"):
        mlflow.get_assessment(trace, judged.assessment_id)


@witness(
    "mlflow 3.11.1",
    "PATCH /api/2.0/mlflow/traces/{trace_id}/tags",
    "DELETE /api/2.0/mlflow/traces/{trace_id}/tags",
    "POST /api/2.0/mlflow/traces/link-to-run",
    "POST /api/2.0/mlflow/traces/link-prompts",
    "POST /api/2.0/mlflow/traces/delete-traces",
)
def test_tags_links_and_deletion(client, experiment):
    ids = [traced(answer, str(number)) for number in range(4)]
    client.set_trace_tag(ids[0], "k", "v")
    assert client.get_trace(ids[0]).info.tags["k"] == "v"
    client.delete_trace_tag(ids[0], "k")
    assert "k" not in client.get_trace(ids[0]).info.tags
    run = client.create_run(experiment).info.run_id
    client.link_traces_to_run(ids[:2], run)
    linked = client.search_traces(locations=[experiment], run_id=run)
    assert {trace.info.trace_id for trace in linked} == set(ids[:2])
    prompt = mlflow.genai.register_prompt(f"asked_{uuid.uuid4().hex}", "Why {{what}}?")
    client.link_prompt_versions_to_trace(prompt_versions=[prompt], trace_id=ids[1])
    named = json.loads(client.get_trace(ids[1]).info.tags["mlflow.linkedPrompts"])
    assert named == [{"name": prompt.name, "version": "1"}]

    assert client.delete_traces(experiment, trace_ids=[ids[0]]) == 1
    newest = client.get_trace(ids[3]).info.timestamp_ms
    assert client.delete_traces(experiment, max_timestamp_millis=newest, max_traces=1) == 1
    left = client.search_traces(locations=[experiment])
    assert [trace.info.trace_id for trace in left] == [ids[3], ids[2]]
    with pytest.raises(MlflowException):
        client.delete_traces(experiment)


@witness("mlflow 3.11.1", "POST /api/3.0/mlflow/traces/metrics", "POST /api/3.0/mlflow/traces/calculate-filter-correlation")
def test_traces_are_measured(experiment):
    for number in range(3):
        traced(answer, str(number))
    from mlflow.entities.trace_metrics import AggregationType, MetricAggregation, MetricViewType

    store = mlflow.tracking._tracking_service.utils._get_store()
    points = store.query_trace_metrics(
        [experiment],
        MetricViewType.SPANS,
        "span_count",
        [MetricAggregation(AggregationType.COUNT)],
        dimensions=["span_name"],
    )
    assert {p.dimensions["span_name"]: p.values["COUNT"] for p in points} == {"answer": 3, "lookup": 3, "model": 3}
    tokens = store.query_trace_metrics(
        [experiment],
        MetricViewType.TRACES,
        "total_tokens",
        [MetricAggregation(AggregationType.SUM), MetricAggregation(AggregationType.PERCENTILE, 50.0)],
    )
    assert tokens[0].values == {"SUM": 90.0, "P50.0": 30.0}
    together = store.calculate_trace_filter_correlation([experiment], "name = 'answer'", "tag.team = 'churn'")
    assert (together.joint_count, together.total_count, together.npmi) == (3, 3, 1.0)


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/traces",
    "PATCH /api/2.0/mlflow/traces/{request_id}",
    "GET /api/2.0/mlflow/traces/{request_id}/info",
    "GET /api/2.0/mlflow/traces",
    "POST /api/3.0/mlflow/traces/batchGetInfos",
    "GET /api/3.0/mlflow/get-trace-artifact",
)
def test_clients_of_mlflow_2_and_the_page_find_their_calls(experiment):
    begun = call(
        "POST",
        "/api/2.0/mlflow/traces",
        json={"experiment_id": experiment, "timestamp_ms": 1000, "request_metadata": [{"key": "a", "value": "b"}], "tags": []},
    ).json()["trace_info"]
    trace = begun["request_id"]
    assert begun["status"] == "IN_PROGRESS" and begun["timestamp_ms"] == 1000
    ended = call("PATCH", f"/api/2.0/mlflow/traces/{trace}", json={"timestamp_ms": 1500, "status": "OK"}).json()["trace_info"]
    assert ended["execution_time_ms"] == 500 and ended["status"] == "OK"
    assert call("GET", f"/api/2.0/mlflow/traces/{trace}/info").json()["trace_info"]["request_id"] == trace
    found = call("GET", f"/api/2.0/mlflow/traces?experiment_ids={experiment}").json()["traces"]
    assert [info["request_id"] for info in found] == [trace]
    infos = call("POST", "/api/3.0/mlflow/traces/batchGetInfos", json={"trace_ids": [trace, "none"]}).json()["trace_infos"]
    assert [info["trace_id"] for info in infos] == [trace]
    new = traced(answer, "shown")
    shown = call("GET", f"/ajax-api/3.0/mlflow/get-trace-artifact?request_id={new}").json()
    assert [span["name"] for span in shown["spans"]] == ["answer", "lookup", "model"]


@witness(
    "curl",
    "GET /api/2.0/mlflow/get-trace-artifact",
    "GET /api/2.0/mlflow/unified-traces",
    "PATCH /api/3.0/mlflow/traces/{trace_id}/tags",
    "DELETE /api/3.0/mlflow/traces/{trace_id}/tags",
    "POST /api/3.0/mlflow/traces/delete-traces",
)
def test_scripts_find_the_other_names_of_the_calls(client, experiment, curl):
    trace = traced(answer, "shown")
    shown = curl("GET", f"/api/2.0/mlflow/get-trace-artifact?request_id={trace}")
    assert [span["name"] for span in shown["spans"]] == ["answer", "lookup", "model"]
    curl("PATCH", f"/api/3.0/mlflow/traces/{trace}/tags", {"key": "k", "value": "v"})
    assert client.get_trace(trace).info.tags["k"] == "v"
    curl("DELETE", f"/api/3.0/mlflow/traces/{trace}/tags?key=k")
    assert "k" not in client.get_trace(trace).info.tags
    found = curl("GET", f"/api/2.0/mlflow/unified-traces?experiment_ids={experiment}")["traces"]
    assert [info["request_id"] for info in found] == [trace]
    deleted = curl("POST", "/api/3.0/mlflow/traces/delete-traces", {"experiment_id": experiment, "request_ids": [trace]})
    assert deleted == {"traces_deleted": 1}


@witness(
    "mlflow 3.11.1",
    "GET /api/3.0/mlflow/scorers/list",
    "POST /api/3.0/mlflow/issues/search",
    "GET /api/3.0/mlflow/gateway/endpoints/list",
)
def test_there_are_no_scorers_issues_and_gateways(experiment):
    store = mlflow.tracking._tracking_service.utils._get_store()
    assert mlflow.genai.scorers.list_scorers(experiment_id=experiment) == []
    assert store.search_issues(experiment_id=experiment) == []
    assert list(store.list_gateway_endpoints()) == []


@witness("opentelemetry-sdk 1.45.2", "POST /v1/traces")
def test_plain_opentelemetry_sends_spans(experiment):
    from opentelemetry import trace as otel
    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor, SpanExporter, SpanExportResult

    from mlflow.tracing.utils.otlp import _set_otel_proto_anyvalue

    sent = []

    class Exporter(SpanExporter):
        """What the OTLP exporter does, which is not installed: protobuf, packed, over HTTP."""

        def export(self, spans):
            request = ExportTraceServiceRequest()
            into = request.resource_spans.add().scope_spans.add().spans
            for span in spans:
                wire = into.add()
                wire.trace_id = span.context.trace_id.to_bytes(16, "big")
                wire.span_id = span.context.span_id.to_bytes(8, "big")
                if span.parent:
                    wire.parent_span_id = span.parent.span_id.to_bytes(8, "big")
                wire.name = span.name
                wire.start_time_unix_nano, wire.end_time_unix_nano = span.start_time, span.end_time
                for key, value in span.attributes.items():
                    attribute = wire.attributes.add()
                    attribute.key = key
                    _set_otel_proto_anyvalue(attribute.value, value)
            body = request.SerializeToString()
            for _ in range(2):  # an exporter that heard no answer sends again
                answer = call(
                    "POST",
                    "/v1/traces",
                    data=gzip.compress(body),
                    headers={
                        "Content-Type": "application/x-protobuf",
                        "Content-Encoding": "gzip",
                        "x-mlflow-experiment-id": experiment,
                    },
                )
                sent.append(answer.status_code)
            return SpanExportResult.SUCCESS

    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(Exporter()))
    tracer = provider.get_tracer("witness")
    with tracer.start_as_current_span("agent") as root:
        root.set_attribute("gen_ai.operation.name", "invoke_agent")
        with tracer.start_as_current_span("chat") as chat:
            chat.set_attribute("gen_ai.operation.name", "chat")
            chat.set_attribute("gen_ai.usage.input_tokens", 5)
            chat.set_attribute("gen_ai.usage.output_tokens", 7)
            chat.set_attribute("gen_ai.request.model", "small-1")
            chat.set_attribute("gen_ai.input.messages", '[{"role": "user", "content": "hi"}]')
    trace_id = otel.format_trace_id(root.get_span_context().trace_id)

    trace = mlflow.get_trace(f"tr-{trace_id}")
    assert set(sent) == {200} and len(trace.data.spans) == 2
    assert trace.info.state == "OK"
    assert trace.info.token_usage == {"input_tokens": 5, "output_tokens": 7, "total_tokens": 12}
    agent, chat = trace.data.spans
    assert agent.span_type == SpanType.AGENT and chat.span_type == SpanType.CHAT_MODEL
    assert chat.inputs == [{"role": "user", "content": "hi"}] and chat.model_name == "small-1"

    message = {
        "resourceSpans": [
            {
                "scopeSpans": [
                    {
                        "spans": [
                            {
                                "traceId": "5b8efff798038103d269b633813fc60c",
                                "spanId": "eee19b7ec3c1b174",
                                "name": "in JSON",
                                "startTimeUnixNano": "1544712660000000000",
                                "endTimeUnixNano": "1544712661000000000",
                                "attributes": [{"key": "a", "value": {"intValue": "7"}}],
                            }
                        ]
                    }
                ]
            }
        ]
    }
    answer = call("POST", "/v1/traces", json=message, headers={"x-mlflow-experiment-id": experiment})
    assert answer.status_code == 200 and answer.json() == {}
    assert mlflow.get_trace("tr-5b8efff798038103d269b633813fc60c").data.spans[0].get_attribute("a") == 7
    refused = call("POST", "/v1/traces", data=b"x", headers={"x-mlflow-experiment-id": experiment, "Content-Type": "text/plain"})
    assert refused.status_code == 400
    assert refused.json() == {"detail": "Invalid Content-Type: text/plain. Expected: application/x-protobuf"}
