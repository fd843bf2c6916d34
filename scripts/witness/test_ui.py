"""MLflow's own web pages, shipped in its Python package, before Mudbrick, in a browser: what does a person see?"""

import json
import os
import pathlib
import struct
import tempfile
import uuid
import zlib

import mlflow
import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

import mlflow_ui
from chromium import Chromium, executable
from ledger import witness


@pytest.fixture(scope="session")
def browser():
    if executable() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no chromium on the PATH: scripts/witness-python installs it")
        pytest.skip("no chromium on the PATH")
    with Chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def proxy(uri):
    proxy = mlflow_ui.Proxy(uri, os.environ["MLFLOW_TRACKING_TOKEN"]).start()
    yield proxy
    proxy.shutdown()


def picture():
    """A green square of 64 pixels, as PNG."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x20\x90\x40" * 64 for _ in range(64))
    header = struct.pack(">IIBBBBB", 64, 64, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


@pytest.fixture(scope="session")
def shown(uri):
    """What the pages are about: two runs, one of which made a model that is registered; an evaluation dataset."""
    name = f"churn-ui-{uuid.uuid4().hex[:8]}"
    client = mlflow.MlflowClient()
    experiment = client.create_experiment(name, tags={"mlflow.note.content": "what we tried"})
    runs = []
    x, y = np.array([[1.0, 4.0], [2.0, 3.0], [3.0, 2.0], [4.0, 1.0]]), np.array([0, 0, 1, 1])
    for depth in (3, 4):
        with mlflow.start_run(experiment_id=experiment, run_name=f"forest-{depth}") as run:
            runs.append(run.info.run_id)
            mlflow.log_params({"depth": depth, "eta": "0.1"})
            for step in range(20):
                mlflow.log_metrics({"auc": 0.5 + depth / 10 + step / 200, "loss": 1 / (step + 1)}, step=step)
            mlflow.log_input(mlflow.data.from_numpy(x, targets=y, name="customers"), context="training")
            mlflow.log_text("hello from a text file", "notes.txt")
            with tempfile.TemporaryDirectory() as folder:
                file = pathlib.Path(folder, "square.png")
                file.write_bytes(picture())
                mlflow.log_artifact(file)
            if depth == 4:
                info = mlflow.sklearn.log_model(
                    LogisticRegression().fit(x, y), name="model", input_example=x, registered_model_name=name
                )
    client.set_registered_model_alias(name, "champion", 1)
    mlflow.genai.datasets.create_dataset(name=name + "-questions", experiment_id=experiment).merge_records(
        [{"inputs": {"question": "What is a mudbrick?"}, "expectations": {"answer": "Clay and straw"}}]
    )
    mlflow.set_experiment(experiment_id=experiment)
    answer("What is straw?")
    mlflow.flush_trace_async_logging()
    return {"name": name, "experiment": experiment, "runs": runs, "model": info.model_id}


@mlflow.trace(name="answer", span_type="CHAIN")
def answer(question):
    with mlflow.start_span("look up", span_type="RETRIEVER") as span:
        span.set_inputs({"words": question.split()})
        span.set_outputs(["dry stalks"])
    return "Dry stalks of grain"


@pytest.fixture
def look(browser, proxy, requests_made, request):
    """Opens an address and waits for words on the page; what goes wrong on any page fails the test at its end."""
    open_page, wrong = [], {}

    def leave():
        for address, page in open_page:
            page.settle()
            if page.complaints:
                wrong[address] = page.complaints
                keep_picture(page, request.node.name)
            page.close()
        open_page.clear()

    def look(address, *words):
        leave()
        page = browser.open(proxy.url + "/#" + address)
        open_page.append((address, page))
        page.wait_for(*words)
        return page

    proxy.calls.clear()
    failed = request.session.testsfailed
    yield look
    if request.session.testsfailed > failed:
        for _, page in open_page:
            keep_picture(page, request.node.name)
    leave()
    requests_made.extend((method, path) for method, path, _ in proxy.calls)
    assert wrong == {}, "errors in the console, or failed requests"


def keep_picture(page, name):
    folder = pathlib.Path(os.environ.get("WITNESS_SHOTS", tempfile.gettempdir())) / "witness-pages"
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}-{uuid.uuid4().hex[:4]}.png"
    page.screenshot(file)
    print(f"what the page showed: {file}")


@witness(
    "MLflow's pages 3.11.1",
    "GET /api/2.0/mlflow/experiments/search",
    "GET /api/3.0/mlflow/server-info",
    "GET /ajax-api/3.0/mlflow/ui-telemetry",
    "GET /ajax-api/3.0/mlflow/assistant/config",
)
def test_the_experiments_are_listed(look, shown):
    look("/", "Welcome to MLflow", "Recent Experiments", shown["name"])
    look("/experiments", "Time created", shown["name"], "what we tried")


@witness(
    "MLflow's pages 3.11.1",
    "POST /graphql",
    "POST /api/2.0/mlflow/runs/search",
    "POST /api/2.0/mlflow/experiments/search-datasets",
    "GET /api/2.0/mlflow/metrics/get-history-bulk-interval",
    "GET /ajax-api/2.0/mlflow/gateway-proxy",
)
def test_an_experiment_shows_its_runs_as_table_and_as_charts(look, shown):
    runs = f"/experiments/{shown['experiment']}/runs"
    look(runs, shown["name"], "forest-3", "forest-4", "customers", "2 matching runs")
    look(runs + "?compareRunsMode=CHART", "forest-3 (auc)", "forest-4 (auc)", "forest-4 (loss)")


@witness(
    "MLflow's pages 3.11.1",
    "POST /graphql",
    "GET /api/2.0/mlflow/artifacts/list",
    "GET /get-artifact",
)
def test_a_run_shows_overview_charts_and_artifacts(look, shown):
    run = f"/experiments/{shown['experiment']}/runs/{shown['runs'][0]}"
    look(run, "forest-3", "Parameters (2)", "depth", "Metrics (2)", "0.895", "Finished", "customers")
    look(run + "/model-metrics", "Model metrics", "forest-3 (auc)", "forest-3 (loss)")
    page = look(run + "/artifacts", "notes.txt", "square.png")
    page.click("notes.txt")
    page.wait_for("hello from a text file")
    page.click("square.png")
    page.wait_until("[...document.images].some(i => i.naturalWidth === 64 && i.src.startsWith('blob:'))")


@witness(
    "MLflow's pages 3.11.1",
    "POST /graphql",
    "GET /api/2.0/mlflow/model-versions/search",
    "GET /api/2.0/mlflow/logged-models/{model_id}/artifacts/directories",
    "GET /api/2.0/mlflow/logged-models/{model_id}/artifacts/files",
)
def test_a_run_that_made_a_model_shows_it(look, shown):
    run = f"/experiments/{shown['experiment']}/runs/{shown['runs'][1]}"
    look(run, "forest-4", "Logged models (1)", shown["name"], "v1")
    page = look(f"/experiments/{shown['experiment']}/models/{shown['model']}/artifacts", "MLmodel", "conda.yaml")
    page.click("MLmodel")
    page.wait_for("mlflow.sklearn")


@witness(
    "MLflow's pages 3.11.1",
    "GET /api/2.0/mlflow/runs/get",
    "GET /api/2.0/mlflow/experiments/get",
    "GET /api/2.0/mlflow/metrics/get-history-bulk-interval",
)
def test_runs_are_compared(look, shown):
    runs = json.dumps(shown["runs"], separators=(",", ":")).replace('"', "%22")
    query = f"?runs={runs}&experiments=%5B%22{shown['experiment']}%22%5D"
    look("/compare-runs" + query, "Comparing 2 Runs from 1 Experiment", "forest-3", "forest-4", "depth", "0.895", "0.995")
    look("/metric" + query + "&metric=%22auc%22&plot_metric_keys=%5B%22auc%22%5D", "forest-3 (auc)", "forest-4 (auc)", "0.995 (step=19)")


@witness(
    "MLflow's pages 3.11.1",
    "POST /api/2.0/mlflow/logged-models/search",
    "GET /api/2.0/mlflow/logged-models/{model_id}",
)
def test_logged_models_are_listed_and_shown(look, shown):
    models = f"/experiments/{shown['experiment']}/models"
    look(models, "model", "Ready", "forest-4", "v1")
    look(f"{models}/{shown['model']}", shown["model"], "Ready", "forest-4", "depth")


@witness(
    "MLflow's pages 3.11.1",
    "GET /api/2.0/mlflow/registered-models/search",
    "GET /api/2.0/mlflow/registered-models/get",
    "GET /api/2.0/mlflow/model-versions/get",
    "GET /model-versions/get-artifact",
)
def test_the_registry_shows_models_and_versions(look, shown):
    look("/models", "Registered Models", shown["name"], "@ champion")
    look(f"/models/{shown['name']}", "Version 1", "@ champion")
    look(f"/models/{shown['name']}/versions/1", "Version 1", "forest-4", "Inputs (1)", "Outputs (1)")


@witness(
    "MLflow's pages 3.11.1",
    "POST /api/3.0/mlflow/datasets/search",
    "GET /api/3.0/mlflow/datasets/{dataset_id}/records",
)
def test_evaluation_datasets_show_their_records(look, shown):
    page = look(f"/experiments/{shown['experiment']}/datasets", shown["name"] + "-questions")
    page.wait_for("What is a mudbrick?", "Clay and straw")


@witness(
    "MLflow's pages 3.11.1",
    "POST /api/3.0/mlflow/traces/search",
)
def test_traces_are_listed_and_shown_with_their_spans(look, shown):
    page = look(f"/experiments/{shown['experiment']}/traces", "What is straw?", "Dry stalks of grain", "Got it")
    page.click("Got it")
    page.click('{ "question": "What is straw?" }')
    page.wait_for("look up", "was called", "Add to dataset")


@witness(
    "MLflow's pages 3.11.1",
    "GET /api/2.0/mlflow/registered-models/search",
    "GET /ajax-api/3.0/mlflow/gateway/secrets/config",
)
def test_parts_that_are_not_set_up_say_so(look):
    look("/prompts", "Create prompt")
    look("/gateway", "Set up MLflow AI Gateway")
