"""The unmodified MLflow client keeps evaluation datasets, and notes which datasets runs read."""

import os
import uuid

import mlflow
import pandas as pd
import pytest
import requests
from mlflow.entities import LoggedModelInput, LoggedModelOutput
from mlflow.exceptions import MlflowException
from mlflow.genai import datasets

from ledger import witness


@pytest.fixture
def client():
    return mlflow.MlflowClient()


@pytest.fixture
def experiment(client):
    return client.create_experiment(f"witness-{uuid.uuid4()}")


@pytest.fixture
def ajax(uri):
    """Calls that only MLflow's pages make: no Python client has them."""
    session = requests.Session()
    session.headers["Authorization"] = "Bearer " + os.environ["MLFLOW_TRACKING_TOKEN"]

    def call(method, path, **how):
        reply = session.request(method, uri + "/ajax-api/2.0/mlflow/" + path, **how)
        reply.raise_for_status()
        return reply.json()

    return call


@witness(
    "mlflow 3.11.1",
    "POST /api/3.0/mlflow/datasets/create",
    "GET /api/3.0/mlflow/datasets/{dataset_id}",
    "POST /api/3.0/mlflow/datasets/{dataset_id}/records",
    "GET /api/3.0/mlflow/datasets/{dataset_id}/records",
    "DELETE /api/3.0/mlflow/datasets/{dataset_id}/records",
)
def test_records_with_the_same_inputs_are_merged(experiment):
    made = datasets.create_dataset(name="qa", experiment_id=experiment, tags={"team": "search"})
    assert made.dataset_id.startswith("d-") and made.tags["team"] == "search"
    before = made.digest

    made.merge_records(
        [
            {"inputs": {"question": "What is MLflow?"}, "expectations": {"answer": "A platform"}, "tags": {"k": "1"}},
            {"inputs": {"question": "And Delta?", "n": 1, "w": 0.5, "none": None}, "outputs": {"text": "A format"}},
        ]
    )
    made.merge_records([{"inputs": {"question": "What is MLflow?"}, "expectations": {"source": "docs"}}])

    seen = datasets.get_dataset(dataset_id=made.dataset_id)
    assert seen.digest != before
    assert seen.profile is not None and '"num_records": 2' in seen.profile
    assert '"question"' in seen.schema and '"float"' in seen.schema and '"null"' in seen.schema
    frame = seen.to_df()
    assert len(frame) == 2
    assert frame["inputs"].tolist()[0] == {"question": "What is MLflow?"}
    assert frame["expectations"].tolist()[0] == {"answer": "A platform", "source": "docs"}
    assert frame["inputs"].tolist()[1] == {"question": "And Delta?", "n": 1, "w": 0.5, "none": None}
    assert frame["outputs"].tolist()[1] == {"text": "A format"}

    gone = frame["dataset_record_id"].tolist()[0]
    assert seen.delete_records([gone]) == 1
    assert datasets.get_dataset(dataset_id=made.dataset_id).to_df()["dataset_record_id"].tolist() == [
        frame["dataset_record_id"].tolist()[1]
    ]


