"""Measures tracking beside the real `mlflow server` (its default of 4 workers, and one), all in this run.

Called by `scripts/bench tracking [--quick]` with a Python that has MLflow. One JSON line for each figure;
`ratio` says how many times better Mudbrick is than that peer. Both keep their data in SQLite, and both are
filled for the searches through their databases while they are stopped.
"""

import http.client
import random
import sqlite3
import statistics
import time
import uuid

from bench_servers import GET, QUICK, run, wrk

SMALL, LARGE = (3_000, 10_000) if QUICK else (10_000, 100_000)
FILTER = "metrics.m1 > 0.5 AND params.p1 != '3'"
ORDER = ["metrics.m2 DESC"]

BATCH = """
local parts = {}
function init(args)
  local text = {'{"run_id":"RUN","metrics":['}
  for i = 0, 999 do
    if i > 0 then text[#text + 1] = "," end
    text[#text + 1] = string.format(
      '{"key":"m%%d","value":%%.6f,"timestamp":@%%03d,"step":@%%03d}',
      %(key)s, math.sin(i), i, i)
  end
  text[#text + 1] = "]}"
  local whole = table.concat(text)
  local at = 1
  while true do
    local found = whole:find("@", at, true)
    parts[#parts + 1] = whole:sub(at, found and found - 1)
    if not found then break end
    at = found + 1
  end
  counter = salt * 1000000
end
function request()
  counter = counter + 1
  local first = parts[1]
  parts[1] = first:gsub("RUN", runs[counter %% #runs + 1], 1)
  local body = table.concat(parts, tostring(counter))
  parts[1] = first
  return wrk.format("POST", "/api/2.0/mlflow/runs/log-batch", headers, body)
end
"""

SINGLE = """
function init(args) counter = salt * 100000000 end
function request()
  counter = counter + 1
  return wrk.format("POST", "/api/2.0/mlflow/runs/log-metric", headers, string.format(
    '{"run_id":"%s","key":"loss","value":%.3f,"timestamp":%d,"step":%d}',
    runs[counter % #runs + 1], math.sin(counter), 1700000000000 + counter, counter))
end
"""

CREATE = """
function request()
  return wrk.format("POST", "/api/2.0/mlflow/runs/create", headers,
    '{"experiment_id":"0","start_time":1700000000000,"tags":[{"key":"mlflow.user","value":"u"}]}')
end
"""


def new_run(server, experiment="0"):
    body = {"experiment_id": experiment, "start_time": int(time.time() * 1000)}
    return server.call("POST", "runs/create", body)["run"]["info"]["run_id"]


def writes(server, figures):
    name = server.name
    figures.add("start to first call, new store", name, server.start(), "s")
    runs = [new_run(server) for _ in range(8)]
    for _ in range(2):  # warm
        wrk(server, BATCH % {"key": "i % 10"}, 8, runs, seconds=1 if QUICK else 3)
    for label, key in (("10 keys of 100 points", "i % 10"), ("1,000 keys", "i")):
        runs = [new_run(server) for _ in range(8)]
        result = wrk(server, BATCH % {"key": key}, 8, runs)
        figures.load(f"log-batch, 1,000 metrics, 8 connections, {label}", name, result, 1000, "metrics/s")
    runs = [new_run(server) for _ in range(64)]
    wrk(server, SINGLE, 8, runs, seconds=1)
    for connections in (1, 64):
        figures.load(f"one metric, {connections} connections", name, wrk(server, SINGLE, connections, runs))
    run = new_run(server)
    points = [{"key": "h", "value": i / 7, "timestamp": 1700000000000 + i, "step": i} for i in range(25_000)]
    for at in range(0, 25_000, 1000):
        server.call("POST", "runs/log-batch", {"run_id": run, "metrics": points[at : at + 1000]})
    for i in range(10):
        one = [{"key": f"m{i}", "value": i, "timestamp": 1, "step": 1}]
        server.call(
            "POST", "runs/log-batch",
            {"run_id": run, "metrics": one, "params": [{"key": f"p{i}", "value": "x"}]},
        )  # fmt: skip
    for label, body in (
        ("get run (11 metrics, 10 params)", GET % f"runs/get?run_id={run}"),
        ("history of 25,000 points", GET % f"metrics/get-history?run_id={run}&metric_key=h&max_results=25000"),
        ("create run", CREATE),
    ):
        wrk(server, body, 1, seconds=1)
        result = wrk(server, body, 1)
        cpu = result["cpu_ms_per_request"]
        figures.add(label + ", p50", name, result["p50_ms"], "ms", cpu_ms_per_request=cpu, p99_ms=result["p99_ms"])
    again(server, figures)
    figures.add("memory after the load", name, server.memory(), "MB (PSS)")
    server.stop()


