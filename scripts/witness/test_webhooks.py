"""Webhooks as MLflow's client makes them; the receiver checks what it is sent by MLflow's documented rule."""

import base64
import hashlib
import hmac
import json
import os
import queue
import threading
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer

import mlflow
import pytest
import requests
from databricks.sdk import WorkspaceClient
from databricks.sdk.service.ml import HttpUrlSpec, RegistryWebhookEvent
from mlflow import MlflowClient
from mlflow.entities.webhook import WebhookEvent, WebhookStatus
from mlflow.exceptions import MlflowException

from ledger import witness

SECRET = "a secret between two"
PORT = os.environ.get("WEBHOOK_PORT")


@pytest.fixture
def receiver():
    if PORT is None:
        pytest.skip("the server was not started with --webhook-allow 127.0.0.1:$WEBHOOK_PORT")
    got = queue.Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            got.put((self.headers, body))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"thanks")

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", int(PORT)), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield got
    server.shutdown()
    server.server_close()


def verified(message):
    headers, body = message
    signed = f"{headers['X-MLflow-Delivery-Id']}.{headers['X-MLflow-Timestamp']}.{body}"
    expected = base64.b64encode(hmac.new(SECRET.encode(), signed.encode(), hashlib.sha256).digest()).decode()
    assert headers["X-MLflow-Signature"] == f"v1,{expected}"
    return json.loads(body)


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/webhooks",
    "GET /api/2.0/mlflow/webhooks",
    "GET /api/2.0/mlflow/webhooks/{webhook_id}",
    "PATCH /api/2.0/mlflow/webhooks/{webhook_id}",
    "DELETE /api/2.0/mlflow/webhooks/{webhook_id}",
    "POST /api/2.0/mlflow/webhooks/{webhook_id}/test",
    "GET /api/2.0/mudbrick/registry/webhooks/{webhook_id}/deliveries",
)
def test_a_webhook_is_told_of_what_happens(receiver):
    client = MlflowClient()
    hook = client.create_webhook(
        name="ci",
        url=f"http://127.0.0.1:{PORT}/hook",
        events=["registered_model.created", WebhookEvent.from_str("prompt.created")],
        description="tells CI",
        secret=SECRET,
    )
    try:
        assert client.get_webhook(hook.webhook_id).description == "tells CI"
        assert hook.webhook_id in [each.webhook_id for each in client.list_webhooks()]
        result = client.test_webhook(hook.webhook_id)
        assert (result.success, result.response_status, result.response_body) == (True, 200, "thanks")
        example = verified(receiver.get(timeout=30))
        assert (example["entity"], example["action"]) == ("registered_model", "created")

        name = f"told-{uuid.uuid4().hex}"
        client.create_registered_model(name, tags={"team": "risk"}, description="d")
        told = verified(receiver.get(timeout=30))
        assert told["data"] == {"name": name, "tags": {"team": "risk"}, "description": "d"}
        client.delete_registered_model(name)

        changed = client.update_webhook(hook.webhook_id, status=WebhookStatus.DISABLED, events=["model_version.created"])
        assert changed.status == WebhookStatus.DISABLED and [str(e) for e in changed.events] == ["model_version.created"]

        log = requests.get(
            f"{os.environ['MLFLOW_TRACKING_URI']}/api/2.0/mudbrick/registry/webhooks/{hook.webhook_id}/deliveries",
            headers={"Authorization": f"Bearer {os.environ['MLFLOW_TRACKING_TOKEN']}"},
        ).json()["deliveries"]
        assert [each["event"] for each in log] == ["registered_model.created"]
    finally:
        client.delete_webhook(hook.webhook_id)
    with pytest.raises(MlflowException, match="not found"):
        client.get_webhook(hook.webhook_id)


@witness("mlflow 3.11.1", "POST /api/2.0/mlflow/webhooks")
def test_what_the_operator_did_not_name_is_not_called():
    with pytest.raises(MlflowException, match="--webhook-allow"):
        MlflowClient().create_webhook(name="ci", url="https://169.254.169.254/latest", events=["prompt.created"])


@witness(
    "databricks-sdk 0.141.0",
    "POST /api/2.0/mlflow/registry-webhooks/create",
    "GET /api/2.0/mlflow/registry-webhooks/list",
    "PATCH /api/2.0/mlflow/registry-webhooks/update",
    "POST /api/2.0/mlflow/registry-webhooks/test",
    "DELETE /api/2.0/mlflow/registry-webhooks/delete",
    "POST /api/2.0/mlflow/databricks/model-versions/transition-stage",
    "GET /api/2.0/mlflow/databricks/registered-models/get",
    "GET /api/2.0/mudbrick/registry/registry-webhooks/{webhook_id}/deliveries",
)
def test_databricks_webhooks_of_a_model(receiver):
    registry = WorkspaceClient(
        host=os.environ["DATABRICKS_HOST"], token=os.environ["DATABRICKS_TOKEN"]
    ).model_registry
    client = MlflowClient()
    name = f"staged-{uuid.uuid4().hex}"
    client.create_registered_model(name)
    with mlflow.start_run() as run:
        mlflow.log_text("weights", "model/weights.txt")
    client.create_model_version(name, f"runs:/{run.info.run_id}/model", run.info.run_id)
    hook = registry.create_webhook(
        [RegistryWebhookEvent.MODEL_VERSION_TRANSITIONED_TO_STAGING],
        model_name=name,
        description="tells CI",
        http_url_spec=HttpUrlSpec(url=f"http://127.0.0.1:{PORT}/hook", secret=SECRET, authorization="Bearer x"),
    ).webhook
    try:
        assert (hook.model_name, hook.status.value) == (name, "ACTIVE")
        assert [each.id for each in registry.list_webhooks(model_name=name)] == [hook.id]
        assert registry.update_webhook(hook.id, description="tells all").webhook.description == "tells all"
        assert registry.test_registry_webhook(hook.id).status_code == 200
        receiver.get(timeout=30)
        moved = registry.transition_stage(name, "1", "Staging", False, comment="ready")
        assert moved.model_version_databricks.current_stage == "Staging"
        headers, body = receiver.get(timeout=30)
        assert headers["X-Databricks-Signature"] == hmac.new(SECRET.encode(), body.encode(), hashlib.sha256).hexdigest()
        assert headers["Authorization"] == "Bearer x"
        told = json.loads(body)
        assert (told["event"], told["model_name"], told["version"]) == (
            "MODEL_VERSION_TRANSITIONED_TO_STAGING",
            name,
            "1",
        )
        log = requests.get(
            f"{os.environ['MLFLOW_TRACKING_URI']}/api/2.0/mudbrick/registry/registry-webhooks/{hook.id}/deliveries",
            headers={"Authorization": f"Bearer {os.environ['MLFLOW_TRACKING_TOKEN']}"},
        ).json()["deliveries"]
        assert [each["event"] for each in log] == ["MODEL_VERSION_TRANSITIONED_TO_STAGING"]
        assert registry.get_model(name).registered_model_databricks.permission_level.value == "CAN_MANAGE"
    finally:
        registry.delete_webhook(hook.id)
    assert list(registry.list_webhooks(model_name=name)) == []
