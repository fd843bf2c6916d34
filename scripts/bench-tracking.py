"""Measures tracking beside the real `mlflow server` (its default of 4 workers, and one), all in this run.

Called by `scripts/bench tracking [--quick]` with a Python that has MLflow. One JSON line for each figure;
`ratio` says how many times better Mudbrick is than that peer. Both keep their data in SQLite, and both are
filled for the searches through their databases while they are stopped.
"""

import http.client
import json
import os
import random
import shutil
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import mlflow

ROOT = Path(__file__).resolve().parent.parent
QUICK = "--quick" in sys.argv
SECONDS = 2 if QUICK else 6
SMALL, LARGE = (3_000, 10_000) if QUICK else (10_000, 100_000)
PEERS = ["mlflow-4-workers"] if QUICK else ["mlflow-4-workers", "mlflow-1-worker"]
ONLY = [a for a in sys.argv[1:] if not a.startswith("--")]
TICKS = os.sysconf("SC_CLK_TCK")
FILTER = "metrics.m1 > 0.5 AND params.p1 != '3'"
ORDER = ["metrics.m2 DESC"]


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def family(pid):
    """The process and all that it started."""
    found, todo = [], [pid]
    while todo:
        one = todo.pop()
        found.append(one)
        try:
            for task in os.listdir(f"/proc/{one}/task"):
                todo += map(int, Path(f"/proc/{one}/task/{task}/children").read_text().split())
        except OSError:
            pass
    return found


class Server:
    def __init__(self, name, folder):
        self.name = name
        self.folder = folder
        self.port = free_port()
        self.headers = {"Content-Type": "application/json"}

    def command(self):
        if self.name == "mudbrick":
            return [str(ROOT / "mudbrick"), "serve", "--port", str(self.port), "--data", str(self.folder)]
        workers = [] if self.name == "mlflow-4-workers" else ["--workers", "1"]
        python = Path(sys.executable)
        return [
            str(python.parent / "mlflow"), "server", "--host", "127.0.0.1", "--port", str(self.port),
            "--backend-store-uri", f"sqlite:///{self.folder}/mlflow.db",
            "--artifacts-destination", f"{self.folder}/artifacts", *workers,
        ]  # fmt: skip

    def start(self):
        """Starts it; seconds until it answered a first call that needs its database."""
        self.folder.mkdir(parents=True, exist_ok=True)
        begin = time.monotonic()
        log = open(self.folder.parent / f"{self.name}.log", "ab")
        self.process = subprocess.Popen(
            self.command(), stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True
        )
        while True:
            try:
                token = self.folder / "admin.token"
                if self.name == "mudbrick" and token.exists():
                    self.headers["Authorization"] = "Bearer " + token.read_text().strip()
                self.call("GET", "experiments/get?experiment_id=0")
                return time.monotonic() - begin
            except (OSError, http.client.HTTPException, AssertionError):
                if time.monotonic() - begin > 120:
                    raise
                time.sleep(0.005)

    def stop(self):
        """Ends it and all that it started: a worker that lingers would answer for its successor."""
        pids = family(self.process.pid)
        for signal in (15, 9):
            for pid in pids:
                try:
                    os.kill(pid, signal)
                except ProcessLookupError:
                    pass
            patience = time.monotonic() + 20
            while time.monotonic() < patience:
                self.process.poll()
                pids = [pid for pid in pids if Path(f"/proc/{pid}/exe").exists()]
                if not pids:
                    return
                time.sleep(0.05)

    def call(self, method, path, body=None, connection=None):
        kept = connection is not None
        connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=300)
        text = None if body is None else json.dumps(body)
        for left in (2, 1, 0):
            try:
                connection.request(method, "/api/2.0/mlflow/" + path, text, self.headers)
                reply = connection.getresponse()
                break
            except (http.client.RemoteDisconnected, ConnectionError):
                # uvicorn replaces workers that a busy machine keeps from answering its own pings.
                connection.close()
                if not kept or left == 0:
                    raise
        data = reply.read()
        assert reply.status == 200, (self.name, path, reply.status, data[:300])
        return json.loads(data) if data else {}

    def cpu(self):
        total = 0
        for pid in family(self.process.pid):
            try:
                fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
                total += sum(map(int, fields[11:15]))
            except OSError:
                pass
        return total / TICKS

    def memory(self):
        total = 0
        for pid in family(self.process.pid):
            try:
                for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                    if line.startswith("Pss:"):
                        total += int(line.split()[1]) / 1024
            except OSError:
                pass
        return total

    def new_run(self, experiment="0"):
        body = {"experiment_id": experiment, "start_time": int(time.time() * 1000)}
        return self.call("POST", "runs/create", body)["run"]["info"]["run_id"]


