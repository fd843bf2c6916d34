"""Four clients, one store: what one registry URI registers, the other three find and load."""

import hashlib
import os
import shutil
import uuid

import mlflow
import numpy
import pytest
import requests
from databricks.sdk import WorkspaceClient
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException
from mlflow.models import infer_signature

from ledger import witness

MB = 1 << 20


@pytest.fixture(autouse=True)
def settings(uri, monkeypatch):
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    monkeypatch.setenv("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    monkeypatch.setenv("MLFLOW_UC_OSS_TOKEN", os.environ["MLFLOW_TRACKING_TOKEN"])
    before = mlflow.get_tracking_uri(), mlflow.get_registry_uri()
    yield
    mlflow.set_tracking_uri(before[0])
    mlflow.set_registry_uri(before[1])


def at(tracking, registry):
    mlflow.set_tracking_uri(tracking)
    mlflow.set_registry_uri(registry)
    return MlflowClient()


def registries(uri):
    return [uri, "databricks-uc", "databricks", "uc:" + uri]


def model_name(schema="workspace.default"):
    return f"{schema}.model_{uuid.uuid4().hex}"


@pytest.fixture
def fitted():
    linear = pytest.importorskip("sklearn.linear_model")
    return linear.LinearRegression().fit([[0.0], [1.0]], [1.0, 3.0])


def log(fitted, registered=None):
    rows = numpy.array([[0.5]])
    mlflow.set_experiment("/Shared/witness-" + uuid.uuid4().hex)
    with mlflow.start_run():
        return mlflow.sklearn.log_model(
            fitted,
            name="model",
            signature=infer_signature(rows, fitted.predict(rows)),
            pip_requirements=[],
            skops_trusted_types=[],
            registered_model_name=registered,
        )


def predicts(model_uri):
    return mlflow.sklearn.load_model(model_uri).predict([[2.0]])[0] == pytest.approx(5.0)


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/unity-catalog/registered-models/create",
    "POST /api/2.0/mlflow/unity-catalog/model-versions/create",
    "GET /api/2.0/mlflow/unity-catalog/registered-models:is-databricks-sdk-models-artifact-repository-enabled",
    "PUT /api/2.0/fs/files/{path...}",
    "POST /api/2.0/mlflow/unity-catalog/model-versions/finalize",
    "POST /api/2.0/mlflow/unity-catalog/model-versions/emit-lineage",
    "POST /api/2.0/mlflow/unity-catalog/registered-models/alias",
    "DELETE /api/2.0/mlflow/unity-catalog/registered-models/alias",
    "GET /api/2.0/mlflow/unity-catalog/registered-models/alias",
    "POST /api/2.0/mlflow/unity-catalog/registered-models/set-tag",
    "DELETE /api/2.0/mlflow/unity-catalog/registered-models/delete-tag",
    "POST /api/2.0/mlflow/unity-catalog/model-versions/set-tag",
    "DELETE /api/2.0/mlflow/unity-catalog/model-versions/delete-tag",
    "GET /api/2.0/mlflow/unity-catalog/registered-models/get",
    "GET /api/2.0/mlflow/unity-catalog/registered-models/search",
    "PATCH /api/2.0/mlflow/unity-catalog/registered-models/update",
    "DELETE /api/2.0/mlflow/unity-catalog/registered-models/delete",
    "GET /api/2.0/mlflow/unity-catalog/model-versions/get",
    "GET /api/2.0/mlflow/unity-catalog/model-versions/search",
    "GET /api/2.0/mlflow/unity-catalog/model-versions/get-download-uri",
    "PATCH /api/2.0/mlflow/unity-catalog/model-versions/update",
    "DELETE /api/2.0/mlflow/unity-catalog/model-versions/delete",
)
def test_databricks_uc_registers_governs_and_loads(fitted):
    client = at("databricks", "databricks-uc")
    name = model_name()
    info = log(fitted, name)
    assert info.registered_model_version == "1"
    second = mlflow.register_model(info.model_uri, name, tags={"kind": "line"})
    assert (second.version, second.status, second.run_id) == ("2", "READY", info.run_id)
    assert second.tags == {"kind": "line"} and second.model_id == info.model_id

    client.set_registered_model_alias(name, "champion", 2)
    assert predicts(f"models:/{name}@champion")
    assert predicts(f"models:/{name}/1")
    assert mlflow.pyfunc.load_model(f"models:/{name}@champion").predict(numpy.array([[2.0]]))[0] == pytest.approx(5.0)
    assert client.get_model_version_by_alias(name, "champion").aliases == ["champion"]
    assert client.get_registered_model(name).aliases == {"champion": "2"}
    client.delete_registered_model_alias(name, "champion")
    assert client.get_registered_model(name).aliases == {}

    client.set_registered_model_tag(name, "team", "risk")
    client.set_model_version_tag(name, "1", "stage", "old")
    assert client.get_registered_model(name).tags == {"team": "risk"}
    assert client.get_model_version(name, "1").tags == {"stage": "old"}
    client.delete_registered_model_tag(name, "team")
    client.delete_model_version_tag(name, "1", "stage")
    assert client.get_registered_model(name).tags == {} and client.get_model_version(name, "1").tags == {}

    client.update_registered_model(name, "who leaves")
    assert client.get_registered_model(name).description == "who leaves"
    assert client.update_model_version(name, "1", "the first").description == "the first"
    assert name in [model.name for model in client.search_registered_models()]
    assert sorted(v.version for v in client.search_model_versions(f"name = '{name}'")) == ["1", "2"]
    assert len(client.search_model_versions(f"run_id = '{info.run_id}'")) == 2
    with pytest.raises(MlflowException, match="Unsupported filter query"):
        client.search_model_versions("version_number > 1")
    assert client.get_model_version_download_uri(name, "1").endswith("/1")

    renamed = model_name()
    client.rename_registered_model(name, renamed)
    assert predicts(f"models:/{renamed}/2")
    client.delete_model_version(renamed, "2")
    with pytest.raises(MlflowException, match="not found"):
        client.get_model_version(renamed, "2")
    client.delete_registered_model(renamed)
    with pytest.raises(MlflowException, match="not found"):
        client.get_registered_model(renamed)


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/unity-catalog/model-versions/generate-temporary-credentials",
    "POST /api/2.0/fs/create-upload-url",
    "PUT /api/2.0/fs/signed",
    "POST /api/2.0/fs/create-download-url",
    "GET /api/2.0/fs/signed",
    "GET /api/2.0/fs/directories/{path...}",
)
def test_without_the_sdk_files_go_by_signed_addresses(fitted, monkeypatch):
    monkeypatch.setenv("MLFLOW_USE_DATABRICKS_SDK_MODEL_ARTIFACTS_REPO_FOR_UC", "false")
    # What the client asks the server is not to be asked: it has to take the other way.
    from mlflow.store._unity_catalog.registry import rest_store
    from mlflow.store.artifact import unity_catalog_models_artifact_repo as repo

    for module in (rest_store, repo):
        monkeypatch.setattr(module, "is_databricks_sdk_models_artifact_repository_enabled", lambda creds: False)
    at("databricks", "databricks-uc")
    name = model_name()
    log(fitted, name)
    assert predicts(f"models:/{name}/1")


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/fs/files/{path...}",
    "POST /api/2.0/fs/create-upload-part-urls",
    "PUT /api/2.0/fs/signed",
    "POST /api/2.0/mlflow/unity-catalog/model-versions/finalize",
)
def test_sixty_megabytes_of_a_model_go_in_parts(fitted, tmp_path):
    client = at("databricks", "databricks-uc")
    name = model_name()
    large = tmp_path / "weights.bin"
    with open(large, "wb") as out:
        for block in range(60):
            out.write(hashlib.sha256(str(block).encode()).digest() * (MB // 32))
    saved = tmp_path / "model"
    signature = infer_signature(numpy.array([[0.5]]), numpy.array([2.0]))
    mlflow.sklearn.save_model(fitted, str(saved), signature=signature, pip_requirements=[], skops_trusted_types=[])
    shutil.copy(large, saved / "weights.bin")
    client.create_registered_model(name)
    assert mlflow.register_model(saved.as_uri(), name).status == "READY"
    copy = mlflow.artifacts.download_artifacts(f"models:/{name}/1", dst_path=str(tmp_path))
    with open(os.path.join(copy, "weights.bin"), "rb") as back, open(large, "rb") as sent:
        assert hashlib.file_digest(back, "sha256").digest() == hashlib.file_digest(sent, "sha256").digest()


def test_databricks_uc_refuses_as_the_product_does(fitted, uri):
    client = at("databricks", "databricks-uc")
    with pytest.raises(MlflowException, match="specify all three levels.*legacy Workspace Model Registry"):
        client.create_registered_model("two.levels")
    name = model_name()
    bare = log(fitted)
    at(uri, "databricks-uc")
    mlflow.set_experiment("/Shared/witness-" + uuid.uuid4().hex)
    with mlflow.start_run(), pytest.raises(MlflowException, match="signature"):
        mlflow.sklearn.log_model(
            fitted, name="model", pip_requirements=[], skops_trusted_types=[], registered_model_name=name
        )
    at("databricks", "databricks-uc")
    client = MlflowClient()
    with pytest.raises(MlflowException, match="not found|does not exist"):
        client.get_registered_model(model_name())
    with pytest.raises(MlflowException, match="does not exist"):
        client.create_registered_model(model_name("nowhere.at_all"))
    mlflow.register_model(bare.model_uri, name)
    for alias in ("latest", "v1"):
        with pytest.raises(MlflowException, match="reserved"):
            client.set_registered_model_alias(name, alias, 1)
    with pytest.raises(MlflowException, match="not found"):
        client.get_model_version_by_alias(name, "nobody")


@witness(
    "mlflow 3.11.1",
    "POST /api/2.1/unity-catalog/models",
    "GET /api/2.1/unity-catalog/models",
    "GET /api/2.1/unity-catalog/models/{model}",
    "PATCH /api/2.1/unity-catalog/models/{model}",
    "DELETE /api/2.1/unity-catalog/models/{model}",
    "POST /api/2.1/unity-catalog/models/versions",
    "PATCH /api/2.1/unity-catalog/models/{model}/versions/{version}/finalize",
    "GET /api/2.1/unity-catalog/models/{model}/versions",
    "GET /api/2.1/unity-catalog/models/{model}/versions/{version}",
    "PATCH /api/2.1/unity-catalog/models/{model}/versions/{version}",
    "DELETE /api/2.1/unity-catalog/models/{model}/versions/{version}",
)
def test_uc_registers_and_loads_on_the_same_machine(fitted, uri):
    client = at(uri, "uc:" + uri)
    name = model_name()
    info = log(fitted)
    version = mlflow.register_model(info.model_uri, name)
    assert (int(version.version), version.status) == (1, "READY")
    assert predicts(f"models:/{name}/1")
    client.update_registered_model(name, "who leaves")
    assert client.get_registered_model(name).description == "who leaves"
    assert client.update_model_version(name, "1", "the first").description == "the first"
    assert name in [model.name for model in client.search_registered_models(max_results=1000)]
    assert len(client.search_model_versions(f"name='{name}'")) == 1
    client.delete_model_version(name, "1")
    with pytest.raises(MlflowException, match="not found"):
        client.get_model_version(name, "1")
    client.delete_registered_model(name)
    with pytest.raises(MlflowException, match="not found"):
        client.get_registered_model(name)


@witness(
    "mlflow 3.11.1",
    "GET /api/2.0/mlflow/model-versions/list-artifacts",
    "GET /api/2.0/mlflow/model-versions/get-signed-download-uri",
    "POST /api/2.0/mlflow/model-versions/transition-stage",
)
def test_the_workspace_registry_of_databricks(fitted):
    client = at("databricks", "databricks")
    name = "model." + uuid.uuid4().hex
    log(fitted, name)
    assert predicts(f"models:/{name}/1")
    client.transition_model_version_stage(name, "1", "Production")
    assert predicts(f"models:/{name}/Production")
    assert predicts(f"models:/{name}/latest")
    client.set_registered_model_tag(name, "team", "risk")
    assert [m.name for m in client.search_registered_models(f"name = '{name}'")] == [name]
    with pytest.raises(MlflowException, match="unsupported"):
        client.set_registered_model_alias(name, "champion", "1")
    client.delete_model_version(name, "1")
    client.delete_registered_model(name)


def test_what_one_registers_the_others_load(fitted, uri):
    for registered in registries(uri):
        tracking = "databricks" if registered.startswith("databricks") else uri
        at(tracking, registered)
        name = model_name()
        info = log(fitted)
        mlflow.register_model(info.model_uri, name)
        for read in registries(uri):
            client = at("databricks" if read.startswith("databricks") else uri, read)
            assert predicts(f"models:/{name}/1"), (registered, read)
            assert client.get_model_version(name, "1").status == "READY"
        for aliased in (uri, "databricks-uc"):
            at(tracking, aliased)
            MlflowClient().set_registered_model_alias(name, "champion", 1)
            for read in (uri, "databricks-uc"):
                at("databricks" if read.startswith("databricks") else uri, read)
                assert predicts(f"models:/{name}@champion")


def test_versions_are_copied_within_and_into_the_unity_catalog(fitted):
    client = at("databricks", "databricks-uc")
    name, copy = model_name(), model_name()
    log(fitted, name)
    assert client.copy_model_version(f"models:/{name}/1", copy).status == "READY"
    assert predicts(f"models:/{copy}/1")
    client = at("databricks", "databricks")
    workspace, moved = "model-" + uuid.uuid4().hex, model_name()
    log(fitted, workspace)
    assert client.copy_model_version(f"models:/{workspace}/1", moved).status == "READY"
    at("databricks", "databricks-uc")
    assert predicts(f"models:/{moved}/1")


def test_a_model_of_xgboost(uri):
    xgboost = pytest.importorskip("xgboost")
    data = numpy.arange(40, dtype=float).reshape(20, 2)
    booster = xgboost.XGBRegressor(n_estimators=3, max_depth=2).fit(data, data[:, 0] * 2)
    at("databricks", "databricks-uc")
    name = model_name()
    mlflow.set_experiment("/Shared/witness-" + uuid.uuid4().hex)
    with mlflow.start_run():
        mlflow.xgboost.log_model(
            booster,
            name="model",
            signature=infer_signature(data, booster.predict(data)),
            pip_requirements=[],
            registered_model_name=name,
        )
    MlflowClient().set_registered_model_alias(name, "champion", 1)
    for read in (uri, "databricks-uc"):
        at("databricks" if read.startswith("databricks") else uri, read)
        loaded = mlflow.pyfunc.load_model(f"models:/{name}@champion")
        assert loaded.predict(data) == pytest.approx(booster.predict(data))


def test_files_of_a_version_are_for_those_who_may_load_it(fitted, uri, monkeypatch):
    client = at("databricks", "databricks-uc")
    name = model_name()
    log(fitted, name)
    client.set_registered_model_alias(name, "champion", 1)
    admin = WorkspaceClient(host=uri, token=os.environ["DATABRICKS_TOKEN"])
    someone = admin.service_principals.create(display_name="reader-" + uuid.uuid4().hex)
    token = admin.token_management.create_obo_token(application_id=someone.application_id, lifetime_seconds=600)
    reader = someone.application_id
    monkeypatch.setenv("DATABRICKS_TOKEN", token.token_value)
    with pytest.raises(MlflowException, match="PERMISSION_DENIED|permission|privilege"):
        mlflow.sklearn.load_model(f"models:/{name}@champion")

    def grant(kind, securable, privilege):
        admin.api_client.do(
            "PATCH",
            f"/api/2.1/unity-catalog/permissions/{kind}/{securable}",
            body={"changes": [{"principal": reader, "add": [privilege]}]},
        )

    grant("catalog", "workspace", "USE_CATALOG")
    grant("schema", "workspace.default", "USE_SCHEMA")
    grant("function", name, "EXECUTE")
    assert predicts(f"models:/{name}@champion")
    for refused in (
        lambda: client.set_registered_model_alias(name, "champion", 1),
        lambda: client.update_registered_model(name, "mine"),
        lambda: client.delete_model_version(name, "1"),
        lambda: client.delete_registered_model(name),
    ):
        with pytest.raises(MlflowException, match="PERMISSION_DENIED|permission|privilege|MANAGE|own"):
            refused()


@witness(
    "databricks-sdk 0.141.0",
    "GET /api/2.0/mlflow/registered-models/list",
    "POST /api/2.0/mlflow/registered-models/rename",
    "PATCH /api/2.0/mlflow/registered-models/update",
    "PATCH /api/2.0/mlflow/model-versions/update",
    "POST /api/2.0/mlflow/registered-models/get-latest-versions",
)
def test_the_workspace_registry_by_the_sdk(fitted, uri):
    at(uri, uri)
    name, renamed = "sdk-" + uuid.uuid4().hex, "sdk-" + uuid.uuid4().hex
    log(fitted, name)
    registry = WorkspaceClient(host=uri, token=os.environ["DATABRICKS_TOKEN"]).model_registry
    assert registry.rename_model(name, new_name=renamed).registered_model.name == renamed
    registry.update_model(renamed, description="who leaves")
    registry.update_model_version(renamed, "1", description="the first")
    assert renamed in [model.name for model in registry.list_models()]
    latest = list(registry.get_latest_versions(renamed))
    assert [(v.version, v.description, v.current_stage) for v in latest] == [("1", "the first", "None")]
    assert registry.get_model(renamed).registered_model_databricks.description == "who leaves"


@witness(
    "requests",
    "PATCH /api/2.0/mlflow/unity-catalog/prompts/{name}",
    "PATCH /api/2.0/mlflow/unity-catalog/prompts/{name}/versions/{version}",
)
def test_descriptions_of_prompts_change(uri):
    name = model_name()
    headers = {"Authorization": "Bearer " + os.environ["MLFLOW_TRACKING_TOKEN"]}
    prompts = f"{uri}/api/2.0/mlflow/unity-catalog/prompts"

    def send(method, path, body):
        reply = requests.request(method, prompts + path, json=body, headers=headers)
        reply.raise_for_status()
        return reply.json()

    send("POST", "", {"name": name, "prompt": {"description": "old"}})
    send("POST", f"/{name}/versions", {"prompt_version": {"template": '"Hi"', "description": "old"}})
    assert send("PATCH", f"/{name}", {"prompt": {"description": "new"}})["description"] == "new"
    changed = send("PATCH", f"/{name}/versions/1", {"prompt_version": {"description": "newer"}})
    assert (changed["description"], changed["template"]) == ("newer", '"Hi"')
