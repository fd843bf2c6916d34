"""Prompts by mlflow.genai, in the registry's form (http://) and in Unity Catalog's (databricks-uc)."""

import json
import os
import uuid

import mlflow
import pytest
import requests
from mlflow import MlflowClient

from ledger import witness

SERVER = os.environ["MLFLOW_TRACKING_URI"]
TOKEN = os.environ["MLFLOW_TRACKING_TOKEN"]


def rest(path, body):
    requests.post(f"{SERVER}{path}", json=body, headers={"Authorization": f"Bearer {TOKEN}"}).raise_for_status()


@pytest.fixture
def name():
    return f"greet_{uuid.uuid4().hex}"


@pytest.fixture
def unity(monkeypatch, name):
    """A full name in a new schema, and clients that take the server for Unity Catalog."""
    catalog = f"prompts_{uuid.uuid4().hex}"
    rest("/api/2.1/unity-catalog/catalogs", {"name": catalog})
    rest("/api/2.1/unity-catalog/schemas", {"name": "main", "catalog_name": catalog})
    monkeypatch.setenv("DATABRICKS_HOST", SERVER)
    monkeypatch.setenv("DATABRICKS_TOKEN", TOKEN)
    mlflow.set_registry_uri("databricks-uc")
    yield f"{catalog}.main.{name}"
    mlflow.set_registry_uri(SERVER)


def lifecycle(name):
    first = mlflow.genai.register_prompt(name, "Hello {{who}}", commit_message="first", tags={"lang": "en"})
    assert (first.version, first.template, first.commit_message) == (1, "Hello {{who}}", "first")
    second = mlflow.genai.register_prompt(
        name,
        [{"role": "system", "content": "Be kind"}, {"role": "user", "content": "Hi {{who}}"}],
        response_format={"type": "object"},
    )
    assert second.version == 2
    assert mlflow.genai.load_prompt(name, version=1).format(who="Ann") == "Hello Ann"
    mlflow.genai.set_prompt_alias(name, "production", 1)
    aliased = mlflow.genai.load_prompt(f"prompts:/{name}@production")
    assert (aliased.version, aliased.aliases) == (1, ["production"])
    assert aliased.tags["lang"] == "en"
    mlflow.genai.set_prompt_alias(name, "production", 2)
    chat = mlflow.genai.load_prompt(f"prompts:/{name}@production")
    assert chat.version == 2
    assert chat.format(who="Bo") == [{"role": "system", "content": "Be kind"}, {"role": "user", "content": "Hi Bo"}]
    assert chat.response_format == {"type": "object"}
    mlflow.genai.delete_prompt_alias(name, "production")
    mlflow.genai.set_prompt_version_tag(name, 1, "seen", "yes")
    assert mlflow.genai.load_prompt(name, version=1, cache_ttl_seconds=0).tags["seen"] == "yes"
    mlflow.genai.delete_prompt_version_tag(name, 1, "seen")
    assert "seen" not in mlflow.genai.load_prompt(name, version=1, cache_ttl_seconds=0).tags
    mlflow.genai.set_prompt_tag(name, "team", "risk")
    assert mlflow.genai.get_prompt_tags(name)["team"] == "risk"
    mlflow.genai.delete_prompt_tag(name, "team")
    assert "team" not in mlflow.genai.get_prompt_tags(name)
    assert mlflow.genai.load_prompt(name, version=99, allow_missing=True) is None
    links(name)


