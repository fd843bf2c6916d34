"""Measures a serving endpoint beside the real `mlflow models serve`, in this run, on one XGBoost model of
100 trees of depth 6 with 28 features.

Called by `scripts/bench serving [--quick]` with a Python that has MLflow and XGBoost. One JSON line for each
figure; `ratio` says how many times better Mudbrick is than the peer.
"""

import http.client
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import mlflow
import numpy
import pandas
import xgboost
from bench_servers import QUICK, SECONDS, Figures, Server, only, wrk

FEATURES = [f"f{i}" for i in range(28)]
MODEL = "bench.serving.higgs"


def model():
    """A model like those of people: trained, not made up, so that its trees are as deep as they say."""
    random = numpy.random.default_rng(7)
    rows = pandas.DataFrame(random.normal(size=(20_000, len(FEATURES))), columns=FEATURES)
    noise = random.normal(size=len(rows))
    label = (rows["f0"] * rows["f1"] + rows["f2"] - rows["f3"] ** 2 + noise > 0).astype(int)
    booster = xgboost.XGBClassifier(n_estimators=100, max_depth=6, n_jobs=2).fit(rows, label)
    signature = mlflow.models.infer_signature(rows.head(), booster.predict(rows.head()))
    return booster, signature, rows


def body(rows):
    return json.dumps({"dataframe_split": {"columns": FEATURES, "data": rows.values.tolist()}})


def request(path, text):
    # A Lua long string needs no escapes.
    return (
        'function request() return wrk.format("POST", "%s", headers, [==[%s]==]) end' % (path, text)
    )


class Peer(Server):
    """`mlflow models serve` with the model in a folder."""

    def __init__(self, folder, path):
        super().__init__("mlflow models serve", folder)
        self.path = path

    def command(self):
        return [
            str(Path(sys.executable).parent / "mlflow"), "models", "serve", "-m", str(self.path),
            "--env-manager", "local", "--host", "127.0.0.1", "--port", str(self.port),
        ]  # fmt: skip

    def start(self):
        self.folder.mkdir(parents=True, exist_ok=True)
        begin = time.monotonic()
        log = open(self.folder.parent / "peer.log", "ab")
        # The server starts a `python` of its own.
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        self.process = subprocess.Popen(
            self.command(), stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
            env={**os.environ, "PATH": path},
        )  # fmt: skip
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
                connection.request("GET", "/ping")
                assert connection.getresponse().status == 200
                return time.monotonic() - begin
            except (OSError, http.client.HTTPException, AssertionError):
                if time.monotonic() - begin > 120:
                    raise
                time.sleep(0.005)


def post(server, path, payload, method="POST"):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
    connection.request(method, path, json.dumps(payload), server.headers)
    reply = connection.getresponse()
    data = reply.read()
    assert reply.status == 200, (path, reply.status, data[:300])
    return json.loads(data) if data else {}


def deploy(server, name, version="1", gateway=None):
    """Milliseconds from asking for an endpoint until it is ready."""
    begin = time.monotonic()
    entity = {"entity_name": MODEL, "entity_version": version}
    spec = {"name": name, "config": {"served_entities": [entity]}}
    if gateway:
        spec["ai_gateway"] = gateway
    post(server, "/api/2.0/serving-endpoints", spec)
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
        connection.request("GET", f"/api/2.0/serving-endpoints/{name}", headers=server.headers)
        state = json.loads(connection.getresponse().read())["state"]
        assert state["config_update"] in ("IN_PROGRESS", "NOT_UPDATING"), state
        if state["ready"] == "READY":
            return (time.monotonic() - begin) * 1000
        time.sleep(0.001)


def register(server, booster, signature):
    for path, payload in (
        ("catalogs", {"name": "bench"}),
        ("schemas", {"name": "serving", "catalog_name": "bench"}),
    ):
        post(server, f"/api/2.1/unity-catalog/{path}", payload)
    os.environ["MLFLOW_TRACKING_TOKEN"] = server.headers["Authorization"].split()[1]
    mlflow.set_tracking_uri(f"http://127.0.0.1:{server.port}")
    with mlflow.start_run():
        mlflow.xgboost.log_model(
            booster, name="model", signature=signature, registered_model_name=MODEL, model_format="ubj"
        )


def load(figures, server, path, rows):
    """The rates and times of one row and of a hundred."""
    one, hundred = body(rows[:1]), body(rows[:100])
    wrk(server, request(path, one), 8, seconds=SECONDS)  # a server that has just started is slow
    rounds = 1 if QUICK else 3
    for _ in range(rounds):
        figures.load("1 row, 8 connections", server.name, wrk(server, request(path, one), 8))
        result = wrk(server, request(path, one), 1)
        figures.add("1 row, 1 connection, p50", server.name, result["p50_ms"], "ms", p99_ms=result["p99_ms"])
        figures.load("100 rows, 8 connections", server.name, wrk(server, request(path, hundred), 8))
    figures.add("memory after the load", server.name, server.memory(), "MB")


def memory(figures, server, path, rows):
    wrk(server, request(path, body(rows[:1])), 1, seconds=1)
    figures.add("memory", server.name, server.memory(), "MB")


def ours(figures, work, booster, signature, rows):
    server = Server("mudbrick", work / "data")
    server.start()
    try:
        register(server, booster, signature)
        times = [deploy(server, f"deployed{i}") for i in range(5)]
        figures.add(
            "from asking to ready", server.name, statistics.median(times), "ms", first_ms=round(times[0], 1)
        )
        path = "/serving-endpoints/deployed0/invocations"
        memory(figures, server, path, rows)
        load(figures, server, path, rows)
        gateway = {"inference_table_config": {"catalog_name": "bench", "schema_name": "serving", "enabled": True}}
        deploy(server, "logged", gateway=gateway)
        logged = "/serving-endpoints/logged/invocations"
        one = body(rows[:1])
        for _ in range(1 if QUICK else 3):
            # In turns, so that a noisy minute hits both.
            off = wrk(server, request(path, one), 8)
            on = wrk(server, request(logged, one), 8)
            figures.add(
                "share of the rate that logging costs", server.name, 100 * (1 - on["rate"] / off["rate"]), "%",
                off=round(off["rate"]), on=round(on["rate"]),
            )  # fmt: skip
    finally:
        server.stop()


def peer(figures, work, booster, signature, rows):
    path = work / "model"
    mlflow.xgboost.save_model(booster, path, signature=signature, model_format="ubj")
    server = Peer(work / "peer", path)
    figures.add("from asking to ready", server.name, server.start() * 1000, "ms")
    try:
        memory(figures, server, "/invocations", rows)
        load(figures, server, "/invocations", rows)
    finally:
        server.stop()


def main():
    print(json.dumps({
        "mlflow": mlflow.__version__, "xgboost": xgboost.__version__, "cores": os.cpu_count(),
        "load": os.getloadavg()[0], "date": time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime()),
    }), flush=True)  # fmt: skip
    figures = Figures()
    booster, signature, rows = model()
    work = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        for phase in only([ours, peer], lambda each: each.__name__):
            phase(figures, work, booster, signature, rows)
    finally:
        shutil.rmtree(work, ignore_errors=True)


main()
