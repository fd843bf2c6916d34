"""The unmodified MLflow client tracks, searches and keeps artifacts."""

import math
import uuid

import mlflow
import pytest
from mlflow.entities import Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException

from ledger import witness


@pytest.fixture
def client():
    return mlflow.MlflowClient()


@pytest.fixture
def experiment(client):
    return client.create_experiment(f"witness-{uuid.uuid4()}")


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/experiments/create",
    "GET /api/2.0/mlflow/experiments/get",
    "GET /api/2.0/mlflow/experiments/get-by-name",
    "POST /api/2.0/mlflow/experiments/update",
    "POST /api/2.0/mlflow/experiments/set-experiment-tag",
    "POST /api/2.0/mlflow/experiments/delete",
    "POST /api/2.0/mlflow/experiments/restore",
    "POST /api/2.0/mlflow/experiments/search",
)
def test_an_experiment_lives_through_its_states(client):
    name = f"witness-{uuid.uuid4()}"
    experiment = client.create_experiment(name, tags={"team": "churn"})
    assert client.get_experiment(experiment).tags["team"] == "churn"
    assert client.get_experiment_by_name(name).experiment_id == experiment

    client.rename_experiment(experiment, name + "-renamed")
    client.set_experiment_tag(experiment, "stage", "trial")
    found = client.search_experiments(filter_string=f"name = '{name}-renamed'")
    assert [e.experiment_id for e in found] == [experiment]
    assert found[0].tags["stage"] == "trial"

    client.delete_experiment(experiment)
    assert client.get_experiment(experiment).lifecycle_stage == "deleted"
    deleted = client.search_experiments(view_type=ViewType.DELETED_ONLY, filter_string=f"name = '{name}-renamed'")
    assert [e.experiment_id for e in deleted] == [experiment]
    client.restore_experiment(experiment)
    assert client.get_experiment(experiment).lifecycle_stage == "active"


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/runs/create",
    "POST /api/2.0/mlflow/runs/log-batch",
    "POST /api/2.0/mlflow/runs/log-metric",
    "POST /api/2.0/mlflow/runs/log-parameter",
    "POST /api/2.0/mlflow/runs/set-tag",
    "POST /api/2.0/mlflow/runs/delete-tag",
    "POST /api/2.0/mlflow/runs/update",
    "GET /api/2.0/mlflow/runs/get",
    "GET /api/2.0/mlflow/metrics/get-history",
)
def test_a_run_keeps_params_tags_and_every_value_of_a_metric(client, experiment):
    run = client.create_run(experiment, run_name="first").info.run_id
    client.log_param(run, "max_depth", 6)
    client.set_tag(run, "kind", "forest")
    client.set_tag(run, "short-lived", "yes")
    client.delete_tag(run, "short-lived")
    for step, value in enumerate([0.7, math.nan, math.inf, -math.inf, 0.9]):
        client.log_metric(run, "auc", value, step=step)
    client.log_batch(
        run,
        metrics=[Metric("loss", 1.0 / (step + 1), 1_700_000_000_000 + step, step) for step in range(1000)],
        params=[Param("eta", "0.1")],
        tags=[RunTag("note", "größer als ß")],
    )
    client.set_terminated(run, status="FINISHED")

    seen = client.get_run(run)
    assert seen.info.status == "FINISHED"
    assert seen.info.run_name == "first"
    assert seen.data.params == {"max_depth": "6", "eta": "0.1"}
    assert seen.data.tags["kind"] == "forest"
    assert seen.data.tags["note"] == "größer als ß"
    assert "short-lived" not in seen.data.tags
    assert seen.data.metrics["auc"] == 0.9
    assert seen.data.metrics["loss"] == 0.001

    auc = [m.value for m in client.get_metric_history(run, "auc")]
    assert auc[0] == 0.7 and math.isnan(auc[1]) and auc[2] > 1e300 and auc[3] < -1e300 and auc[4] == 0.9
    assert len(client.get_metric_history(run, "loss")) == 1000