def links(name):
    """What uses a prompt shows it: a run, a logged model and a trace."""
    linked = [{"name": name, "version": "1"}]
    client = MlflowClient()
    experiment = mlflow.set_experiment("/Shared/witness-" + uuid.uuid4().hex)
    with mlflow.start_run() as run:
        prompt = mlflow.genai.load_prompt(name, version=1, cache_ttl_seconds=0)
    assert json.loads(client.get_run(run.info.run_id).data.tags["mlflow.linkedPrompts"]) == linked
    model = mlflow.initialize_logged_model(name="agent", experiment_id=experiment.experiment_id)
    client.link_prompt_version_to_model(name, "1", model.model_id)
    assert json.loads(client.get_logged_model(model.model_id).tags["mlflow.linkedPrompts"]) == linked
    with mlflow.start_span("answer") as span:
        span.set_inputs({"who": "Ann"})
    mlflow.flush_trace_async_logging()
    client.link_prompt_versions_to_trace([prompt], span.trace_id)
    assert json.loads(mlflow.get_trace(span.trace_id).info.tags["mlflow.linkedPrompts"]) == linked
    found = mlflow.search_traces(
        locations=[experiment.experiment_id], filter_string=f"prompt = '{name}/1'", return_type="list"
    )
    assert [trace.info.trace_id for trace in found] == [span.trace_id]


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/registered-models/create",
    "POST /api/2.0/mlflow/model-versions/create",
    "GET /api/2.0/mlflow/model-versions/get",
    "POST /api/2.0/mlflow/registered-models/alias",
    "GET /api/2.0/mlflow/registered-models/alias",
    "DELETE /api/2.0/mlflow/registered-models/alias",
    "POST /api/2.0/mlflow/registered-models/set-tag",
    "DELETE /api/2.0/mlflow/registered-models/delete-tag",
    "POST /api/2.0/mlflow/model-versions/set-tag",
    "DELETE /api/2.0/mlflow/model-versions/delete-tag",
    "GET /api/2.0/mlflow/registered-models/search",
    "DELETE /api/2.0/mlflow/model-versions/delete",
    "DELETE /api/2.0/mlflow/registered-models/delete",
)
def test_prompts_of_the_registry(name):
    lifecycle(name)
    assert name in [prompt.name for prompt in mlflow.genai.search_prompts(f"name = '{name}'")]
    client = MlflowClient()
    assert [v.version for v in client.search_prompt_versions(name)] == [2, 1]
    assert name not in [model.name for model in client.search_registered_models(f"name LIKE '{name}%'")]
    client.delete_prompt_version(name, 1)
    client.delete_prompt_version(name, 2)
    client.delete_prompt(name)
    assert mlflow.genai.search_prompts(f"name = '{name}'") == []


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/unity-catalog/prompts",
    "POST /api/2.0/mlflow/unity-catalog/prompts/search",
    "GET /api/2.0/mlflow/unity-catalog/prompts/{name}",
    "DELETE /api/2.0/mlflow/unity-catalog/prompts/{name}",
    "POST /api/2.0/mlflow/unity-catalog/prompts/{name}/versions",
    "GET /api/2.0/mlflow/unity-catalog/prompts/{name}/versions/{version}",
    "DELETE /api/2.0/mlflow/unity-catalog/prompts/{name}/versions/{version}",
    "POST /api/2.0/mlflow/unity-catalog/prompts/{name}/versions/search",
    "GET /api/2.0/mlflow/unity-catalog/prompts/{name}/versions/by-alias/{alias}",
    "POST /api/2.0/mlflow/unity-catalog/prompts/{name}/aliases/{alias}",
    "DELETE /api/2.0/mlflow/unity-catalog/prompts/{name}/aliases/{alias}",
    "POST /api/2.0/mlflow/unity-catalog/prompts/{name}/tags",
    "DELETE /api/2.0/mlflow/unity-catalog/prompts/{name}/tags/{key}",
    "POST /api/2.0/mlflow/unity-catalog/prompt-versions/links-to-runs",
    "POST /api/2.0/mlflow/unity-catalog/prompt-versions/links-to-models",
    "POST /api/2.0/mlflow/unity-catalog/prompt-versions/links-to-traces",
    "POST /api/2.0/mlflow/unity-catalog/prompts/{name}/versions/{version}/tags",
    "DELETE /api/2.0/mlflow/unity-catalog/prompts/{name}/versions/{version}/tags/{key}",
)
def test_prompts_of_unity_catalog(unity):
    lifecycle(unity)
    catalog, schema, _ = unity.split(".")
    found = mlflow.genai.search_prompts(f"catalog = '{catalog}' AND schema = '{schema}'")
    assert [prompt.name for prompt in found] == [unity]
    client = MlflowClient()
    assert [int(v.version) for v in client.search_prompt_versions(unity)] == [2, 1]
    client.delete_prompt_version(unity, "1")
    client.delete_prompt_version(unity, "2")
    client.delete_prompt(unity)
    assert list(mlflow.genai.search_prompts(f"catalog = '{catalog}' AND schema = '{schema}'")) == []
