"""Models that Python trains are served here; MLflow's and Databricks' clients make the endpoints and ask them."""

import contextlib
import importlib.util
import io
import json
import os
import pathlib
import socket
import subprocess
import threading
import time
import uuid

import lightgbm
import mlflow
import numpy as np
import pandas as pd
import pytest
import requests
import xgboost
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import DatabricksError
from databricks.sdk.service.serving import (
    AiGatewayInferenceTableConfig,
    AiGatewayRateLimit,
    AiGatewayRateLimitKey,
    AiGatewayRateLimitRenewalPeriod,
    DataframeSplitInput,
    EndpointCoreConfigInput,
    ServedEntityInput,
)
from mlflow.deployments import get_deploy_client
from mlflow.models import infer_signature
from skl2onnx import to_onnx
from sklearn.ensemble import RandomForestClassifier

from ledger import witness

MUDBRICK = os.environ.get("MUDBRICK", str(pathlib.Path(__file__).resolve().parents[2] / "mudbrick"))
ROWS = 3000

random = np.random.default_rng(23)
ROWS_SENT = pd.DataFrame(random.normal(size=(ROWS, 5)), columns=list("abcde")).astype(np.float32).astype(np.float64)
HOLES = ROWS_SENT.mask(random.random(ROWS_SENT.shape) < 0.1)
LABEL = (2 * ROWS_SENT["a"] + np.sin(3 * ROWS_SENT["b"]) + ROWS_SENT["c"] * ROWS_SENT["d"] > 0).astype(int).to_numpy()


@pytest.fixture(autouse=True)
def settings(monkeypatch):
    monkeypatch.setenv("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    before = mlflow.get_registry_uri()
    mlflow.set_registry_uri("databricks-uc")
    yield
    mlflow.set_registry_uri(before)


@pytest.fixture
def workspace():
    return WorkspaceClient(host=os.environ["DATABRICKS_HOST"], token=os.environ["DATABRICKS_TOKEN"])


def fresh(what):
    return f"{what}_{uuid.uuid4().hex[:12]}"


def register(save, signature, **kwargs):
    """Logs and registers a model; its full name and what Python's own copy of it is."""
    name = "workspace.default." + fresh("served")
    mlflow.set_experiment("serving")
    with mlflow.start_run():
        info = save(name="model", signature=signature, pip_requirements=["mlflow"], registered_model_name=name, **kwargs)
    return name, info


def split(frame):
    data = [[None if v != v else v for v in row] for row in frame.astype(object).to_numpy()]
    return {"columns": list(frame.columns), "data": data}


def entity(model, version="1"):
    return {"entity_name": model, "entity_version": version, "workload_size": "Small", "scale_to_zero_enabled": True}


@contextlib.contextmanager
def served(client, model):
    name = fresh("py")
    client.create_endpoint(config={"name": name, "config": {"served_entities": [entity(model)]}})
    try:
        ready(client, name)
        yield name
    finally:
        client.delete_endpoint(name)


def ready(client, name):
    deadline = time.monotonic() + 60
    while (endpoint := client.get_endpoint(name))["state"]["config_update"] == "IN_PROGRESS":
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert endpoint["state"] == {"ready": "READY", "config_update": "NOT_UPDATING"}
    return endpoint


def boosted():
    booster = xgboost.train({"objective": "binary:logistic", "nthread": 2}, xgboost.DMatrix(HOLES, LABEL), 30)
    expected = booster.predict(xgboost.DMatrix(HOLES))
    model, info = register(mlflow.xgboost.log_model, infer_signature(HOLES, expected), xgb_model=booster)
    return model, info, HOLES, expected, 1e-6


def forested():
    booster = lightgbm.train({"objective": "binary", "verbosity": -1}, lightgbm.Dataset(HOLES, LABEL), 30)
    expected = booster.predict(HOLES)
    model, info = register(mlflow.lightgbm.log_model, infer_signature(HOLES, expected), lgb_model=booster)
    return model, info, HOLES, expected, 1e-13


def graphed():
    rows = ROWS_SENT.astype(np.float32)
    forest = RandomForestClassifier(20, max_depth=6, random_state=1).fit(rows.to_numpy(), LABEL)
    graph = to_onnx(forest, rows.to_numpy()[:1], options={"zipmap": False})
    model, info = register(mlflow.onnx.log_model, infer_signature(rows, LABEL), onnx_model=graph)
    return model, info, rows, forest.predict_proba(rows.to_numpy()), 1e-6


@pytest.mark.parametrize("trained", [boosted, forested, graphed])
@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/serving-endpoints/",
    "GET /api/2.0/serving-endpoints/{name}",
    "DELETE /api/2.0/serving-endpoints/{name}",
    "POST /serving-endpoints/{name}/invocations",
)
def test_an_endpoint_predicts_as_python_does(trained):
    model, _, rows, expected, tolerance = trained()
    client = get_deploy_client("databricks")
    with served(client, model) as name:
        answers = client.predict(endpoint=name, inputs={"dataframe_split": split(rows)})["predictions"]
        assert len(answers) == ROWS
        if trained is graphed:
            answers = [answer["probabilities"] for answer in answers]
        np.testing.assert_allclose(answers, expected, rtol=tolerance, atol=tolerance)
        record = dict(zip(rows.columns, split(rows[:1])["data"][0]))
        one = client.predict(endpoint=name, inputs={"dataframe_records": [record]})
        one = one["predictions"][0]["probabilities"] if trained is graphed else one["predictions"][0]
        np.testing.assert_allclose(one, expected[0], rtol=tolerance, atol=tolerance)


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/serving-endpoints/",
    "GET /api/2.0/serving-endpoints/",
    "GET /api/2.0/serving-endpoints/{name}",
    "PUT /api/2.0/serving-endpoints/{name}/config",
    "PUT /api/2.0/serving-endpoints/{name}/rate-limits",
    "PUT /api/2.0/serving-endpoints/{name}/ai-gateway",
    "PATCH /api/2.0/serving-endpoints/{name}/tags",
    "DELETE /api/2.0/serving-endpoints/{name}",
)
def test_mlflows_deployment_client_keeps_an_endpoint():
    model, info, rows, *_ = boosted()
    mlflow.register_model(info.model_uri, model)
    client = get_deploy_client("databricks")
    with served(client, model) as name:
        assert name in [each["name"] for each in client.list_endpoints()]
        client.update_endpoint_config(
            name,
            {
                "served_entities": [{**entity(model), "name": "old"}, {**entity(model, "2"), "name": "new"}],
                "traffic_config": {
                    "routes": [
                        {"served_model_name": "old", "traffic_percentage": 0},
                        {"served_model_name": "new", "traffic_percentage": 100},
                    ]
                },
            },
        )
        endpoint = ready(client, name)
        assert [each["entity_version"] for each in endpoint["config"]["served_entities"]] == ["1", "2"]
        assert endpoint["config"]["config_version"] == 2
        client.update_endpoint_tags(name, {"add_tags": [{"key": "team", "value": "risk"}]})
        assert client.get_endpoint(name)["tags"] == [{"key": "team", "value": "risk"}]
        limit = {"calls": 1, "key": "endpoint", "renewal_period": "minute"}
        client.update_endpoint_rate_limits(name, {"rate_limits": [limit]})
        client.update_endpoint_ai_gateway(name, {"rate_limits": [{**limit, "calls": 7}]})
        assert client.get_endpoint(name)["ai_gateway"]["rate_limits"] == [{**limit, "calls": 7}]
    with pytest.raises(Exception, match="does not exist"):
        client.get_endpoint(name)


