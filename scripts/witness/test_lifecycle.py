"""What `./mudbrick demo` left behind, seen by unmodified clients: the trials, the best model, the endpoint, the catalog."""

import functools
import json
import os

import mlflow
import numpy as np
import pandas as pd
import pytest
from databricks.sdk import WorkspaceClient

from curl import curl as ask
from ledger import witness

MODEL = "telco.churn.churn_model"
SERVER = os.environ["MLFLOW_TRACKING_URI"]


@pytest.fixture
def demo(monkeypatch):
    """The demo's own workspace, as its admin."""
    uri, token = os.environ["DEMO_URI"], os.environ["DEMO_TOKEN"]
    monkeypatch.setenv("MLFLOW_TRACKING_TOKEN", token)
    mlflow.set_tracking_uri(uri)
    mlflow.set_registry_uri(uri)
    yield uri, token
    mlflow.set_tracking_uri(SERVER)
    mlflow.set_registry_uri(SERVER)


@pytest.fixture
def client(demo):
    return mlflow.MlflowClient()


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/experiments/search",
    "POST /api/2.0/mlflow/runs/search",
    "GET /api/2.0/mlflow-artifacts/artifacts",
)
def test_every_trial_is_a_run_with_params_metrics_and_artifacts(client):
    experiment = next(e for e in client.search_experiments() if e.name.endswith("/churn"))
    trials = mlflow.search_runs([experiment.experiment_id], "params.model_family != ''", order_by=["metrics.val_roc_auc DESC"])
    assert len(trials) == 11  # and what blends them
    assert {"ensemble", "linear", "random_forest", "xgboost"} <= set(trials["params.model_family"])
    judged = trials[trials["status"] == "FINISHED"]  # others were given up after a fold
    assert judged["params.model_family"].iloc[0] == "ensemble"
    assert judged["metrics.val_roc_auc"].is_monotonic_decreasing
    assert judged["metrics.val_roc_auc"].between(0.75, 0.95).all()
    for run in judged["run_id"]:
        assert {"model", "val_roc_curve.csv"} <= {f.path for f in client.list_artifacts(run)}


@witness(
    "mlflow 3.11.1",
    "GET /api/2.0/mlflow/registered-models/alias",
    "GET /api/2.0/mlflow/registered-models/get",
    "GET /api/2.0/mlflow/model-versions/get-download-uri",
)
def test_the_champion_scores_raw_rows_in_python_as_its_endpoint_does(client, demo, curl):
    assert {"champion", "challenger"} <= set(client.get_registered_model(MODEL).aliases)
    champion = client.get_model_version_by_alias(MODEL, "champion")
    assert champion.status == "READY"

    example = json.loads(open(mlflow.artifacts.download_artifacts(f"models:/{MODEL}@champion/input_example.json")).read())
    rows = pd.DataFrame(example["data"], columns=example["columns"])
    here = mlflow.pyfunc.load_model(f"models:/{MODEL}@champion").predict(rows)
    there = curl("POST", "/serving-endpoints/churn/invocations", {"dataframe_split": example})["predictions"]
    assert np.asarray(here).ravel().tolist() == there


@witness("curl", "POST /serving-endpoints/{name}/invocations")
def test_curl_scores_a_customer_by_its_id_alone(curl):
    answer = curl(
        "POST",
        "/serving-endpoints/churn/invocations",
        {"dataframe_records": [{"customer_id": "C00042"}, {"customer_id": "C00043"}]},
    )
    assert len(answer["predictions"]) == 2
    assert set(answer["predictions"]) <= {"Yes", "No"}


@witness(
    "databricks-sdk (Python) 0.141.0",
    "GET /api/2.0/preview/scim/v2/Me",
    "GET /api/2.1/unity-catalog/catalogs",
    "GET /api/2.1/unity-catalog/tables",
    "GET /api/2.1/unity-catalog/models/{full_name}",
)
def test_the_databricks_sdk_finds_the_tables_and_the_model(demo):
    uri, token = demo
    databricks = WorkspaceClient(host=uri.partition("/w/")[0], token=token)
    assert databricks.current_user.me().user_name
    assert "telco" in [c.name for c in databricks.catalogs.list()]
    tables = {t.name for t in databricks.tables.list("telco", "churn")}
    assert {"customers_raw", "customer_profile", "billing", "churn_scores"} <= tables
    model = databricks.registered_models.get(MODEL, include_aliases=True)
    assert {"champion", "challenger"} <= {a.alias_name for a in model.aliases}


@pytest.fixture
def curl(demo, requests_made):
    return functools.partial(ask, requests_made, *demo)
