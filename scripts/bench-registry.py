"""Measures the model registry beside the real `mlflow server` (its default of 4 workers, and one), all in this run.

Called by `scripts/bench registry [--quick]` with a Python that has MLflow. One JSON line for each figure;
`ratio` says how many times better Mudbrick is than that peer. Both keep their data in SQLite. For the reads
both are filled through their databases while they are stopped; for the loads both are given the same files.
"""

import http.client
import os
import random
import shutil
import sqlite3
import statistics
import tempfile
import time
import uuid
from pathlib import Path
from urllib.parse import quote

import mlflow
from bench_servers import QUICK, SECONDS, run, wrk

MODELS, VERSIONS = (1_000, 10) if QUICK else (10_000, 10)
START = 1_600_000_000_000
TEAMS = 50

PICK = """
local names = %(models)d
function init(args) counter = salt * 7919 end
function request()
  counter = (counter * 48271 + 11) %% 2147483647
  return wrk.format("GET", "/api/2.0/mlflow/" .. string.format("%(path)s", counter %% names), headers)
end
"""

CREATE = """
function request()
  return wrk.format("POST", "/api/2.0/mlflow/model-versions/create", headers,
    '{"name":"%(name)s","source":"%(source)s","run_id":"%(run)s"}')
end
"""


def name(model):
    return f"m{model:05d}"


def rows():
    """What there is of each model and version: the same for every server."""
    numbers = random.Random(7)
    for model in range(MODELS):
        versions = []
        for version in range(1, VERSIONS + 1):
            at = START + numbers.randrange(10**9)
            tags = [("stage", f"s{version % 3}"), ("score", f"{numbers.random():.4f}")]
            versions.append((version, at, uuid.UUID(int=numbers.getrandbits(128)).hex, tags))
        yield model, START + model, [("team", f"t{model % TEAMS}"), ("kind", "boost")], versions


