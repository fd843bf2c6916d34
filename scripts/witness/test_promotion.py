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


HEADERS = {"Authorization": f"Bearer {os.environ['MLFLOW_TRACKING_TOKEN']}"}


def ask(path, **body):
    return requests.post(f"{SERVER}/api/2.0/mudbrick/registry/{path}", json=body, headers=HEADERS, timeout=60)


def read(path, **query):
    reply = requests.get(f"{SERVER}/api/2.0/mudbrick/registry/{path}", params=query, headers=HEADERS, timeout=60)
    reply.raise_for_status()
    return reply.json()


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


@witness(
    "requests",
    "POST /api/2.0/mudbrick/registry/promotions",
    "GET /api/2.0/mudbrick/registry/promotions",
    "POST /api/2.0/mudbrick/registry/rollback",
    "GET /api/2.0/mudbrick/registry/alias-moves",
    "POST /api/2.0/mudbrick/registry/copy",
)
def test_a_script_promotes_reads_reports_and_copies(client):
    for rounds in (1, 2):
        register("scripted", rounds)
    for version in (1, 2):
        ask("promotions", name="scripted", version=version, gates=[{"gate": "signature"}]).raise_for_status()
    first = read("promotions", name="scripted", max_results=1)
    rest = read("promotions", name="scripted", max_results=1, page_token=first["next_page_token"])
    assert [r["challenger"] for r in first["promotions"] + rest["promotions"]] == [2, 1]
    assert "next_page_token" not in rest
    assert ask("rollback", name="scripted", alias="champion").json()["to_version"] == 1
    moves = read("alias-moves", name="scripted", alias="champion")["moves"]
    assert [(m.get("from_version"), m["to_version"]) for m in moves] == [(None, 1), (1, 2), (2, 1)]
    assert all(m["by"] and m["at"] for m in moves)
    copy = ask("copy", source="models:/scripted@champion", name="scripted_copy").json()
    assert (copy["version"], copy["source"]) == (1, "models:/workspace.default.scripted/1")
    assert client.get_model_version("scripted_copy", "1").status == "READY"