WRK = """
local headers = {}
%(headers)s
local runs = {%(runs)s}
local counter = 0
local salt = 0
function setup(thread)
  salt = salt + 1
  thread:set("salt", salt)
end
%(body)s
local bad = 0
function response(status, headers, body)
  if status ~= 200 then
    bad = bad + 1
    if bad == 1 then io.stderr:write(status, " ", body:sub(1, 300), "\\n") end
  end
end
function done(summary, latency, requests)
  io.write(string.format("RESULT %%d %%d %%f %%f %%d\\n", summary.requests, summary.duration,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
"""

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

GET = """
function request() return wrk.format("GET", "/api/2.0/mlflow/%s", headers) end
"""


def wrk(server, body, connections, runs=(), seconds=None):
    """Requests, seconds, p50 and p99 in milliseconds, and CPU-seconds of the server."""
    headers = "\n".join(f'headers["{k}"] = "{v}"' for k, v in server.headers.items())
    script = server.folder.parent / "wrk.lua"
    script.write_text(
        WRK % {"headers": headers, "runs": ",".join(f'"{r}"' for r in runs), "body": body}
    )
    before = server.cpu()
    threads = min(2, connections)
    out = subprocess.run(
        ["wrk", "-t", str(threads), "-c", str(connections), "-d", f"{seconds or SECONDS}s",
         "--timeout", "60s", "-s", str(script), f"http://127.0.0.1:{server.port}"],
        capture_output=True, text=True,
    )  # fmt: skip
    line = [x for x in out.stdout.splitlines() if x.startswith("RESULT")]
    if not line:
        raise RuntimeError(out.stdout + out.stderr)
    requests, micros, p50, p99, errors = (float(x) for x in line[0].split()[1:])
    if requests == errors == 0 and (seconds or SECONDS) < 60:
        return wrk(server, body, connections, runs, (seconds or SECONDS) * 4)  # not one came back in time
    if errors:
        print(f"{server.name}: {errors:.0f} of {requests:.0f} failed: {out.stderr[:300]}", file=sys.stderr)
    return {
        "rate": (requests - errors) / (micros / 1e6),
        "p50_ms": round(p50, 3),
        "p99_ms": round(p99, 3),
        "cpu_ms_per_request": round((server.cpu() - before) * 1000 / max(1, requests - errors), 4),
    }


class Figures:
    """What was measured, by work and by server."""

    def __init__(self):
        self.found = {}

    def add(self, work, server, value, unit, better="less", **more):
        mine = self.found.setdefault(work, {})
        mine[server] = value
        line = {"work": work, "server": server, "value": round(value, 4), "unit": unit, **more}
        if server != "mudbrick" and "mudbrick" in mine and value and mine["mudbrick"]:
            ours = mine["mudbrick"]
            line["ratio"] = round(value / ours if better == "less" else ours / value, 2)
        line["load"] = round(os.getloadavg()[0], 2)
        print(json.dumps(line), flush=True)

    def load(self, work, server, result, times=1, unit="requests/s"):
        more = {k: v for k, v in result.items() if k != "rate"}
        self.add(work, server, result["rate"] * times, unit, better="more", **more)


def writes(server, figures):
    name = server.name
    figures.add("start to first call, new store", name, server.start(), "s")
    runs = [server.new_run() for _ in range(8)]
    for _ in range(2):  # warm
        wrk(server, BATCH % {"key": "i % 10"}, 8, runs, seconds=1 if QUICK else 3)
    for label, key in (("10 keys of 100 points", "i % 10"), ("1,000 keys", "i")):
        runs = [server.new_run() for _ in range(8)]
        result = wrk(server, BATCH % {"key": key}, 8, runs)
        figures.load(f"log-batch, 1,000 metrics, 8 connections, {label}", name, result, 1000, "metrics/s")
    runs = [server.new_run() for _ in range(64)]
    wrk(server, SINGLE, 8, runs, seconds=1)
    for connections in (1, 64):
        figures.load(f"one metric, {connections} connections", name, wrk(server, SINGLE, connections, runs))
    run = server.new_run()
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
    run = server.new_run()
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


def main():
    figures = Figures()
    print(json.dumps({
        "mlflow": mlflow.__version__, "python": sys.version.split()[0], "cores": os.cpu_count(),
        "load": os.getloadavg()[0], "date": time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime()),
    }), flush=True)  # fmt: skip
    for phase in (writes, searches):
        for name in ["mudbrick", *PEERS]:
            if ONLY and name not in ONLY and phase.__name__ not in ONLY:
                continue
            work = Path(tempfile.mkdtemp(prefix="bench-"))
            server = Server(name, work / "data")
            try:
                phase(server, figures)
            finally:
                if server.process.poll() is None:
                    server.stop()
                shutil.rmtree(work, ignore_errors=True)


main()