@witness(
    "mlflow 3.11.1",
    "POST /api/3.0/mlflow/datasets/search",
    "PATCH /api/3.0/mlflow/datasets/{dataset_id}/tags",
    "DELETE /api/3.0/mlflow/datasets/{dataset_id}/tags/{key}",
    "GET /api/3.0/mlflow/datasets/{dataset_id}/experiment-ids",
    "POST /api/3.0/mlflow/datasets/{dataset_id}/add-experiments",
    "POST /api/3.0/mlflow/datasets/{dataset_id}/remove-experiments",
    "DELETE /api/3.0/mlflow/datasets/{dataset_id}",
)
def test_datasets_are_found_and_belong_to_experiments(client, experiment):
    other = client.create_experiment(f"witness-{uuid.uuid4()}")
    name = f"qa-{uuid.uuid4()}"
    made = [datasets.create_dataset(name=f"{name}-{i}", experiment_id=experiment, tags={"n": str(i)}) for i in range(3)]

    found = datasets.search_datasets(experiment_ids=experiment, order_by=["name DESC"], max_results=2)
    assert [d.name for d in found] == [f"{name}-2", f"{name}-1"]
    found = datasets.search_datasets(filter_string=f"name LIKE '{name}%' AND tags.n = '1'")
    assert [d.dataset_id for d in found] == [made[1].dataset_id]

    one = made[0].dataset_id
    datasets.set_dataset_tags(dataset_id=one, tags={"stage": "gold"})
    datasets.delete_dataset_tag(dataset_id=one, key="n")
    tags = datasets.get_dataset(dataset_id=one).tags
    assert tags["stage"] == "gold" and "n" not in tags

    datasets.add_dataset_to_experiments(dataset_id=one, experiment_ids=[other])
    assert set(datasets.get_dataset(dataset_id=one).experiment_ids) == {experiment, other}
    datasets.remove_dataset_from_experiments(dataset_id=one, experiment_ids=[experiment])
    assert datasets.get_dataset(dataset_id=one).experiment_ids == [other]

    datasets.delete_dataset(dataset_id=one)
    with pytest.raises(MlflowException, match="not found") as gone:
        datasets.get_dataset(dataset_id=one)
    assert gone.value.error_code == "RESOURCE_DOES_NOT_EXIST"
    with pytest.raises(MlflowException, match="Invalid attribute key 'owner'"):
        datasets.search_datasets(filter_string="owner = 'me'")


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/runs/log-inputs",
    "POST /api/2.0/mlflow/runs/outputs",
    "POST /api/2.0/mlflow/experiments/search-datasets",
)
def test_a_run_notes_what_it_read_and_made(client, experiment, ajax):
    frame = pd.DataFrame({"age": [1.0, 2.0], "churned": [0.0, 1.0]})
    with mlflow.start_run(experiment_id=experiment) as run:
        mlflow.log_input(mlflow.data.from_pandas(frame, name="customers", targets="churned"), context="training")
    model = client.create_logged_model(experiment, name="forest")
    client.log_inputs(run.info.run_id, models=[LoggedModelInput(model.model_id)])
    client.log_outputs(run.info.run_id, models=[LoggedModelOutput(model.model_id, step=3)])

    seen = client.get_run(run.info.run_id)
    assert [(i.dataset.name, i.dataset.source_type) for i in seen.inputs.dataset_inputs] == [("customers", "code")]
    assert {t.key: t.value for t in seen.inputs.dataset_inputs[0].tags} == {"mlflow.data.context": "training"}
    assert [m.model_id for m in seen.inputs.model_inputs] == [model.model_id]
    assert [(m.model_id, m.step) for m in seen.outputs.model_outputs] == [(model.model_id, 3)]

    summaries = ajax("POST", "experiments/search-datasets", json={"experiment_ids": [experiment]})["dataset_summaries"]
    digest = seen.inputs.dataset_inputs[0].dataset.digest
    assert summaries == [{"experiment_id": experiment, "name": "customers", "digest": digest, "context": "training"}]
    found = client.search_runs([experiment], "dataset.name = 'customers' AND dataset.context = 'training'")
    assert [r.info.run_id for r in found] == [run.info.run_id]


@witness(
    "mlflow 3.11.1's pages, their calls made by requests",
    "GET /api/2.0/mlflow/metrics/get-history-bulk",
    "GET /api/2.0/mlflow/metrics/get-history-bulk-interval",
    "POST /api/2.0/mlflow/upload-artifact",
)
def test_what_only_the_pages_call(client, experiment, ajax):
    runs = sorted(client.create_run(experiment).info.run_id for _ in range(2))
    for run in runs:
        for step in range(0, 50, 10):
            client.log_metric(run, "auc", step / 50, timestamp=step, step=step)

    bulk = ajax("GET", "metrics/get-history-bulk", params={"run_id": runs, "metric_key": "auc"})["metrics"]
    assert [(m["run_id"], m["step"]) for m in bulk] == [(run, step) for run in runs for step in range(0, 50, 10)]
    sampled = ajax(
        "GET", "metrics/get-history-bulk-interval", params={"run_ids": runs, "metric_key": "auc", "max_results": 2}
    )["metrics"]
    assert {(m["run_id"], m["step"]) for m in sampled} >= {(run, step) for run in runs for step in (0, 40)}

    ajax("POST", "upload-artifact", params={"run_uuid": runs[0], "path": "notes/a.txt"}, data=b"by the page")
    assert [f.path for f in client.list_artifacts(runs[0], "notes")] == ["notes/a.txt"]


@witness("mlflow 3.11.1", "POST /api/2.0/mlflow/experiments/delete-experiment-tag")
def test_an_experiments_tag_goes(client, experiment):
    client.set_experiment_tag(experiment, "stage", "trial")
    client.delete_experiment_tag(experiment, "stage")
    assert "stage" not in client.get_experiment(experiment).tags