def fill_mlflow(server):
    db = sqlite3.connect(server.folder / "mlflow.db")
    with db:
        for model, made, tags, versions in rows():
            db.execute(
                "INSERT INTO registered_models (name, creation_time, last_updated_time, description)"
                " VALUES (?, ?, ?, 'a model')",
                (name(model), made, made),
            )
            db.executemany(
                "INSERT INTO registered_model_tags (name, key, value) VALUES (?, ?, ?)",
                [(name(model), *tag) for tag in tags],
            )
            db.execute(
                "INSERT INTO registered_model_aliases (name, alias, version) VALUES (?, 'champion', ?)",
                (name(model), VERSIONS // 2),
            )
            for version, at, run_id, its_tags in versions:
                db.execute(
                    "INSERT INTO model_versions (name, version, creation_time, last_updated_time, description,"
                    " current_stage, source, run_id, status) VALUES (?, ?, ?, ?, '', 'None', ?, ?, 'READY')",
                    (name(model), version, at, at, f"runs:/{run_id}/model", run_id),
                )
                db.executemany(
                    "INSERT INTO model_version_tags (name, version, key, value) VALUES (?, ?, ?, ?)",
                    [(name(model), version, *tag) for tag in its_tags],
                )
    db.close()


def fill_mudbrick(server):
    db = sqlite3.connect(server.folder / "mudbrick.db")
    with db:
        metastore, schema, owner = db.execute(
            "SELECT s.metastore_id, s.id, s.owner_id FROM catalog_securable s"
            " JOIN catalog_securable c ON c.id = s.parent_id"
            " WHERE s.type = 'SCHEMA' AND s.name = 'default' AND c.name = 'workspace'"
        ).fetchone()
        for model, made, tags, versions in rows():
            model_id = str(uuid.UUID(int=model + 1))
            db.execute(
                "INSERT INTO catalog_securable (id, metastore_id, type, parent_id, name, name_key, owner_id, comment,"
                " properties, created_at, created_by, updated_at, updated_by)"
                " VALUES (?, ?, 'REGISTERED_MODEL', ?, ?, ?, ?, 'a model', '{}', ?, 'admin', ?, 'admin')",
                (model_id, metastore, schema, name(model), name(model), owner, made, made),
            )
            db.executemany(
                "INSERT INTO catalog_tag (securable_id, tag_key, tag_value, updated_at, updated_by)"
                " VALUES (?, ?, ?, ?, 'admin')",
                [(model_id, *tag, made) for tag in tags],
            )
            db.execute(
                "INSERT INTO registry_models (model_id, metastore_id, last_version, changed_at, changed_by)"
                " VALUES (?, ?, ?, ?, 'admin')",
                (model_id, metastore, VERSIONS, made),
            )
            db.execute("INSERT INTO registry_aliases (model_id, alias, version) VALUES (?, 'champion', ?)", (model_id, VERSIONS // 2))
            for version, at, run_id, its_tags in versions:
                db.execute(
                    "INSERT INTO registry_versions (model_id, version, id, metastore_id, status, stage, source,"
                    " run_id, run_workspace_id, created_at, created_by, updated_at, updated_by)"
                    " VALUES (?, ?, ?, ?, 'READY', 'NONE', ?, ?, 'w', ?, 'admin', ?, 'admin')",
                    (model_id, version, run_id, metastore, f"runs:/{run_id}/model", run_id, at, at),
                )
                db.executemany(
                    "INSERT INTO registry_version_tags (model_id, version, key, value) VALUES (?, ?, ?, ?)",
                    [(model_id, version, *tag) for tag in its_tags],
                )
                db.executemany(
                    "INSERT INTO registry_files (model_id, version, path, size, sha256) VALUES (?, ?, ?, 1000, ?)",
                    [(model_id, version, f"file{i}", f"{run_id}{i:032d}") for i in range(3)],
                )
    db.close()


def search(path, **query):
    return path + "?" + "&".join(f"{key}={quote(str(value))}" for key, value in query.items())


MODEL, VERSION = "registered-models/search", "model-versions/search"
SEARCHES = [
    # what is asked, the call, how many items come back
    ("models, first 100", search(MODEL, max_results=100), 100),
    ("models by name LIKE, page of 100", search(MODEL, filter="name LIKE 'm00%'", max_results=100), 100),
    ("models by a tag", search(MODEL, filter="tags.team = 't7'", max_results=100), min(100, MODELS // TEAMS)),
    ("models by time, first 100",
     search(MODEL, max_results=100, order_by="last_updated_timestamp DESC"), 100),
    ("versions of a model", search(VERSION, filter=f"name = '{name(MODELS // 2)}'"), VERSIONS),
    ("versions by a tag, page of 100",
     search(VERSION, filter="tags.stage = 's1'", max_results=100), 100),
    ("versions by name LIKE, page of 100", search(VERSION, filter="name LIKE 'm001%'", max_results=100), 100),
    ("versions, the newest 100", search(VERSION, max_results=100), 100),
]  # fmt: skip


def reads(server, figures):
    server.start()
    server.stop()
    (fill_mudbrick if server.name == "mudbrick" else fill_mlflow)(server)
    server.start()
    of = f" of {MODELS:,} models x {VERSIONS}"
    for what, path in (
        ("get by alias", "registered-models/alias?name=m%05d&alias=champion"),
        ("get model", "registered-models/get?name=m%05d"),
        ("get version", "model-versions/get?name=m%05d&version=3"),
    ):
        body = PICK % {"models": MODELS, "path": path}
        for connections in (1, 8):
            wrk(server, body, connections, seconds=1 if QUICK else 3)
            result = wrk(server, body, connections)
            if connections == 1:
                cpu = result["cpu_ms_per_request"]
                figures.add(f"{what}{of}, p50", server.name, result["p50_ms"], "ms", cpu_ms_per_request=cpu)
            else:
                figures.load(f"{what}{of}, {connections} connections", server.name, result)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
    for what, path, expected in SEARCHES:
        times, begun = [], time.monotonic()
        while not times or time.monotonic() - begun < SECONDS and len(times) < 200:
            begin = time.monotonic()
            reply = server.call("GET", path, None, connection)
            times.append((time.monotonic() - begin) * 1000)
            found = reply.get("registered_models") or reply.get("model_versions") or []
            assert len(found) == expected, (server.name, what, len(found))
        figures.add(
            f"search {what}{of}, p50", server.name, statistics.median(times[1:] or times), "ms",
            first_ms=round(times[0], 1), calls=len(times),
        )  # fmt: skip
    figures.add("memory after the reads", server.name, server.memory(), "MB (PSS)")
    server.stop()


def use(server):
    mlflow.set_tracking_uri(f"http://127.0.0.1:{server.port}")
    mlflow.set_registry_uri(f"http://127.0.0.1:{server.port}")
    token = server.headers.get("Authorization")
    if token:
        os.environ["MLFLOW_TRACKING_TOKEN"] = token.split()[1]
    else:
        os.environ.pop("MLFLOW_TRACKING_TOKEN", None)


def model_files(folder, size):
    """A model as MLflow lays one out, most of it weights that cannot be compressed."""
    files = Path(folder)
    (files / "MLmodel").write_text("flavors:\n  python_function:\n    loader_module: none\n    data: weights\n")
    for small in ("conda.yaml", "python_env.yaml", "requirements.txt"):
        (files / small).write_text(f"# {small}\n" * 20)
    (files / "weights").write_bytes(random.Random(size).randbytes(size))


def loads(server, figures):
    """Versions of real files: what it takes to make them, and to bring them to where they are scored."""
    server.start()
    use(server)
    client = mlflow.MlflowClient()
    for label, size in (("1 MB", 10**6), ("20 MB" if QUICK else "200 MB", 2 * 10**7 if QUICK else 2 * 10**8)):
        made = client.create_run("0").info.run_id
        with tempfile.TemporaryDirectory() as folder:
            model_files(folder, size)
            client.log_artifacts(made, folder, "model")
        model = "of-" + label.replace(" ", "-")
        client.create_registered_model(model)
        source = f"runs:/{made}/model" if server.name == "mudbrick" else client.get_run(made).info.artifact_uri + "/model"
        body = {"name": model, "source": source, "run_id": made}
        times = []
        for _ in range(3):
            begin = time.monotonic()
            server.call("POST", "model-versions/create", body)
            times.append((time.monotonic() - begin) * 1000)
        figures.add(f"create version of {label}, the first", server.name, times[0], "ms")
        figures.add(f"create version of {label}, equal to one before", server.name, min(times[1:]), "ms")
        if size == 10**6:
            create = CREATE % {"name": model, "source": source, "run": made}
            wrk(server, create, 1, seconds=1)
            for connections in (1, 8):
                figures.load(f"create version of {label}, {connections} connections", server.name,
                             wrk(server, create, connections))  # fmt: skip
        client.set_registered_model_alias(model, "champion", "1")
        times, before = [], server.cpu()
        for _ in range(3 if size > 10**6 else 10):
            folder = tempfile.mkdtemp()
            try:
                begin = time.monotonic()
                got = mlflow.artifacts.download_artifacts(artifact_uri=f"models:/{model}@champion", dst_path=folder)
                times.append((time.monotonic() - begin) * 1000)
                assert (Path(got) / "weights").stat().st_size == size
            finally:
                shutil.rmtree(folder)
        figures.add(
            f"load {label} by alias through Python's MLflow, median", server.name, statistics.median(times), "ms",
            server_cpu_ms=round((server.cpu() - before) * 1000 / len(times), 1),
        )  # fmt: skip
        bare(server, figures, label, model, size)
    figures.add("disk after the loads", server.name, on_disk(server.folder) / 1e6, "MB")
    server.stop()


def bare(server, figures, label, model, size):
    """The weights' bytes over one connection, by the address that the registry gives: no client's own work."""
    uri = server.call("GET", f"model-versions/get-download-uri?name={model}&version=1")["artifact_uri"]
    if uri.startswith("http"):
        path = "/" + uri.split("/", 3)[3] + "/weights"
    else:
        path = "/api/2.0/mlflow-artifacts/artifacts/" + uri.split("mlflow-artifacts:/", 1)[1].lstrip("/") + "/weights"
    times = []
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
    for _ in range(5):
        begin = time.monotonic()
        connection.request("GET", path, headers=server.headers)
        reply = connection.getresponse()
        got = sum(len(chunk) for chunk in iter(lambda: reply.read(1 << 20), b""))
        times.append((time.monotonic() - begin) * 1000)
        assert reply.status == 200 and got == size, (server.name, path, reply.status, got)
    figures.add(f"bytes of {label}, best of 5", server.name, min(times), "ms")


def on_disk(folder):
    """Bytes of the files below a folder, each counted once however many names it has."""
    seen = {}
    for file in folder.rglob("*"):
        if file.is_file():
            stat = file.stat()
            seen[stat.st_ino] = stat.st_size
    return sum(seen.values())


if __name__ == "__main__":
    run([reads, loads])