@witness("mlflow 3.11.1", "POST /api/2.0/mlflow/runs/log-batch", "POST /api/2.0/mlflow/runs/search")
def test_search_filters_orders_and_pages(client, experiment):
    for trial in range(12):
        run = client.create_run(experiment, tags={"family": "xgboost" if trial % 3 == 0 else "linear"}).info.run_id
        client.log_batch(run, metrics=[Metric("auc", 0.5 + trial / 100, 1, 0)], params=[Param("trial", str(trial))])

    best = client.search_runs([experiment], "metrics.auc > 0.55 and tags.family = 'xgboost'", order_by=["metrics.auc DESC"])
    assert [r.data.params["trial"] for r in best] == ["9", "6"]

    pages, token = [], None
    while True:
        page = client.search_runs([experiment], order_by=["metrics.auc ASC"], max_results=5, page_token=token)
        pages.append([int(r.data.params["trial"]) for r in page])
        token = page.token
        if not token:
            break
    assert pages == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9], [10, 11]]

    frame = mlflow.search_runs([experiment], "params.trial = '7'")
    assert frame["metrics.auc"].tolist() == [0.5 + 7 / 100]


@witness(
    "mlflow 3.11.1",
    "PUT /api/2.0/mlflow-artifacts/artifacts/{path...}",
    "GET /api/2.0/mlflow-artifacts/artifacts/{path...}",
    "GET /api/2.0/mlflow-artifacts/artifacts",
)
def test_artifacts_come_back_byte_for_byte(client, experiment, tmp_path):
    run = client.create_run(experiment).info.run_id
    payload = bytes(range(256)) * 4096
    (tmp_path / "weights.bin").write_bytes(payload)
    (tmp_path / "größe 1.txt").write_text("ein Name mit Umlaut", encoding="utf-8")
    client.log_artifact(run, tmp_path / "weights.bin", "model")
    client.log_artifact(run, tmp_path / "größe 1.txt", "model")
    client.log_text(run, "hello", "notes/readme.txt")

    assert sorted(f.path for f in client.list_artifacts(run)) == ["model", "notes"]
    listed = {f.path: f.file_size for f in client.list_artifacts(run, "model")}
    assert listed["model/weights.bin"] == len(payload)
    target = tmp_path / "down"
    target.mkdir()
    client.download_artifacts(run, "model", target)
    assert (target / "model" / "weights.bin").read_bytes() == payload
    assert (target / "model" / "größe 1.txt").read_text(encoding="utf-8") == "ein Name mit Umlaut"


@witness("mlflow 3.11.1", "POST /api/2.0/mlflow/runs/delete", "POST /api/2.0/mlflow/runs/restore")
def test_a_deleted_run_is_out_of_sight_until_restored(client, experiment):
    run = client.create_run(experiment).info.run_id
    client.delete_run(run)
    assert client.search_runs([experiment]) == []
    client.restore_run(run)
    assert [r.info.run_id for r in client.search_runs([experiment])] == [run]


def test_errors_carry_the_codes_that_the_client_knows(client, experiment):
    def code(call, *args, **kwargs):
        with pytest.raises(MlflowException) as failure:
            call(*args, **kwargs)
        return failure.value.error_code

    name = client.get_experiment(experiment).name
    assert code(client.create_experiment, name) == "RESOURCE_ALREADY_EXISTS"
    assert code(client.get_experiment, "987654321") == "RESOURCE_DOES_NOT_EXIST"
    assert code(client.get_run, "0" * 32) == "RESOURCE_DOES_NOT_EXIST"
    assert code(client.search_runs, [experiment], "metrics.auc >>> 3") == "INVALID_PARAMETER_VALUE"
    run = client.create_run(experiment).info.run_id
    client.log_param(run, "depth", "3")
    assert code(client.log_param, run, "depth", "4") == "INVALID_PARAMETER_VALUE"
    client.log_param(run, "depth", "3")  # the same value again is no error


