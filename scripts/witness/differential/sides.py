"""Two servers that are asked the same things: MLflow's own and Mudbrick."""

import os
import pathlib
import re
import secrets
import socket
import subprocess
import sys
import time

import requests

ROOT = pathlib.Path(__file__).resolve().parents[3]
START_SECONDS = 60


class Server:
    """One of the two, started in a directory of its own; its log is kept for the reader of a failure."""

    def __init__(self, name, command, directory, ready, environment=None):
        self.name = name
        # In milliseconds: what an answer shows from then on is a time of the server.
        self.started = int(time.time() * 1000) - 1000
        self.log = directory / f"{name}.log"
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=directory,
                env={**os.environ, **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.session = requests.Session()
        self.session.trust_env = False
        self.ready = ready
        self.url = None

    def wait(self):
        end = time.monotonic() + START_SECONDS
        while self.url is None:
            if self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"{self.name} did not start:\n{self.log.read_text(errors='replace')[-5000:]}")
            self.url = self.ready(self)
            if self.url is None:
                time.sleep(0.05)
        return self

    def end(self):
        """Asks it to stop; stop() waits until it has."""
        self.session.close()
        if self.process.poll() is None:
            os.killpg(self.process.pid, 15)

    def stop(self):
        self.end()
        if self.process.poll() is None:
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, 9)
                self.process.wait()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def mlflow_server(directory):
    url = f"http://127.0.0.1:{_free_port()}"

    def ready(server):
        try:
            return url if server.session.get(url + "/health", timeout=5).ok else None
        except requests.ConnectionError:
            return None

    command = [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", url.rsplit(":", 1)[1]]
    command += ["--workers", "1", "--backend-store-uri", f"sqlite:///{directory}/mlflow.db"]
    command += ["--artifacts-destination", str(directory / "artifacts")]
    # What the tests of the other witnesses set for their client must not reach the server.
    quiet = {name: "" for name in os.environ if name.startswith(("MLFLOW_TRACKING", "MLFLOW_REGISTRY", "DATABRICKS_"))}
    quiet["MLFLOW_SERVER_ENABLE_JOB_EXECUTION"] = "false"
    return Server("mlflow", command, directory, ready, quiet)


def mudbrick(directory):
    def ready(server):
        # Stops at the log's first line that is an address: the log holds both streams.
        address = re.search(r"^http://127\.0\.0\.1:\d+\S*$", server.log.read_text(errors="replace"), re.MULTILINE)
        if address is None:
            return None
        token = (directory / "data" / "admin.token").read_text().strip()
        server.token = token
        server.session.headers["Authorization"] = "Bearer " + token
        return address.group(0).rstrip("/")

    command = [str(ROOT / "mudbrick"), "serve", "--port", "0", "--data", str(directory / "data")]
    return Server("mudbrick", command, directory, ready)


def unique():
    return secrets.token_hex(4)
