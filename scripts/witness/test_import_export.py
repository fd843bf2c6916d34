"""What the real MLflow wrote comes in whole, and what goes out the real MLflow reads."""

import json
import os
import pathlib
import subprocess
import uuid

import pytest
from mlflow import MlflowClient
from mlflow.entities import (
    Dataset,
    DatasetInput,
    InputTag,
    LoggedModelInput,
    LoggedModelOutput,
    LoggedModelStatus,
    Metric,
    Param,
    ViewType,
)

from ledger import witness

MUDBRICK = pathlib.Path(__file__).resolve().parents[2] / "mudbrick"
LARGEST = 1.7976931348623157e308


def mudbrick(*words):
    done = subprocess.run(
        [
            MUDBRICK,
            *map(str, words),
            "--url",
            os.environ["MLFLOW_TRACKING_URI"],
            "--token",
            os.environ["MLFLOW_TRACKING_TOKEN"],
        ],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return done.stdout


@pytest.fixture
def here():
    return MlflowClient(os.environ["MLFLOW_TRACKING_URI"])


def record(client, folder, artifact_location=None):
    """A bit of everything that a store of MLflow holds; returns the names of its experiments."""
    name = "import " + uuid.uuid4().hex
    experiment = client.create_experiment(
        name, artifact_location, {"team": "retention", "mlflow.note.content": 'Who?\nAnd "why": x'}
    )
    run = client.create_run(
        experiment, 1700000000000, {"mlflow.user": "ann", "note": "naïve ≠ 'plain'\nsecond"}, "forest 1"
    )
    run_id = run.info.run_id
    points = [Metric("auc", 0.5 + s / 20, 1700000000000 + s * 1000, s) for s in range(40)]
    odd = [1.0, float("nan"), float("inf"), -float("inf"), 1e-300, -2.5]
    points += [Metric("loss/train", v, 1700000001000 + i, i) for i, v in enumerate(odd)]
    points += [Metric("neg step", 1.0, 1700000000000, -3)]
    params = [Param("depth", "6"), Param("empty", ""), Param("long/one", "x" * 600), Param("y", "a: [1]\nb: '3'")]
    client.log_batch(run_id, points, params)
    (folder / "a b.txt").write_text("hello ümlaut\n")
    (folder / "blob.bin").write_bytes(bytes(range(256)))
    client.log_artifact(run_id, str(folder / "a b.txt"), "notes/deep")
    client.log_artifact(run_id, str(folder / "blob.bin"))
    model = client.create_logged_model(
        experiment, "forest", run_id, {"stage": "candidate"}, {"trees": "10"}, "classifier"
    )
    files = folder / "model"
    (files / "data").mkdir(parents=True)
    (files / "MLmodel").write_text("flavors: {}\nmodel_id: %s\n" % model.model_id)
    (files / "data" / "weights.json").write_text("[1, 2]\n")
    client.log_model_artifacts(model.model_id, str(files))
    client.finalize_logged_model(model.model_id, LoggedModelStatus.READY)
    dataset = Dataset("telco", "a1b2c3", "code", json.dumps({"tags": {"x": "y"}}), '{"s": 1}', '{"num_rows": 3}')
    client.log_inputs(run_id, datasets=[DatasetInput(dataset, [InputTag("mlflow.data.context", "training")])])
    client.log_outputs(run_id, [LoggedModelOutput(model.model_id, 7)])
    measured = Metric("model_auc", 0.875, 1700000009000, 0, model_id=model.model_id, dataset_name="telco", dataset_digest="a1b2c3", run_id=run_id)
    client.log_batch(run_id, [measured])
    client.set_terminated(run_id, "FINISHED", 1700000010000)
    child = client.create_run(experiment, 1700000002000, {"mlflow.parentRunId": run_id}, "child")
    client.log_inputs(child.info.run_id, models=[LoggedModelInput(model.model_id)])
    client.set_terminated(child.info.run_id, "FAILED", 1700000003000)
    dead = client.create_run(experiment, 1700000004000, run_name="dead")
    client.delete_run(dead.info.run_id)
    client.create_logged_model(experiment, "pending")
    gone = client.create_experiment("gone " + uuid.uuid4().hex)
    old = client.create_run(gone, 1690000000000, run_name="long ago")
    client.log_param(old.info.run_id, "p", "q")
    client.delete_experiment(gone)
    return [name, client.get_experiment(gone).name]


def finite(value):
    """Infinities are kept as the largest numbers, as MLflow's own databases keep them."""
    if value != value:
        return "nan"
    return max(-LARGEST, min(LARGEST, value))


def listed(client, kind, owner, path=""):
    files = {}
    found = (
        client.list_artifacts(owner, path)
        if kind == "run"
        else client.list_logged_model_artifacts(owner, path)
    )
    for file in found:
        if file.is_dir:
            files.update(listed(client, kind, owner, file.path))
        else:
            files[file.path] = file.file_size
    return files


def told(client, experiment, folder):
    """All that a client learns of an experiment, but for where it is."""
    runs = {}
    for found in client.search_runs([experiment.experiment_id], run_view_type=ViewType.ALL):
        run = client.get_run(found.info.run_id)  # MLflow's search of databases leaves out model inputs
        info, data = run.info, run.data
        files = listed(client, "run", info.run_id)
        target = folder / uuid.uuid4().hex
        target.mkdir()
        contents = {
            path: pathlib.Path(client.download_artifacts(info.run_id, path, str(target))).read_bytes()
            for path in files
        }
        runs[info.run_id] = {
            "info": [info.run_name, info.user_id, info.status, info.start_time, info.end_time, info.lifecycle_stage],
            "params": data.params,
            "tags": data.tags,
            "metrics": {key: finite(value) for key, value in data.metrics.items()},
            "history": {
                key: sorted(
                    (m.step, m.timestamp, str(finite(m.value)))
                    for m in client.get_metric_history(info.run_id, key)
                )
                for key in data.metrics
            },
            "inputs": [
                (i.dataset.to_dictionary(), sorted((t.key, t.value) for t in i.tags))
                for i in run.inputs.dataset_inputs
            ],
            "model inputs": [i.model_id for i in run.inputs.model_inputs],
            "outputs": [(o.model_id, o.step) for o in (run.outputs.model_outputs if run.outputs else [])],
            "files": files,
            "contents": contents,
        }
    models = {
        model.model_id: {
            "info": [
                model.name,
                model.model_type or None,
                str(model.status),
                model.source_run_id or None,
                model.creation_timestamp,
                model.last_updated_timestamp,
            ],
            "tags": model.tags,
            "params": model.params,
            "metrics": [
                (m.key, m.value, m.step, m.timestamp, m.run_id, m.dataset_name, m.dataset_digest)
                for m in model.metrics or []
            ],
            "files": listed(client, "model", model.model_id),
        }
        for model in client.search_logged_models([experiment.experiment_id])
    }
    return {
        "name": experiment.name,
        "stage": experiment.lifecycle_stage,
        "tags": experiment.tags,
        "times": [experiment.creation_time],
        "runs": runs,
        "models": models,
    }


def equal(one, other, names, tmp_path):
    for name in names:
        left = told(one, one.get_experiment_by_name(name), tmp_path)
        right = told(other, other.get_experiment_by_name(name), tmp_path)
        assert sorted(left["runs"]) == sorted(right["runs"])
        for run_id, run in left["runs"].items():
            for field, value in run.items():
                assert right["runs"][run_id][field] == value, (run_id, field)
        assert right == left


@witness("POST /api/2.0/mlflow/runs/search", "GET /api/2.0/mlflow/metrics/get-history")
def test_a_folder_that_mlflow_wrote_comes_in_and_goes_out_equal(here, tmp_path):
    (tmp_path / "files").mkdir()
    there = MlflowClient("file://%s/mlruns" % tmp_path)
    names = record(there, tmp_path / "files")
    mudbrick("import", tmp_path / "mlruns")
    equal(there, here, names, tmp_path)
    ids = {n: there.get_experiment_by_name(n).experiment_id for n in names}
    assert {n: here.get_experiment_by_name(n).experiment_id for n in names} == ids

    again = json.loads(mudbrick("import", tmp_path / "mlruns", "--json"))
    assert [again[k] for k in ("runs", "logged_models", "files", "points")] == [0, 0, 0, 0]

    mudbrick("export", tmp_path / "out", "-e", names[0], "-e", names[1])
    equal(there, MlflowClient("file://%s/out" % tmp_path), names, tmp_path)


@witness("POST /api/2.0/mlflow/runs/search", "GET /api/2.0/mlflow/metrics/get-history")
def test_a_database_that_mlflow_wrote_comes_in_and_goes_out_equal(here, tmp_path):
    (tmp_path / "files").mkdir()
    (tmp_path / "mlartifacts").mkdir()
    there = MlflowClient("sqlite:///%s/mlflow.db" % tmp_path)
    names = record(there, tmp_path / "files", "file://%s/mlartifacts/1" % tmp_path)
    mudbrick("import", tmp_path / "mlflow.db")
    equal(there, here, names, tmp_path)
    mudbrick("export", tmp_path / "out", "-e", names[0], "-e", names[1])
    equal(there, MlflowClient("file://%s/out" % tmp_path), names, tmp_path)


@witness("POST /api/2.0/mlflow/runs/create", "POST /api/2.0/mlflow/runs/log-batch")
def test_what_was_recorded_here_mlflow_reads_from_an_export(here, tmp_path):
    (tmp_path / "files").mkdir()
    names = record(here, tmp_path / "files")
    mudbrick("export", tmp_path / "out", "-e", names[0], "-e", names[1])
    equal(here, MlflowClient("file://%s/out" % tmp_path), names, tmp_path)
