"""Tracking to `databricks` and tracking to `http://...` are the same runs, files included."""

import hashlib
import os
import uuid

import mlflow
import pytest
from mlflow.exceptions import MlflowException, RestException
from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository
from mlflow.store.artifact.databricks_artifact_repo import DatabricksArtifactRepository
from mlflow.store.artifact.databricks_run_artifact_repo import DatabricksRunArtifactRepository

from ledger import witness

MB = 1 << 20


@pytest.fixture(autouse=True)
def settings(uri, monkeypatch):
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    monkeypatch.setenv("MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR", "false")
    before = mlflow.get_tracking_uri(), mlflow.get_registry_uri()
    yield
    mlflow.set_tracking_uri(before[0])
    mlflow.set_registry_uri(before[1])


def track(where, uri):
    mlflow.set_tracking_uri(where)
    mlflow.set_registry_uri(uri)


def name():
    return "/Shared/witness-" + uuid.uuid4().hex


def some_file(directory, megabytes):
    """Bytes that differ from block to block, so that parts in a wrong order show."""
    path = directory / "large.bin"
    with open(path, "wb") as out:
        for block in range(megabytes):
            out.write(hashlib.sha256(str(block).encode()).digest() * (MB // 32))
    return path


def digest(path):
    with open(path, "rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def logged_run(tmp_path):
    """A run with all that a run has; gives its id."""
    mlflow.set_experiment(name())
    with mlflow.start_run() as run:
        mlflow.log_param("depth", 3)
        mlflow.log_metric("auc", 0.91)
        mlflow.log_text("hello", "notes/größe 1;2.txt")
        mlflow.log_dict({"a": 1}, "a.json")
        local = tmp_path / "dir" / "deep"
        local.mkdir(parents=True, exist_ok=True)
        (local / "f.txt").write_text("deep")
        (local / "empty").write_bytes(b"")
        mlflow.log_artifacts(str(tmp_path / "dir"), "tree")
    return run.info.run_id


def read_back(run_id):
    run = mlflow.get_run(run_id)
    assert run.data.params == {"depth": "3"} and run.data.metrics == {"auc": 0.91}
    found = mlflow.search_runs([run.info.experiment_id], "metrics.auc > 0.9")
    assert list(found.run_id) == [run_id]
    assert [f.path for f in mlflow.artifacts.list_artifacts(run_id=run_id)] == ["a.json", "notes", "tree"]
    deep = {f.path: f.file_size for f in mlflow.artifacts.list_artifacts(run_id=run_id, artifact_path="tree/deep")}
    assert deep == {"tree/deep/empty": 0, "tree/deep/f.txt": 4}
    assert mlflow.artifacts.load_text(f"runs:/{run_id}/notes/größe 1;2.txt") == "hello"
    assert mlflow.artifacts.load_dict(f"{run.info.artifact_uri}/a.json") == {"a": 1}
    whole = mlflow.artifacts.download_artifacts(run_id=run_id)
    assert open(os.path.join(whole, "tree/deep/f.txt")).read() == "deep"
    with pytest.raises((MlflowException, OSError)):
        mlflow.artifacts.download_artifacts(run_id=run_id, artifact_path="none.txt")


@witness(
    "mlflow 3.11.1",
    "GET /.well-known/databricks-config",
    "POST /api/2.0/mlflow/experiments/create",
    "POST /api/2.0/mlflow/runs/create",
    "GET /api/2.0/mlflow/runs/get",
    "POST /api/2.0/mlflow/runs/search",
    "PUT /api/2.0/fs/files/{path...}",
    "HEAD /api/2.0/fs/directories/{path...}",
    "GET /api/2.0/fs/directories/{path...}",
    "POST /api/2.0/fs/create-download-url",
    "GET /api/2.0/fs/signed",
)
def test_a_run_of_one_uri_is_read_through_the_other(uri, tmp_path):
    for written, read in (("databricks", uri), (uri, "databricks")):
        track(written, uri)
        run_id = logged_run(tmp_path)
        read_back(run_id)
        track(read, uri)
        read_back(run_id)


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/logged-models",
    "PATCH /api/2.0/mlflow/logged-models/{model_id}",
    "POST /api/2.0/mlflow/logged-models/search",
    "PUT /api/2.0/fs/files/{path...}",
)
def test_a_model_of_one_uri_is_loaded_through_the_other(uri):
    linear = pytest.importorskip("sklearn.linear_model")
    fitted = linear.LinearRegression().fit([[0.0], [1.0]], [1.0, 3.0])
    for written, read in (("databricks", uri), (uri, "databricks")):
        track(written, uri)
        mlflow.set_experiment(name())
        with mlflow.start_run() as run:
            info = mlflow.sklearn.log_model(
                fitted, name="model", input_example=[[0.5]], pip_requirements=[], skops_trusted_types=[]
            )
        for tracking in (written, read):
            track(tracking, uri)
            for model in (f"runs:/{run.info.run_id}/model", f"models:/{info.model_id}"):
                assert mlflow.sklearn.load_model(model).predict([[2.0]])[0] == pytest.approx(5.0)


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/fs/files/{path...}",
    "POST /api/2.0/fs/create-upload-part-urls",
    "PUT /api/2.0/fs/signed",
)
def test_sixty_megabytes_go_in_parts(uri, tmp_path):
    large = some_file(tmp_path, 60)
    track("databricks", uri)
    mlflow.set_experiment(name())
    with mlflow.start_run() as run:
        mlflow.log_artifact(str(large), "data")
    for tracking in ("databricks", uri):
        track(tracking, uri)
        (tmp_path / "out").mkdir(exist_ok=True)
        copy = mlflow.artifacts.download_artifacts(
            run_id=run.info.run_id, artifact_path="data/large.bin", dst_path=str(tmp_path / "out")
        )
        assert digest(copy) == digest(large)


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/artifacts/credentials-for-read",
    "POST /api/2.0/mlflow/artifacts/credentials-for-write",
    "POST /api/2.0/mlflow/artifacts/create-multipart-upload",
    "POST /api/2.0/mlflow/artifacts/complete-multipart-upload",
    "GET /api/2.0/mlflow/artifacts/list",
    "PUT /api/2.0/fs/signed",
    "GET /api/2.0/fs/signed",
)
def test_without_the_files_api_artifacts_go_by_credentials(uri, tmp_path, monkeypatch):
    monkeypatch.setenv("MLFLOW_DISABLE_DATABRICKS_SDK_FOR_RUN_ARTIFACTS", "true")
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE", str(6 * MB))
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE", str(5 * MB))
    track("databricks", uri)
    run_id = logged_run(tmp_path)
    read_back(run_id)
    root = mlflow.get_run(run_id).info.artifact_uri
    assert type(get_artifact_repository(root)) is DatabricksArtifactRepository
    large = some_file(tmp_path, 12)
    with mlflow.start_run(run_id=run_id):
        mlflow.log_artifact(str(large), "data/deeper")
    out = tmp_path / "out"
    out.mkdir()
    copy = mlflow.artifacts.download_artifacts(f"{root}/data/deeper/large.bin", dst_path=str(out))
    assert digest(copy) == digest(large)
    monkeypatch.delenv("MLFLOW_DISABLE_DATABRICKS_SDK_FOR_RUN_ARTIFACTS")
    assert type(get_artifact_repository(root)) is DatabricksRunArtifactRepository
    assert digest(mlflow.artifacts.download_artifacts(f"{root}/data/deeper/large.bin")) == digest(large)


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/logged-models/{model_id}/artifacts/credentials-for-upload",
    "POST /api/2.0/mlflow/logged-models/{model_id}/artifacts/credentials-for-download",
    "GET /api/2.0/mlflow/logged-models/{model_id}/artifacts/directories",
    "POST /api/2.0/mlflow/artifacts/create-multipart-upload",
)
def test_files_of_logged_models_too(uri, tmp_path, monkeypatch):
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE", str(6 * MB))
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE", str(5 * MB))
    track("databricks", uri)
    experiment = mlflow.set_experiment(name())
    model = mlflow.initialize_logged_model(name="model", experiment_id=experiment.experiment_id)
    files = DatabricksArtifactRepository(model.artifact_location)
    (tmp_path / "MLmodel").write_text("flavors: {}")
    files.log_artifact(str(tmp_path / "MLmodel"))
    large = some_file(tmp_path, 12)
    files.log_artifact(str(large), "data")
    assert [f.path for f in files.list_artifacts()] == ["MLmodel", "data"]
    assert [(f.path, f.file_size) for f in files.list_artifacts("data")] == [("data/large.bin", 12 * MB)]
    assert digest(files.download_artifacts("data/large.bin")) == digest(large)
    track(uri, uri)
    assert digest(mlflow.artifacts.download_artifacts(f"models:/{model.model_id}") + "/data/large.bin") == digest(large)


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow-artifacts/mpu/create/{path...}",
    "POST /api/2.0/mlflow-artifacts/mpu/complete/{path...}",
    "GET /api/2.0/mlflow-artifacts/presigned/{path...}",
    "PUT /api/2.0/fs/signed",
    "GET /api/2.0/fs/signed",
)
def test_the_proxy_takes_and_gives_large_files_in_parts(uri, tmp_path, monkeypatch):
    monkeypatch.setenv("MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD", "true")
    monkeypatch.setenv("MLFLOW_ENABLE_PROXY_MULTIPART_DOWNLOAD", "true")
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE", str(6 * MB))
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE", str(5 * MB))
    monkeypatch.setenv("MLFLOW_MULTIPART_DOWNLOAD_CHUNK_SIZE", str(5 * MB))
    large = some_file(tmp_path, 12)
    track(uri, uri)
    mlflow.set_experiment(name())
    with mlflow.start_run() as run:
        mlflow.log_artifact(str(large), "data")
    for tracking in (uri, "databricks"):
        track(tracking, uri)
        copy = mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path="data/large.bin")
        assert digest(copy) == digest(large)


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow-artifacts/mpu/abort/{path...}",
)
def test_an_upload_in_parts_that_fails_leaves_nothing(uri, tmp_path, monkeypatch):
    monkeypatch.setenv("MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD", "true")
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE", str(6 * MB))
    monkeypatch.setenv("MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE", str(5 * MB))
    from mlflow.store.artifact.http_artifact_repo import HttpArtifactRepository

    def lost(*args, **kwargs):
        raise OSError("the line is gone")

    monkeypatch.setattr(HttpArtifactRepository, "_upload_part", staticmethod(lost))
    track(uri, uri)
    mlflow.set_experiment(name())
    with mlflow.start_run() as run, pytest.raises(MlflowException):
        mlflow.log_artifact(str(some_file(tmp_path, 12)))
    assert mlflow.artifacts.list_artifacts(run_id=run.info.run_id) == []