@witness(
    "databricks-sdk 0.141.0",
    "POST /api/2.0/serving-endpoints",
    "GET /api/2.0/serving-endpoints/{name}",
    "PUT /api/2.0/serving-endpoints/{name}/config",
    "PUT /api/2.0/serving-endpoints/{name}/ai-gateway",
    "GET /api/2.0/serving-endpoints/{name}/metrics",
    "GET /api/2.0/serving-endpoints/{name}/openapi",
    "GET /api/2.0/serving-endpoints/{name}/served-models/{entity}/logs",
    "GET /api/2.0/serving-endpoints/{name}/served-models/{entity}/build-logs",
    "POST /serving-endpoints/{name}/invocations",
    "DELETE /api/2.0/serving-endpoints/{name}",
)
def test_databricks_sdk_keeps_an_endpoint_and_looks_at_it(workspace):
    model, info, rows, expected, _ = forested()
    mlflow.register_model(info.model_uri, model)
    endpoints = workspace.serving_endpoints
    name = fresh("sdk")

    def wanted(version):
        return [ServedEntityInput(name="it", entity_name=model, entity_version=version, workload_size="Small", scale_to_zero_enabled=True)]

    made = endpoints.create_and_wait(name, config=EndpointCoreConfigInput(name=name, served_entities=wanted("1")))
    try:
        assert made.state.ready.value == "READY" and made.config.served_entities[0].entity_version == "1"
        question = DataframeSplitInput(columns=list(rows.columns), data=split(rows[:100])["data"])
        answer = endpoints.query(name, dataframe_split=question, client_request_id="c1")
        np.testing.assert_allclose(answer.predictions, expected[:100], rtol=1e-13)
        assert answer.served_model_name == "it"
        with pytest.raises(DatabricksError, match="exactly one"):
            endpoints.query(name)

        updated = endpoints.update_config_and_wait(name, served_entities=wanted("2"))
        assert updated.config.config_version == 2 and updated.pending_config is None
        gateway = endpoints.put_ai_gateway(
            name,
            inference_table_config=AiGatewayInferenceTableConfig(
                catalog_name="workspace", schema_name="default", table_name_prefix=name, enabled=True
            ),
            rate_limits=[
                AiGatewayRateLimit(
                    calls=100, key=AiGatewayRateLimitKey.USER, renewal_period=AiGatewayRateLimitRenewalPeriod.MINUTE
                )
            ],
        )
        assert gateway.inference_table_config.table_name_prefix == name and gateway.rate_limits[0].calls == 100
        assert len(endpoints.query(name, inputs=split(rows[:3])["data"]).predictions) == 3

        assert "Loaded in" in endpoints.build_logs(name, "it").logs
        with pytest.raises(DatabricksError, match="Can not safely convert|not a number|Failed to convert"):
            endpoints.query(name, dataframe_records=[dict.fromkeys("abcde", "much")])
        assert "Request" in endpoints.logs(name, "it").logs
        described = json.loads(endpoints.get_open_api(name).contents.read())
        schema = described["paths"]["/served-models/it/invocations"]["post"]["requestBody"]["content"]["application/json"]["schema"]
        records = schema["oneOf"][1]["properties"]["dataframe_records"]["items"]
        assert {c: t["type"] for c, t in records["properties"].items()} == dict.fromkeys("abcde", "number")
        text = endpoints.export_metrics(name).contents.read().decode()
        assert 'request_count_total{endpoint_name="%s",served_entity_name="it"}' % name in text
    finally:
        endpoints.delete(name)


