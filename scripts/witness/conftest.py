"""The server under test comes from the environment that scripts/witness-python sets."""

import functools
import os
import urllib.parse

import pytest
import requests

from curl import curl as ask
from ledger import unmet


@pytest.fixture(autouse=True)
def requests_made(request, monkeypatch):
    """Records what the clients send; a test that declares a route it never called fails."""
    made = []
    send = requests.Session.send

    def record(self, prepared, **kwargs):
        made.append((prepared.method, urllib.parse.unquote(urllib.parse.urlsplit(prepared.url).path)))
        return send(self, prepared, **kwargs)

    monkeypatch.setattr(requests.Session, "send", record)
    yield made
    declared = getattr(request.function, "witness", None)
    if declared is not None:
        assert unmet(declared[1], made) == [], f"declared, but not called; called: {sorted(set(made))}"


@pytest.fixture(scope="session")
def uri():
    return os.environ["MLFLOW_TRACKING_URI"]


@pytest.fixture
def curl(requests_made, uri):
    """curl(method, path, body=None, *options) of the server under test."""
    return functools.partial(ask, requests_made, uri, os.environ["MLFLOW_TRACKING_TOKEN"])