@witness(
    "mlflow 3.11.1",
    "POST /dbfs/{path...}",
    "GET /dbfs/{path...}",
    "GET /api/2.0/dbfs/list",
    "GET /api/2.0/dbfs/get-status",
)
def test_an_experiment_may_keep_its_files_on_dbfs(uri, tmp_path):
    for tracking in ("databricks", uri):
        track(tracking, uri)
        mlflow.create_experiment(chosen := name(), artifact_location="dbfs:/witness" + chosen)
        mlflow.set_experiment(chosen)
        with mlflow.start_run() as run:
            mlflow.log_text("on dbfs", "a/b.txt")
        assert run.info.artifact_uri.startswith("dbfs:/witness/Shared")
        assert [f.path for f in mlflow.artifacts.list_artifacts(run_id=run.info.run_id, artifact_path="a")] == ["a/b.txt"]
        assert mlflow.artifacts.load_text(f"{run.info.artifact_uri}/a/b.txt") == "on dbfs"


def test_places_that_the_server_gives_out_are_not_to_be_chosen(uri):
    track("databricks", uri)
    with pytest.raises(RestException, match="gives out"):
        mlflow.create_experiment(name(), artifact_location="dbfs:/databricks/mlflow-tracking/0")


@witness(
    "mlflow 3.11.1",
    "POST /api/3.0/mlflow/traces",
    "POST /api/3.0/mlflow/traces/search",
    "GET /api/2.0/mlflow/traces/{request_id}/credentials-for-data-upload",
    "GET /api/2.0/mlflow/traces/{request_id}/credentials-for-data-download",
    "PUT /api/2.0/fs/signed",
    "GET /api/2.0/fs/signed",
)
def test_a_trace_of_one_uri_is_read_through_the_other(uri, monkeypatch):
    monkeypatch.setenv("MLFLOW_ENABLE_ASYNC_TRACE_LOGGING", "false")
    for written, read in (("databricks", uri), (uri, "databricks")):
        track(written, uri)
        experiment = mlflow.set_experiment(name())
        with mlflow.start_span("outer") as span:
            span.set_inputs({"question": "größe"})
            with mlflow.start_span("inner") as inner:
                inner.set_outputs([2])
        for tracking in (written, read):
            track(tracking, uri)
            trace = mlflow.get_trace(span.trace_id)
            assert [s.name for s in trace.data.spans] == ["outer", "inner"]
            assert trace.data.spans[0].inputs == {"question": "größe"}
            found = mlflow.search_traces(locations=[experiment.experiment_id], return_type="list")
            assert [[s.name for s in t.data.spans] for t in found] == [["outer", "inner"]]