@pytest.mark.skipif(importlib.util.find_spec("prometheus_client") is None, reason="prometheus_client is not installed")
@witness("prometheus_client 0.26.0", "GET /api/2.0/serving-endpoints/{name}/metrics", "GET /metrics")
def test_prometheus_reads_the_metrics(uri):
    from prometheus_client import parser

    model, *_ = boosted()
    client = get_deploy_client("databricks")
    with served(client, model) as name:
        for _ in range(3):
            client.predict(endpoint=name, inputs={"dataframe_split": split(HOLES[:1])})
        auth = {"Authorization": "Bearer " + os.environ["MLFLOW_TRACKING_TOKEN"]}
        text = requests.get(f"{uri}/api/2.0/serving-endpoints/{name}/metrics", headers=auth).text
    families = {family.name: family for family in parser.text_string_to_metric_families(text)}
    assert families["request_latency_ms"].type == "histogram"
    entity_name = model.replace(".", "-") + "-1"
    for what in ["request_latency_ms", "model_prediction_latency_ms", "model_queue_time_ms"]:
        samples = families[what].samples
        assert {s.labels["endpoint_name"] for s in samples} == {name}
        assert {s.labels["served_entity_name"] for s in samples} == {entity_name}
        buckets = [s for s in samples if s.name.endswith("_bucket")]
        assert [float(s.labels["le"]) for s in buckets] == sorted(float(s.labels["le"]) for s in buckets)
        assert [s.value for s in buckets] == sorted(s.value for s in buckets)
        assert buckets[-1].labels["le"] == "+Inf" and buckets[-1].value == 3
        assert next(s.value for s in samples if s.name.endswith("_count")) == 3
        assert next(s.value for s in samples if s.name.endswith("_sum")) >= 0
    count = families["request_count_total"] if "request_count_total" in families else families["request_count"]
    assert (count.type, count.samples[0].value) == ("gauge", 3)
    assert 0 < families["mem_usage_percentage"].samples[0].value <= 100
    whole = list(parser.text_string_to_metric_families(requests.get(f"{uri}/metrics", headers=auth).text))
    assert any(sample.value > 0 for family in whole for sample in family.samples)


@witness("curl", "POST /serving-endpoints/{name}/served-models/{entity}/invocations", "GET /ready", "GET /")
def test_curl_asks_one_entity_by_its_name(curl):
    model, _, rows, expected, tolerance = forested()
    with served(get_deploy_client("databricks"), model) as name:
        path = f"/serving-endpoints/{name}/served-models/{model.replace('.', '-')}-1/invocations"
        answer = curl("POST", path, {"dataframe_split": split(rows[:9])})["predictions"]
        np.testing.assert_allclose(answer, expected[:9], rtol=tolerance)
    curl("GET", "/ready")
    curl("GET", "/", None, "--location")


