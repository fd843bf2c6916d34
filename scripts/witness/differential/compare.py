"""What two servers answered, made comparable: only ids, times, random names and page tokens are masked."""

import json
import re
import time

UNORDERED = ("tags", "params", "dataset_summaries")
ID = re.compile(r"\b(m-|d-|)[0-9a-f]{32}\b")
RANDOM_NAME = re.compile(r"[a-z]+-[a-z]+-\d{1,4}")
ROOT = re.compile(r"(mlflow-artifacts:/)(\d+)\b")
NAMED = re.compile(r"(xperiment[^\d<]{1,12})(\d+)\b")
SET = re.compile(r"\{('[^{}:]*')\}")
API = "/api/2.0/mlflow/"


class Api:
    """Talks to one server and writes down what it answered."""

    def __init__(self, server):
        self.server = server
        self.steps = []
        self.started = server.started
        self.ids = {}
        self.experiments = {}

    def call(self, method, path, body=None, *, query=None, data=None, headers=None, case=None):
        """Sends one request. A case is the name by which a known difference is declared."""
        url = self.server.url + (path if path.startswith("/") else API + path)
        if body is not None:
            data = json.dumps(body).encode()
        headers = {"Content-Type": "application/json", **(headers or {})}
        reply = self.server.session.request(method, url, params=query, data=data, headers=headers, timeout=60)
        content = reply.headers.get("Content-Type", "").split(";")[0]
        try:
            answer = reply.json()
        except ValueError:
            answer = reply.text
        if path == "experiments/create" and isinstance(answer, dict) and "experiment_id" in answer:
            self.experiments[answer["experiment_id"]] = f"<experiment {len(self.steps)}>"
        shown = query if body is None and data is None else body if body is not None else data
        if shown is None:
            shown = ""
        request = self._hide(f"{method} {path} {json.dumps(shown, default=repr)}")[:300]
        self.steps.append({
            "request": request,
            "case": case or request,
            "answer": {"status": reply.status_code, "type": content, "body": self._mask(answer)},
        })
        return answer if isinstance(answer, dict) else {}

    def get(self, path, query=None, **more):
        return self.call("GET", path, query=query, **more)

    def post(self, path, body=None, **more):
        return self.call("POST", path, body, **more)

    def note(self, case, value):
        """Writes down what a client made of its answers."""
        self.steps.append({"request": case, "case": case, "answer": {"body": self._mask(value)}})

    def forget_ids(self):
        self.ids.clear()

    def _hide(self, text):
        return ID.sub(self._symbol, text)

    def _symbol(self, match):
        # Called by the step that showed it first, so that a thing which only one of the two made shifts no name.
        step = f"{match.group(1)}id {len(self.steps)}"
        again = sum(1 for symbol in self.ids.values() if symbol.startswith(f"<{step}."))
        return self.ids.setdefault(match.group(0), f"<{step}.{again}>")

    def _mask(self, value, key=None):
        if isinstance(value, dict):
            masked = {name: self._mask(item, name) for name, item in sorted(value.items())}
            if masked.get("key") == "mlflow.runName" and "value" in masked:
                masked["value"] = self._mask(value["value"], "run_name")
            if masked.get("key") == "mlflow.log-model.history":
                masked["value"] = json.loads(masked["value"])
            for name in UNORDERED if key != "data" else (*UNORDERED, "metrics"):
                # Neither server promises an order of these.
                if isinstance(masked.get(name), list):
                    masked[name].sort(key=lambda item: json.dumps(item, sort_keys=True))
            return masked
        if isinstance(value, list):
            return [self._mask(item, key) for item in value]
        if isinstance(value, str):
            if key == "next_page_token":
                return "<token>"
            if key in ("run_name", "name") and RANDOM_NAME.fullmatch(value):
                return "<random name>"
            if key in ("experiment_id", "experimentId"):
                return self.experiments.get(value, value)
            if key == "message":
                # Python shows a set in an order of the day.
                value = SET.sub(lambda m: "{" + ", ".join(sorted(m.group(1).split(", "))) + "}", value)
                value = NAMED.sub(lambda m: m.group(1) + self.experiments.get(m.group(2), m.group(2)), value)
            return self._hide(ROOT.sub(lambda m: m.group(1) + self.experiments.get(m.group(2), m.group(2)), value))
        if isinstance(value, float) and value != value:
            return "NaN"
        if isinstance(value, int) and not isinstance(value, bool) and value >= self.started:
            return "<now>" if value <= time.time() * 1000 + 1000 else value
        return value


def differences(real, ours, path=""):
    """(path, what MLflow said, what Mudbrick said) wherever the two are not the same."""
    if isinstance(real, dict) and isinstance(ours, dict):
        found = []
        for name in sorted(real.keys() | ours.keys()):
            found += differences(real.get(name, "<absent>"), ours.get(name, "<absent>"), f"{path}.{name}".lstrip("."))
        return found
    if isinstance(real, list) and isinstance(ours, list) and len(real) == len(ours):
        return [d for i, (r, o) in enumerate(zip(real, ours)) for d in differences(r, o, f"{path}[{i}]")]
    same = real == ours and type(real) is type(ours)
    return [] if same else [(path, real, ours)]
