"""One flow, both ways of tracking and all four registry URIs: what each client offers works, the rest it refuses itself."""

import os
import uuid

import mlflow
import numpy
import pytest
import requests
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature

from ledger import witness

# What MLflow's client does not offer for a registry: there it raises before it asks the server.
LACKS = {
    "http": {"transfer"},
    "databricks-uc": {"stages", "filters"},
    "databricks": {"aliases", "prompts"},
    "uc": {"aliases", "tags", "stages", "rename", "filters", "prompts"},
}


@pytest.fixture(params=["http", "databricks"])
def tracking(request, uri, monkeypatch):
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    monkeypatch.setenv("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    monkeypatch.setenv("MLFLOW_UC_OSS_TOKEN", os.environ["MLFLOW_TRACKING_TOKEN"])
    before = mlflow.get_tracking_uri(), mlflow.get_registry_uri()
    mlflow.set_tracking_uri(uri if request.param == "http" else "databricks")
    yield request.param
    mlflow.set_tracking_uri(before[0])
    mlflow.set_registry_uri(before[1])


@pytest.fixture(params=list(LACKS))
def registry(request, uri):
    mlflow.set_registry_uri({"http": uri, "uc": "uc:" + uri}.get(request.param, request.param))
    return request.param


@pytest.fixture(scope="module")
def catalog(uri):
    made = "uris_" + uuid.uuid4().hex
    for path, body in (("catalogs", {"name": made}), ("schemas", {"name": "main", "catalog_name": made})):
        requests.post(
            f"{uri}/api/2.1/unity-catalog/{path}",
            json=body,
            headers={"Authorization": "Bearer " + os.environ["MLFLOW_TRACKING_TOKEN"]},
        ).raise_for_status()
    return made


def logged():
    linear = pytest.importorskip("sklearn.linear_model")
    fitted = linear.LinearRegression().fit([[0.0], [1.0]], [1.0, 3.0])
    rows = numpy.array([[0.5]])
    mlflow.set_experiment("/Shared/witness-" + uuid.uuid4().hex)
    with mlflow.start_run() as run:
        info = mlflow.sklearn.log_model(
            fitted,
            name="model",
            signature=infer_signature(rows, fitted.predict(rows)),
            pip_requirements=[],
            skops_trusted_types=[],
        )
    return run.info.run_id, info.model_uri


def predicts(model_uri):
    return mlflow.pyfunc.load_model(model_uri).predict(numpy.array([[2.0]]))[0] == pytest.approx(5.0)


def either(offered, call):
    """Runs what the client offers; what it does not offer it has to refuse, and not the server."""
    if offered:
        return call()
    with pytest.raises((MlflowException, NotImplementedError)) as refused:
        call()
    assert "ENDPOINT_NOT_FOUND" not in str(refused.value)
    return None


def test_one_flow(tracking, registry, catalog):
    lacks = LACKS[registry]
    client = MlflowClient()
    name = f"{catalog}.main.flow_{uuid.uuid4().hex}"
    run_id, model_uri = logged()

    first = mlflow.register_model(model_uri, name)
    assert (int(first.version), first.status) == (1, "READY")
    second = mlflow.register_model(f"runs:/{run_id}/model", name)
    assert (int(second.version), second.run_id) == (2, run_id)
    assert predicts(f"models:/{name}/1") and predicts(f"models:/{name}/2")

    def aliased():
        client.set_registered_model_alias(name, "champion", 1)
        client.set_registered_model_alias(name, "champion", 2)
        assert int(client.get_model_version_by_alias(name, "champion").version) == 2
        assert predicts(f"models:/{name}@champion")
        client.delete_registered_model_alias(name, "champion")
        with pytest.raises(MlflowException, match="not found"):
            client.get_model_version_by_alias(name, "champion")

    either("aliases" not in lacks, aliased)

    def tagged():
        client.set_registered_model_tag(name, "team", "risk")
        client.set_model_version_tag(name, "1", "kind", "line")
        assert client.get_registered_model(name).tags == {"team": "risk"}
        assert client.get_model_version(name, "1").tags == {"kind": "line"}
        client.delete_registered_model_tag(name, "team")
        client.delete_model_version_tag(name, "1", "kind")
        assert client.get_registered_model(name).tags == {} and client.get_model_version(name, "1").tags == {}

    either("tags" not in lacks, tagged)

    def staged():
        client.transition_model_version_stage(name, "1", "Production")
        assert predicts(f"models:/{name}/Production")

    either("stages" not in lacks, staged)

    client.update_registered_model(name, "who leaves")
    assert client.get_registered_model(name).description == "who leaves"
    assert client.update_model_version(name, "1", "the first").description == "the first"
    assert name in [model.name for model in client.search_registered_models(max_results=1000)]
    assert sorted(int(v.version) for v in client.search_model_versions(f"name='{name}'")) == [1, 2]
    found = either("filters" not in lacks, lambda: client.search_registered_models(f"name = '{name}'"))
    assert found is None or [model.name for model in found] == [name]

    renamed = name + "_renamed"
    name = renamed if either("rename" not in lacks, lambda: client.rename_registered_model(name, renamed) or True) else name
    assert predicts(f"models:/{name}/2")
    client.delete_model_version(name, "2")
    with pytest.raises(MlflowException, match="not found"):
        client.get_model_version(name, "2")
    client.delete_registered_model(name)
    with pytest.raises(MlflowException, match="not found"):
        client.get_registered_model(name)


def test_prompts(tracking, registry, catalog):
    name = f"{catalog}.main.greet_{uuid.uuid4().hex}"

    def prompted():
        client = MlflowClient()
        assert mlflow.genai.register_prompt(name, "Hello {{who}}").version == 1
        assert mlflow.genai.register_prompt(name, "Hi {{who}}").version == 2
        mlflow.genai.set_prompt_alias(name, "production", 2)
        assert mlflow.genai.load_prompt(f"prompts:/{name}@production").format(who="Ann") == "Hi Ann"
        query = f"catalog = '{catalog}' AND schema = 'main'" if registry == "databricks-uc" else f"name = '{name}'"
        assert name in [prompt.name for prompt in mlflow.genai.search_prompts(query)]
        for version in ("1", "2"):
            client.delete_prompt_version(name, version)
        client.delete_prompt(name)
        assert name not in [prompt.name for prompt in mlflow.genai.search_prompts(query)]

    either("prompts" not in LACKS[registry], prompted)