@pytest.mark.parametrize("known", [ROWS_SENT, ROWS_SENT.to_numpy()], ids=["frame", "matrix"])
@witness("mlflow 3.11.1", "POST /serving-endpoints/{name}/invocations")
def test_a_models_input_example_is_sent_as_it_is(uri, known):
    rows = known[:3]
    booster = xgboost.train({"objective": "binary:logistic"}, xgboost.DMatrix(known, LABEL), 5)
    model, info = register(mlflow.xgboost.log_model, None, xgb_model=booster, input_example=rows)
    file = mlflow.artifacts.download_artifacts(f"models:/{model}/1") + "/serving_input_example.json"
    example = pathlib.Path(file).read_text()
    assert example == mlflow.models.convert_input_example_to_serving_input(rows)
    client = get_deploy_client("databricks")
    with served(client, model) as name:
        answer = requests.post(
            f"{uri}/serving-endpoints/{name}/invocations",
            data=example,
            headers={"Authorization": "Bearer " + os.environ["MLFLOW_TRACKING_TOKEN"], "Content-Type": "application/json"},
        )
        assert answer.status_code == 200, answer.text
        np.testing.assert_allclose(answer.json()["predictions"], booster.predict(xgboost.DMatrix(rows)), rtol=1e-6)


@contextlib.contextmanager
def mlflows_server(model):
    """What `mlflow models serve` runs, in a thread: the command would take ten seconds to start."""
    import uvicorn
    from mlflow.pyfunc import scoring_server

    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(scoring_server.init(mlflow.pyfunc.load_model(model)), log_level="error"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)


@contextlib.contextmanager
def our_server(model, uri):
    process = subprocess.Popen(
        [MUDBRICK, "models", "serve", "-m", model, "-p", "0", "--url", uri, "--token", os.environ["MLFLOW_TRACKING_TOKEN"]],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        assert process.wait(30) in (0, 143)


def test_mudbrick_models_serve_answers_as_mlflow_models_serve_does(uri):
    rows = ROWS_SENT[:200].assign(e=np.arange(200))
    booster = xgboost.train({"objective": "binary:logistic"}, xgboost.DMatrix(ROWS_SENT, LABEL), 20)
    signature = infer_signature(ROWS_SENT, booster.predict(xgboost.DMatrix(ROWS_SENT)))
    model, _ = register(mlflow.xgboost.log_model, signature, xgb_model=booster)
    csv = io.StringIO()
    rows.to_csv(csv, index=False)
    holes = io.StringIO()
    HOLES[:50].to_csv(holes, index=False)
    data = rows.to_numpy().tolist()
    as_json = "application/json"
    asked = [
        ({"dataframe_split": split(rows)}, as_json),
        ({"dataframe_split": {"columns": list("edcba"), "data": [row[::-1] for row in data[:9]]}}, as_json),
        ({"dataframe_records": rows[:20].to_dict("records")}, as_json),
        ({"dataframe_records": [{**rows.iloc[0].to_dict(), "more": "x"}]}, as_json + "; charset=utf-8"),
        ({"inputs": {c: rows[c].tolist()[:7] for c in rows}}, as_json),
        (csv.getvalue(), "text/csv"),
        (holes.getvalue(), "text/csv; charset=utf-8"),
        (csv.getvalue().replace("\n", "\r\n"), "text/csv"),
        ({"dataframe_split": {"columns": ["a"], "data": [[1.0]]}}, as_json),
        ({"rows": []}, as_json),
        ({"inputs": [], "instances": []}, as_json),
        ("{", as_json),
        ("[1]", as_json),
        (csv.getvalue(), "text/plain"),
        ("{}", as_json + "; charset=latin-1"),
        ("{}", as_json + "; format=pandas-split"),
    ]
    uri_of_it = f"models:/{model}/1"
    with mlflows_server(uri_of_it) as theirs, our_server(uri_of_it, uri) as ours:
        for path in ["/ping", "/health"]:
            there, here = requests.get(theirs + path), requests.get(ours + path)
            assert (here.status_code, here.text) == (there.status_code, there.text)
        assert requests.get(ours + "/version").text == requests.get(uri + "/version").text
        for body, content_type in asked:
            sent = body if isinstance(body, str) else json.dumps(body)
            there, here = (
                requests.post(server + "/invocations", data=sent, headers={"Content-Type": content_type})
                for server in (theirs, ours)
            )
            assert here.status_code == there.status_code, (sent[:100], content_type, there.text, here.text)
            if there.status_code == 200:
                np.testing.assert_allclose(here.json()["predictions"], there.json()["predictions"], rtol=1e-6)
            elif there.status_code == 400 and there.json()["error_code"] == "BAD_REQUEST":
                assert here.json()["error_code"] == "BAD_REQUEST", (there.text, here.text)
    left = [each.name for each in WorkspaceClient(host=uri, token=os.environ["DATABRICKS_TOKEN"]).serving_endpoints.list()]
    assert [name for name in left if name.startswith("models-serve-")] == []
