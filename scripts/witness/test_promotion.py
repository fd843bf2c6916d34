"""A promotion moves an alias, and MLflow's clients follow it; versions are copied between models by MLflow itself."""

import os

import mlflow
import numpy as np
import pandas as pd
import pytest
import requests
import xgboost
from mlflow.models import infer_signature

from ledger import witness

SERVER = os.environ["MLFLOW_TRACKING_URI"]
ROWS = pd.DataFrame({"a": np.linspace(0, 1, 40), "b": np.linspace(1, 0, 40)})


def ask(path, **body):
    return requests.post(
        f"{SERVER}/api/2.0/mudbrick/registry/{path}",
        json=body,
        headers={"Authorization": f"Bearer {os.environ['MLFLOW_TRACKING_TOKEN']}"},
        timeout=60,
    )


def register(name, rounds):
    model = xgboost.XGBRegressor(n_estimators=rounds, max_depth=2).fit(ROWS, ROWS["a"])
    loss = float(np.mean((model.predict(ROWS) - ROWS["a"]) ** 2))
    with mlflow.start_run():
        mlflow.log_metric("val_loss", loss)
        mlflow.xgboost.log_model(
            model, name="model", signature=infer_signature(ROWS, model.predict(ROWS)), registered_model_name=name
        )
    return model


@pytest.fixture
def client():
    mlflow.set_tracking_uri(SERVER)
    mlflow.set_registry_uri(SERVER)
    return mlflow.MlflowClient()


@witness(
    "mlflow 3.11.1",
    "GET /api/2.0/mlflow/registered-models/alias",
    "GET /api/2.0/mlflow/model-versions/get-download-uri",
)
def test_mlflow_loads_what_was_promoted(client):
    register("promoted", 1)
    better = register("promoted", 30)
    client.set_registered_model_alias("promoted", "champion", "1")
    gates = [{"gate": "logged", "metric": "val_loss"}, {"gate": "signature"}]

    report = ask("promotions", name="promoted", gates=gates)
    assert report.status_code == 200, report.text
    assert report.json()["verdict"] == "PROMOTED"
    assert report.json()["gates"][0]["measured"]["better_by"] > 0

    champion = client.get_model_version_by_alias("promoted", "champion")
    assert champion.version == "2"
    assert champion.tags["mudbrick.promotion"].startswith("promoted to champion over version 1")
    loaded = mlflow.pyfunc.load_model("models:/promoted@champion")
    np.testing.assert_allclose(loaded.predict(ROWS), better.predict(ROWS))

    refused = ask("promotions", name="promoted", version=1, gates=gates)
    assert refused.json()["verdict"] == "REFUSED"
    assert client.get_model_version_by_alias("promoted", "champion").version == "2"
    assert ask("rollback", name="promoted", alias="champion").json()["to_version"] == 1
    assert client.get_model_version_by_alias("promoted", "champion").version == "1"
    assert ask("promotions", name="promoted", gates=[]).status_code == 400


@witness("mlflow 3.11.1", "POST /api/2.0/mlflow/model-versions/create", "POST /api/2.0/mlflow/registered-models/create")
def test_mlflow_copies_a_version_to_another_model(client):
    model = register("in_dev", 5)
    client.set_registered_model_alias("in_dev", "champion", "1")
    client.set_model_version_tag("in_dev", "1", "team", "risk")

    copy = client.copy_model_version("models:/in_dev@champion", "in_prod")
    assert (copy.name, copy.version, copy.status) == ("in_prod", "1", "READY")
    assert copy.source == "models:/in_dev/1"
    assert copy.tags == {"team": "risk"}
    assert copy.aliases == []
    loaded = mlflow.pyfunc.load_model("models:/in_prod/1")
    np.testing.assert_allclose(loaded.predict(ROWS), model.predict(ROWS))
