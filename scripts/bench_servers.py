"""What the benchmarks beside `mlflow server` share: servers, load by wrk, figures."""

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import mlflow

ROOT = Path(__file__).resolve().parent.parent
QUICK = "--quick" in sys.argv
SECONDS = 2 if QUICK else 6
PEERS = ["mlflow-4-workers"] if QUICK else ["mlflow-4-workers", "mlflow-1-worker"]
ONLY = [a for a in sys.argv[1:] if not a.startswith("--")]
TICKS = os.sysconf("SC_CLK_TCK")


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


def only(choices, name):
    """Those that the command line names; all when it names none of them."""
    named = [each for each in choices if name(each) in ONLY]
    return named or choices


def run(phases):
    """Takes each server, on a store of its own, through each phase."""
    figures = Figures()
    print(json.dumps({
        "mlflow": mlflow.__version__, "python": sys.version.split()[0], "cores": os.cpu_count(),
        "load": os.getloadavg()[0], "date": time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime()),
    }), flush=True)  # fmt: skip
    servers = ["mudbrick", *PEERS]
    for phase in only(phases, lambda each: each.__name__):
        for name in only(servers, str):
            work = Path(tempfile.mkdtemp(prefix="bench-"))
            server = Server(name, work / "data")
            try:
                phase(server, figures)
            finally:
                if server.process.poll() is None:
                    server.stop()
                shutil.rmtree(work, ignore_errors=True)