@witness("mlflow 3.11.1", "POST /api/2.0/mlflow/runs/create", "POST /api/2.0/mlflow/runs/update")
def test_the_fluent_api_nests_runs(experiment):
    with mlflow.start_run(experiment_id=experiment) as parent:
        mlflow.log_params({"folds": 3})
        for fold in range(3):
            with mlflow.start_run(experiment_id=experiment, nested=True):
                mlflow.log_metric("auc", 0.8 + fold / 100)
    children = mlflow.search_runs([experiment], f"tags.`mlflow.parentRunId` = '{parent.info.run_id}'")
    assert len(children) == 3
    assert set(children["status"]) == {"FINISHED"}


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/runs/log-inputs",
    "POST /api/2.0/mlflow/runs/outputs",
    "POST /api/2.0/mlflow/logged-models",
    "GET /api/2.0/mlflow/logged-models/{model_id}",
    "PATCH /api/2.0/mlflow/logged-models/{model_id}",
    "POST /api/2.0/mlflow/logged-models/search",
)
def test_sklearn_logs_itself_and_its_model_is_loaded_again(experiment):
    sklearn = pytest.importorskip("sklearn.linear_model")
    import numpy as np

    mlflow.set_experiment(experiment_id=experiment)
    mlflow.sklearn.autolog(log_input_examples=False)
    try:
        with mlflow.start_run() as run:
            x = np.arange(40.0).reshape(20, 2)
            made = sklearn.LogisticRegression(C=0.5).fit(x, x[:, 0] > 18)
    finally:
        mlflow.sklearn.autolog(disable=True)
    seen = mlflow.get_run(run.info.run_id)
    assert seen.data.params["C"] == "0.5"
    assert seen.data.metrics["training_accuracy_score"] == made.score(x, x[:, 0] > 18)
    assert seen.info.status == "FINISHED"
    assert [i.dataset.source_type for i in seen.inputs.dataset_inputs] == ["code"]

    model = mlflow.last_logged_model()
    assert [o.model_id for o in seen.outputs.model_outputs] == [model.model_id]
    assert model.status == "READY" and model.source_run_id == run.info.run_id
    found = mlflow.search_logged_models([experiment], filter_string="name = 'model'", output_format="list")
    assert [m.model_id for m in found] == [model.model_id]
    for uri in (f"models:/{model.model_id}", f"runs:/{run.info.run_id}/model"):
        assert mlflow.sklearn.load_model(uri).predict(x).tolist() == made.predict(x).tolist()


@witness("mlflow 3.11.1", "POST /api/2.0/mlflow/runs/log-inputs", "PUT /api/2.0/mlflow-artifacts/artifacts/{path...}")
def test_the_fluent_api_logs_data_and_files(experiment):
    mlflow.set_experiment(experiment_id=experiment)
    import pandas as pd

    frame = pd.DataFrame({"x": [1, 2, 3], "y": [0.1, 0.2, 0.3]})
    with mlflow.start_run(experiment_id=experiment) as run:
        dataset = mlflow.data.from_pandas(frame, name="points", targets="y")
        mlflow.log_input(dataset, context="training", tags={"split": "a"})
        mlflow.log_dict({"größe": [1, None]}, "notes/data.json")
        mlflow.log_table(frame, "tables/eval.json")
        mlflow.log_table(frame, "tables/eval.json")
        for step in range(5):
            mlflow.log_metric("loss", 1 / (step + 1), step=step)

    seen = mlflow.get_run(run.info.run_id)
    (read,) = seen.inputs.dataset_inputs
    assert read.dataset.name == "points" and read.dataset.digest == dataset.digest
    assert {t.key: t.value for t in read.tags} == {"mlflow.data.context": "training", "split": "a"}
    assert mlflow.artifacts.load_dict(f"{seen.info.artifact_uri}/notes/data.json") == {"größe": [1, None]}
    assert len(mlflow.load_table("tables/eval.json", run_ids=[run.info.run_id])) == 6
    rows = mlflow.search_runs([experiment], "dataset.name = 'points' and metrics.loss < 0.5")
    assert rows["metrics.loss"].tolist() == [0.2] and rows["status"].tolist() == ["FINISHED"]


def test_a_run_that_raises_failed_and_its_parent_too(experiment):
    with pytest.raises(ValueError):
        with mlflow.start_run(experiment_id=experiment) as parent:
            with mlflow.start_run(experiment_id=experiment, nested=True):
                raise ValueError("no luck")
    assert set(mlflow.search_runs([experiment])["status"]) == {"FAILED"}
    assert mlflow.get_parent_run(mlflow.search_runs([experiment], "run_id != '%s'" % parent.info.run_id)["run_id"][0]).info.run_id == parent.info.run_id