def again(server, figures):
    """The same batch, 100 times, on a run of many points."""
    run = new_run(server)
    size = 20_000 if QUICK else 200_000
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
    if server.name == "mudbrick":
        for at in range(0, size, 1000):
            server.call("POST", "runs/log-batch", batch(run, at), connection)
    else:
        server.call("POST", "runs/log-batch", batch(run, 0), connection)
        server.stop()
        with sqlite3.connect(server.folder / "mlflow.db") as db:
            db.executemany(
                "INSERT INTO metrics (run_uuid, key, value, timestamp, step, is_nan)"
                " VALUES (?, ?, ?, ?, ?, 0)",
                (
                    (run, m["key"], m["value"], m["timestamp"], m["step"])
                    for at in range(1000, size, 1000)
                    for m in batch(run, at)["metrics"]
                ),
            )
        server.start()
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
    times = []
    for _ in range(20 if QUICK else 100):
        begin = time.monotonic()
        server.call("POST", "runs/log-batch", batch(run, size // 2), connection)
        times.append((time.monotonic() - begin) * 1000)
    tenth = len(times) // 10
    figures.add(
        f"the same batch again on a run of {size:,} points, p50", server.name, statistics.median(times), "ms",
        first_tenth_ms=round(statistics.median(times[:tenth]), 2),
        last_tenth_ms=round(statistics.median(times[-tenth:]), 2),
    )  # fmt: skip


def batch(run, at):
    return {
        "run_id": run,
        "metrics": [
            {"key": f"k{i % 10}", "value": i / 3, "timestamp": 1700000000000 + i, "step": i}
            for i in range(at, at + 1000)
        ],
    }


def rows(count, seed):
    """The runs of one experiment: the same for every server."""
    numbers = random.Random(seed)
    for i in range(count):
        yield (
            uuid.UUID(int=numbers.getrandbits(128)).hex,
            1_600_000_000_000 + i,
            [(f"m{k}", numbers.random()) for k in range(5)],
            [(f"p{k}", str(numbers.randrange(10))) for k in range(3)],
            [("mlflow.runName", f"run-{i}"), ("mlflow.user", "u"), ("team", f"t{i % 7}")],
        )


def fill_mlflow(server, experiment, count):
    db = sqlite3.connect(server.folder / "mlflow.db")
    with db:
        for run, start, metrics, params, tags in rows(count, count):
            db.execute(
                "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status,"
                " start_time, end_time, source_version, lifecycle_stage, artifact_uri, experiment_id)"
                " VALUES (?, ?, 'UNKNOWN', '', '', 'u', 'FINISHED', ?, ?, '', 'active', ?, ?)",
                (run, tags[0][1], start, start + 9, f"mlflow-artifacts:/{experiment}/{run}/artifacts", experiment),
            )
            db.executemany(
                "INSERT INTO latest_metrics (run_uuid, key, value, timestamp, step, is_nan) VALUES (?, ?, ?, 1, 1, 0)",
                [(run, k, v) for k, v in metrics],
            )
            db.executemany("INSERT INTO params (run_uuid, key, value) VALUES (?, ?, ?)", [(run, k, v) for k, v in params])
            db.executemany("INSERT INTO tags (run_uuid, key, value) VALUES (?, ?, ?)", [(run, k, v) for k, v in tags])
    db.close()


def fill_mudbrick(server, experiment, count):
    db = sqlite3.connect(next(server.folder.rglob("*.db")))
    with db:
        workspace = db.execute("SELECT workspace_id FROM tracking_experiments").fetchone()[0]
        last = db.execute("SELECT coalesce(max(run_no), 0) FROM tracking_runs").fetchone()[0]
        for run, start, metrics, params, tags in rows(count, count):
            last += 1
            db.execute(
                "INSERT INTO tracking_runs (run_no, workspace_id, run_id, experiment_id, name, user_id, status,"
                " lifecycle, start_time, end_time) VALUES (?, ?, ?, ?, ?, 'u', 'FINISHED', 'ACTIVE', ?, ?)",
                (last, workspace, run, experiment, tags[0][1], start, start + 9),
            )
            db.executemany(
                "INSERT INTO tracking_latest_metrics (run_no, key, value, is_nan, timestamp, step)"
                " VALUES (?, ?, ?, 0, 1, 1)",
                [(last, k, v) for k, v in metrics],
            )
            db.executemany("INSERT INTO tracking_params VALUES (?, ?, ?)", [(last, k, v) for k, v in params])
            db.executemany("INSERT INTO tracking_tags VALUES (?, ?, ?)", [(last, k, v) for k, v in tags])
        db.execute(
            "INSERT INTO tracking_sequences VALUES ('', 'run', ?)"
            " ON CONFLICT DO UPDATE SET last_value = max(last_value, excluded.last_value)",
            (last,),
        )
    db.close()


def searches(server, figures):
    server.start()
    experiments = {}
    for count in (SMALL, LARGE):
        reply = server.call("POST", "experiments/create", {"name": f"of {count}"})
        experiments[count] = int(reply["experiment_id"])
    server.stop()
    for count, experiment in experiments.items():
        (fill_mudbrick if server.name == "mudbrick" else fill_mlflow)(server, experiment, count)
    server.start()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=300)
    for count, experiment in experiments.items():
        for page in (100, 1000):
            query = {
                "experiment_ids": [str(experiment)], "filter": FILTER, "order_by": ORDER, "max_results": page,
            }  # fmt: skip
            times, pages, begun, before = [], set(), time.monotonic(), server.cpu()
            calls = 40 if server.name == "mudbrick" else 3
            for at in range(calls + 1):
                begin = time.monotonic()
                raw = server.call("POST", "runs/search", query, connection)
                times.append((time.monotonic() - begin) * 1000)
                pages.add(tuple(r["info"]["run_id"] for r in raw["runs"]))
                if at == 0:
                    before = server.cpu()
                if time.monotonic() - begun > (20 if not QUICK else 6) and at > 0:
                    break
            assert len(pages) == 1 and len(pages.pop()) == page
            figures.add(
                f"search with filter and order over {count:,} runs, page of {page:,}, p50", server.name,
                statistics.median(times[1:]), "ms", first_ms=round(times[0], 1),
                cpu_ms_per_request=round((server.cpu() - before) * 1000 / (len(times) - 1), 2),
            )  # fmt: skip
    server.stop()


run([writes, searches])
