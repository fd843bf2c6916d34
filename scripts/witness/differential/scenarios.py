"""The same few hundred calls for both servers. Each function is one scenario; the order of calls is the test."""

import json
import math
import random

import mlflow
from mlflow.entities import Dataset, DatasetInput, InputTag, LoggedModelOutput, Metric, Param, RunTag
from mlflow.exceptions import MlflowException

SCENARIOS = []


def scenario(function):
    SCENARIOS.append(function)
    return function


def new_experiment(api, name, **more):
    return api.post("experiments/create", {"name": name, **more}).get("experiment_id", "missing")


def new_run(api, experiment, name="a run", **more):
    made = api.post("runs/create", {"experiment_id": experiment, "run_name": name, "start_time": 1000, "user_id": "u", **more})
    return made.get("run", {}).get("info", {}).get("run_id", "missing")


# ---- experiments


@scenario
def life_of_an_experiment(api):
    tags = [{"key": "team", "value": "churn"}, {"key": "empty"}]
    made = new_experiment(api, "life", tags=tags)
    api.get("experiments/get", {"experiment_id": made})
    api.get("experiments/get-by-name", {"experiment_name": "life"})
    api.post("experiments/set-experiment-tag", {"experiment_id": made, "key": "stage", "value": "trial"})
    api.post("experiments/set-experiment-tag", {"experiment_id": made, "key": "stage", "value": "done"})
    api.post("experiments/set-experiment-tag", {"experiment_id": made, "key": "bare"})
    api.get("experiments/get", {"experiment_id": made})
    api.post("experiments/delete-experiment-tag", {"experiment_id": made, "key": "stage"})
    api.post("experiments/delete-experiment-tag", {"experiment_id": made, "key": "stage"})
    api.post("experiments/update", {"experiment_id": made, "new_name": "life renamed"})
    api.post("experiments/update", {"experiment_id": made, "new_name": "life renamed"})
    api.get("experiments/get", {"experiment_id": made})
    run = new_run(api, made)
    api.post("experiments/delete", {"experiment_id": made})
    api.get("experiments/get", {"experiment_id": made})
    api.get("experiments/get-by-name", {"experiment_name": "life renamed"})
    api.get("runs/get", {"run_id": run})
    api.post("experiments/delete", {"experiment_id": made}, case="delete a deleted experiment")
    api.post("experiments/update", {"experiment_id": made, "new_name": "no"})
    api.post("experiments/set-experiment-tag", {"experiment_id": made, "key": "k", "value": "v"})
    api.post("experiments/delete-experiment-tag", {"experiment_id": made, "key": "team"})
    api.post("runs/create", {"experiment_id": made})
    api.post("experiments/create", {"name": "life renamed"}, case="create an experiment twice")
    api.post("experiments/restore", {"experiment_id": made})
    api.post("experiments/restore", {"experiment_id": made}, case="restore an active experiment")
    api.get("runs/get", {"run_id": run})
    api.get("experiments/get", {"experiment_id": made})


@scenario
def experiments_that_are_refused(api):
    made = new_experiment(api, "refused")
    other = new_experiment(api, "refused too")
    for name in ("", " ", "refused"):
        api.post("experiments/create", {"name": name}, case=f"create an experiment called '{name}'")
    new_experiment(api, "n" * 500)
    new_experiment(api, "n" * 501)
    new_experiment(api, "odd /../ näme 🎲 \n")
    new_experiment(api, "with location", artifact_location="s3://bucket/place")
    api.post("experiments/create", {"name": "bad location", "artifact_location": "s3://bucket/a?x=1"}, case="location with a query")
    api.post("experiments/create", {"name": "bad location", "artifact_location": "s3://bucket/a#x"}, case="location with a fragment")
    api.post("experiments/create", {"name": "bad location", "artifact_location": "s3://bucket/a/../b"}, case="location with dots")
    api.post("experiments/update", {"experiment_id": made, "new_name": "refused too"}, case="rename to a taken name")
    api.post("experiments/update", {"experiment_id": made})
    api.post("experiments/update", {"experiment_id": made, "new_name": ""})
    api.post("experiments/update", {"new_name": "x"})
    for path in ("delete", "restore"):
        api.post(f"experiments/{path}", {"experiment_id": "98765"})
        api.post(f"experiments/{path}", {})
    api.get("experiments/get", {"experiment_id": "98765"})
    api.get("experiments/get", {"experiment_id": "abc"}, case="an experiment id of letters")
    api.get("experiments/get", {})
    api.get("experiments/get-by-name", {"experiment_name": "nobody"})
    api.get("experiments/get-by-name", {})
    api.get("experiments/get-by-name", {"experiment_name": ""})
    for key in ("a" * 250, "a" * 251, "", "a/b", "/a", "a//b", "a/../b", "..", ".", "a b", "a:b", "a!b", "ä", "a/", "./a"):
        api.post("experiments/set-experiment-tag", {"experiment_id": other, "key": key, "value": "v"})
    for length in (5000, 5001):
        api.post("experiments/set-experiment-tag", {"experiment_id": other, "key": "long", "value": "v" * length})
    api.post("experiments/set-experiment-tag", {"experiment_id": "98765", "key": "k", "value": "v"})
    api.post("experiments/set-experiment-tag", {"experiment_id": other})
    api.post("experiments/set-experiment-tag", {"experiment_id": other, "key": "number", "value": 7})
    api.post("experiments/delete-experiment-tag", {"experiment_id": other, "key": "none"})
    api.get("experiments/get", {"experiment_id": other})
    api.post("experiments/create", {"name": "same tag", "tags": [{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]}, case="create with a tag twice")
    api.post("experiments/create", {"name": "bad tag", "tags": [{"key": "a!", "value": "1"}]}, case="create with a tag of a bad name")
    api.post("experiments/create", {"name": "long tag", "tags": [{"key": "a", "value": "1" * 5001}]}, case="create with a tag too long")


@scenario
def search_of_experiments(api):
    for number, team in enumerate(["red", "blue", "red", None, "Green"]):
        tags = [{"key": "team", "value": team}] if team else []
        made = new_experiment(api, f"srch-{number}", tags=tags + [{"key": "my key.x", "value": str(number)}])
    api.post("experiments/delete", {"experiment_id": made})
    mine = "name LIKE 'srch-%'"
    for text in (
        mine, "name = 'srch-1'", "name != 'srch-1' and " + mine, "name LIKE 'SRCH%'", "name ILIKE 'SRCH%'", "name LIKE 'srch-_'",
        "attribute.name = 'srch-2'", "attr.name = 'srch-2'", "`name` = 'srch-2'", '"name" = "srch-2"', "experiment.name = 'srch-2'",
        "tags.team = 'red'", "tag.team = 'red'", "tags.team != 'red'", "tags.team LIKE 'r%'", "tags.team ILIKE 'GREEN'",
        "tags.`team` = 'blue'", 'tags."team" = "blue"', "tags.`my key.x` = '1'", "tags.team IS NULL and " + mine, "tags.team IS NOT NULL and " + mine,
        "creation_time > 0 and " + mine, "creation_time < 5 and " + mine, "last_update_time >= 1 AND " + mine, "creation_time = 1.5",
        "name = 'it''s'", "name='srch-1'", "name='srch-1'AND tags.team='blue'", "   ",
    ):
        api.post("experiments/search", {"filter": text, "max_results": 100}, case=f"experiments filter: {text}")
    for text in BAD_FILTERS + [
        "experiment_id = '1'", "name > 'a'", "creation_time LIKE 'a'", "creation_time = 'a'", "name = 5", "metrics.a > 1", "params.a = 'b'",
        "tags.team > 'a'", "tags.team = 5", "name IN ('srch-1', 'srch-2')", "name IS NULL", "name BETWEEN 'a' AND 'b'", "lifecycle_stage = 'active'",
    ]:
        api.post("experiments/search", {"filter": text, "max_results": 100}, case=f"experiments filter: {text}")
    for order in (["name"], ["name DESC"], ["name ASC"], ["name asc"], ["experiment_id"], ["experiment_id DESC"], ["creation_time DESC", "name"],
                  ["last_update_time"], ["attribute.name desc"], ["`name`"], [""], []):
        api.post("experiments/search", {"filter": mine, "order_by": order, "max_results": 100}, case=None)
    for order in (["nme"], ["name DOWN"], ["tags.team"], ["name", "name"], ["name,creation_time"], ["metrics.a"], ["lifecycle_stage"]):
        api.post("experiments/search", {"filter": mine, "order_by": order, "max_results": 100}, case=f"experiments order: {order}")
    for view in ("ACTIVE_ONLY", "DELETED_ONLY", "ALL", 1, 2, 3, "SOME", 0, 9, "2"):
        api.post("experiments/search", {"filter": mine, "order_by": ["name"], "view_type": view, "max_results": 100}, case=f"experiments view: {view!r}")
    api.post("experiments/search", {"filter": mine}, case="experiments without max_results")
    for size in (0, -1, 1, 50000, 50001, "2", "many", 1.5, None):
        api.post("experiments/search", {"filter": mine, "max_results": size}, case=f"experiments max_results: {size!r}")
    token, names = None, []
    for _ in range(6):
        page = api.post("experiments/search", {"filter": mine, "order_by": ["name"], "max_results": 2, "page_token": token})
        token = page.get("next_page_token")
        if not token:
            break
    api.post("experiments/search", {"filter": mine, "max_results": 2, "page_token": "nonsense"}, case="experiments token: nonsense")
    api.post("experiments/search", {"filter": mine, "max_results": 2, "page_token": ""})
    api.get("experiments/search", {"filter": mine, "max_results": 3, "order_by": ["name DESC", "experiment_id"]})
    api.get("experiments/search", [("filter", mine), ("max_results", "3"), ("order_by", "experiment_id DESC"), ("view_type", "ALL")])
    api.get("experiments/search", {}, case="experiments without max_results")


BAD_FILTERS = [
    "name", "name =", "= 'a'", "name == 'a'", "name = 'a' OR name = 'b'", "name = 'a' AND", "AND name = 'a'", "name = 'a' name = 'b'", "(name = 'a')",
    "name = 'a", "name = a", "nobody = 'a'", "x.y = 'a'", "name <> 'a'", "name = 'a';", "name = 'a'; name = 'b'", "name NOT LIKE 'a'", "name = NULL",
    "tags. = 'a'", ".a = 'b'", "name RLIKE 'a'", "1 = 1", "'name' = 'a'", "name = 'a' -- b", "tags.a IS", "tags.a IS NOT", "name LIKE", "!", "name = 'a' and and name = 'b'",
]


# ---- runs


@scenario
def life_of_a_run(api):
    exp = new_experiment(api, "runs")
    run = new_run(api, exp, "first", tags=[{"key": "kind", "value": "forest"}, {"key": "mlflow.user", "value": "ada"}], user_id="ada")
    api.get("runs/get", {"run_id": run})
    api.get("runs/get", {"run_uuid": run})
    api.post("runs/update", {"run_id": run, "status": "FINISHED", "end_time": 5000})
    api.post("runs/update", {"run_id": run, "run_name": "renamed"})
    api.post("runs/update", {"run_id": run, "run_name": ""})
    api.post("runs/update", {"run_id": run, "status": "RUNNING"})
    api.post("runs/update", {"run_uuid": run, "status": "FAILED"})
    for status in ("SCHEDULED", "KILLED", "DONE", 3, "3", 9, ""):
        api.post("runs/update", {"run_id": run, "status": status}, case=f"run status: {status!r}")
    api.post("runs/update", {"run_id": run, "status": "KILLED"})
    api.post("runs/update", {"run_id": run, "end_time": "6000"})
    api.post("runs/update", {"run_id": run, "end_time": "soon"})
    api.post("runs/update", {"run_id": run, "end_time": -5}, case="a negative end time")
    api.post("runs/update", {"run_id": run, "run_name": "n" * 250}, case=None)
    api.post("runs/update", {"run_id": run, "run_name": "n" * 251}, case="a run name of 251 characters")
    api.post("runs/update", {})
    api.post("runs/update", {"run_id": run})
    api.post("runs/set-tag", {"run_id": run, "key": "mlflow.runName", "value": "by tag"})
    api.get("runs/get", {"run_id": run})
    api.post("runs/delete-tag", {"run_id": run, "key": "mlflow.runName"})
    api.get("runs/get", {"run_id": run}, case="after mlflow.runName was deleted")
    api.post("runs/log-batch", {"run_id": run, "tags": [{"key": "mlflow.runName", "value": "by batch"}]})
    api.get("runs/get", {"run_id": run})
    api.post("runs/delete", {"run_id": run})
    api.get("runs/get", {"run_id": run})
    api.post("runs/delete", {"run_id": run}, case="delete a deleted run")
    for path, more in (
        ("log-metric", {"key": "m", "value": 1, "timestamp": 1}), ("log-parameter", {"key": "p", "value": "1"}), ("set-tag", {"key": "t", "value": "1"}),
        ("delete-tag", {"key": "kind"}), ("update", {"status": "FINISHED"}), ("log-batch", {"tags": [{"key": "t", "value": "1"}]}), ("log-batch", {}),
        ("log-inputs", {"datasets": [{"dataset": {"name": "d", "digest": "1", "source_type": "s", "source": "x"}}]}),
        ("outputs", {"models": [{"model_id": "m-1", "step": 0}]}),
        ("log-model", {"model_json": json.dumps({"run_id": "r", "artifact_path": "a", "flavors": {}, "utc_time_created": "x"})}),
    ):
        api.post("runs/" + path, {"run_id": run, **more}, case=f"{path} on a deleted run" + (" with nothing" if not more else ""))
    api.post("runs/restore", {"run_id": run})
    api.post("runs/restore", {"run_id": run}, case="restore an active run")
    api.get("runs/get", {"run_id": run})
    for unknown in ("f" * 32, "nothing", "-odd", "", "a b", "x" * 257):
        api.get("runs/get", {"run_id": unknown}, case=f"get run '{unknown[:10]}'")
        api.post("runs/delete", {"run_id": unknown}, case=f"delete run '{unknown[:10]}'")
        api.post("runs/restore", {"run_id": unknown}, case=f"restore run '{unknown[:10]}'")
        api.post("runs/log-metric", {"run_id": unknown, "key": "m", "value": 1, "timestamp": 1}, case=f"log-metric to run '{unknown[:10]}'")
        api.post("runs/log-parameter", {"run_id": unknown, "key": "m", "value": "1"}, case=f"log-parameter to run '{unknown[:10]}'")
        api.post("runs/set-tag", {"run_id": unknown, "key": "m", "value": "1"}, case=f"set-tag of run '{unknown[:10]}'")
        api.post("runs/delete-tag", {"run_id": unknown, "key": "m"}, case=f"delete-tag of run '{unknown[:10]}'")
        api.post("runs/log-batch", {"run_id": unknown, "metrics": [{"key": "m", "value": 1, "timestamp": 1}]}, case=f"log-batch to run '{unknown[:10]}'")
        api.post("runs/update", {"run_id": unknown, "status": "FINISHED"}, case=f"update run '{unknown[:10]}'")
    api.get("runs/get", {})


@scenario
def creation_of_runs(api):
    exp = new_experiment(api, "creations")
    api.post("runs/create", {"experiment_id": exp}, case="create a run with nothing said")
    api.post("runs/create", {"experiment_id": exp, "run_name": ""}, case="create a run with nothing said")
    api.post("runs/create", {"experiment_id": exp, "start_time": 7, "user_id": "x", "run_name": "given"})
    for _ in range(2):  # as after a lost reply: both make a second run, which its new id shows
        api.post("runs/create", {"experiment_id": exp, "start_time": 7, "user_id": "x", "run_name": "again"})
    api.post("runs/create", {"experiment_id": exp, "start_time": "7", "user_id": "x", "run_name": "start as text"})
    api.post("runs/create", {"experiment_id": exp, "start_time": 7, "user_id": "x", "tags": [{"key": "mlflow.runName", "value": "by tag"}]})
    api.post("runs/create", {"experiment_id": exp, "start_time": 7, "user_id": "x", "run_name": "one", "tags": [{"key": "mlflow.runName", "value": "one"}]})
    api.post("runs/create", {"experiment_id": exp, "start_time": 7, "user_id": "x", "run_name": "one", "tags": [{"key": "mlflow.runName", "value": "two"}]})
    api.post("runs/create", {"experiment_id": exp, "start_time": 7, "user_id": "x", "run_name": " ", "tags": []}, case="a blank run name")
    api.post("runs/create", {"experiment_id": exp, "start_time": "soon"})
    api.post("runs/create", {"experiment_id": exp, "start_time": 7, "user_id": "x", "run_name": "tag twice", "tags": [{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]}, case="create a run with a tag twice")
    api.post("runs/create", {"experiment_id": exp, "start_time": 7, "user_id": "x", "run_name": "long tag", "tags": [{"key": "a", "value": "v" * 8001}]}, case="create a run with a tag too long")
    api.post("runs/create", {"experiment_id": exp, "start_time": 7, "user_id": "x", "run_name": "bad tag", "tags": [{"key": "a!", "value": "v"}]}, case="create a run with a tag of a bad name")
    api.post("runs/create", {"experiment_id": exp, "start_time": 7, "user_id": "x", "run_name": "long key", "tags": [{"key": "k" * 251, "value": "v"}]}, case="create a run with a tag of a long name")
    api.post("runs/create", {"experiment_id": exp, "start_time": 7, "user_id": "x", "run_name": "n" * 251}, case="a run name of 251 characters")
    api.post("runs/create", {"experiment_id": exp, "start_time": 7, "user_id": "x", "run_name": 5})
    api.post("runs/create", {"experiment_id": "98765"})
    api.post("runs/create", {"experiment_id": "abc"}, case="a run in an experiment of letters")
    api.post("runs/create", {}, case="a run in no experiment")


@scenario
def metrics_and_their_latest(api):
    exp = new_experiment(api, "metrics")
    run, spare = new_run(api, exp), new_run(api, exp, "spare")

    def log(value, timestamp=1, step=None, key="m", case=None, **more):
        body = {"run_id": run, "key": key, "value": value, "timestamp": timestamp, **more}
        api.post("runs/log-metric", body if step is None else {**body, "step": step}, case=case)

    for value, timestamp, step in ((1, 1, 5), (2, 9, 3), (3, 1, 5), (2.5, 1, 5), (1.5, 2, 5), (9, 1, 4), (-1, 0, -7), (0.1, 2, 5), (4, 3, 6), (4, 3, 6)):
        log(value, timestamp, step)
        api.get("runs/get", {"run_id": run})
    for key, values in (("nan", ["NaN", 1, "NaN", "Infinity", "-Infinity"]), ("nan last", [1, "NaN"]), ("only nan", ["NaN", "NaN"]), ("nan tie", ["NaN", 0]), ("inf", ["-Infinity", "Infinity", 1e308])):
        for step, value in enumerate(values):
            log(value, 1, 0 if key in ("nan tie", "only nan") else step, key=key, case="the same NaN again" if key == "only nan" and step else None)
        api.get("metrics/get-history", {"run_id": run, "metric_key": key, "max_results": 100})
    api.get("runs/get", {"run_id": run})
    for value in (1e400, -1e400, 1e-320, 0.1, 1 / 3, -0.0, 123456789012345678, 1e22, 5e-324, "7", "1e3"):
        if value in (1e400, -1e400):
            value = "Infinity" if value > 0 else "-Infinity"
        log(value, 10, key="shapes")
    api.get("metrics/get-history", {"run_id": run, "metric_key": "shapes", "max_results": 100})
    for body in ({"value": 1}, {"key": "m"}, {"key": "m", "value": 1}, {"key": "", "value": 1, "timestamp": 1}, {"key": "m", "value": None, "timestamp": 1},
                 {"key": "m", "value": "high", "timestamp": 1}, {"key": "m", "value": True, "timestamp": 1}, {"key": "m", "value": "", "timestamp": 1}, {"key": "m", "value": [1], "timestamp": 1},
                 {"key": "m", "value": 1, "timestamp": -1}, {"key": "m", "value": 1, "timestamp": "now"}, {"key": "m", "value": 1, "timestamp": "12"}, {"key": "m", "value": 1, "timestamp": 1.5},
                 {"key": "m", "value": 1, "timestamp": 1, "step": "2"}, {"key": "m", "value": 1, "timestamp": 1, "step": "two"}, {"key": "m", "value": 1, "timestamp": 1, "step": 2**63}, {"key": "m", "value": 1, "timestamp": 1, "step": 2**63 - 1},
                 {"key": "m", "value": 1, "timestamp": 1, "step": -(2**63)}, {"key": "m", "value": 1, "timestamp": 1, "step": 1.5}, {"key": "m", "value": 1, "timestamp": 2.0, "step": 3.0}, {"key": 5, "value": 1, "timestamp": 1}, {"key": "zero", "value": 0, "timestamp": 0}):
        api.post("runs/log-metric", {"run_id": spare, **body}, case=f"log-metric {json.dumps(body)}")
    for key in KEYS:
        log(1, key=key)
    api.get("runs/get", {"run_id": run})
    log(1, key="with origin", dataset_name="d", dataset_digest="1")
    log(1, key="with model", model_id="m-" + "0" * 32, case="a metric of an unknown model")
    api.get("metrics/get-history", {"run_id": run, "metric_key": "with origin", "max_results": 100})
    api.get("metrics/get-history", {"run_id": run, "metric_key": "nothing"})
    api.get("metrics/get-history", {"run_id": run, "metric_key": ""})
    api.get("metrics/get-history", {"run_id": run})
    api.get("metrics/get-history", {"metric_key": "m"})
    api.get("metrics/get-history", {"run_uuid": run, "metric_key": "m", "max_results": 100})
    api.get("metrics/get-history", {"run_id": run, "metric_key": "m"}, case="history without max_results")
    api.get("metrics/get-history", {"run_id": "f" * 32, "metric_key": "m"}, case="history of an unknown run")
    for size in ("0", "-1", "25000", "25001", "x", "3"):
        api.get("metrics/get-history", {"run_id": run, "metric_key": "m", "max_results": size}, case=f"history max_results: {size}")
    token = None
    for _ in range(8):
        page = api.get("metrics/get-history", {"run_id": run, "metric_key": "m", "max_results": 4, **({"page_token": token} if token else {})})
        token = page.get("next_page_token")
        if not token:
            break
    api.get("metrics/get-history", {"run_id": run, "metric_key": "m", "max_results": 4, "page_token": "nonsense"}, case="history token: nonsense")
    api.get("metrics/get-history", {"run_id": run, "metric_key": "m", "max_results": 9, "page_token": ""}, case=None)


KEYS = ["k" * 250, "k" * 251, "a/b", "/a", "a//b", "a/../b", "..", ".", "a b", "a:b", "a!b", "ä-ß", "a/", "./a", "a\tb", "a\nb", "🎲", "a,b", "a'b", 'a"b', "k k" * 100, " ", "a.b-c_d"]


@scenario
def bulk_histories(api):
    exp = new_experiment(api, "bulk")
    runs = sorted(new_run(api, exp, f"r{i}") for i in range(3))
    api.forget_ids()  # the answers go by the ids, which are random
    for run in runs:
        api.get("metrics/get-history", {"run_id": run, "metric_key": "nothing", "max_results": 1})
    for index, run in enumerate(runs):
        points = [{"key": "m", "value": i * 0.5, "timestamp": 100 + i, "step": i * (index + 1)} for i in range(20)]
        api.post("runs/log-batch", {"run_id": run, "metrics": points})
    api.get("/ajax-api/2.0/mlflow/metrics/get-history-bulk", {"run_id": runs, "metric_key": "m"}, case="bulk history")
    api.get("/ajax-api/2.0/mlflow/metrics/get-history-bulk", {"run_id": runs, "metric_key": "m", "max_results": 7}, case="bulk history")
    api.get("/ajax-api/2.0/mlflow/metrics/get-history-bulk", {"run_id": runs[0]}, case="bulk history without a key")
    api.get("/ajax-api/2.0/mlflow/metrics/get-history-bulk", {"metric_key": "m"}, case="bulk history without runs")
    api.get("/ajax-api/2.0/mlflow/metrics/get-history-bulk", {"run_id": ["r"] * 101, "metric_key": "m"}, case="bulk history of 101 runs")
    api.get("/ajax-api/2.0/mlflow/metrics/get-history-bulk", {"run_id": ["f" * 32], "metric_key": "m"}, case="bulk history of an unknown run")
    for prefix in ("/api/2.0", "/ajax-api/2.0"):
        api.get(prefix + "/mlflow/metrics/get-history-bulk-interval", {"run_ids": runs, "metric_key": "m", "max_results": 5}, case="bulk interval")
    for more in ({}, {"max_results": 1}, {"max_results": 2}, {"max_results": 3}, {"max_results": 7}, {"max_results": 19}, {"max_results": 100}, {"start_step": 3, "end_step": 11}, {"start_step": 3, "end_step": 11, "max_results": 3},
                 {"start_step": 0, "end_step": 0}, {"start_step": 100, "end_step": 200}):
        api.get("metrics/get-history-bulk-interval", {"run_ids": runs, "metric_key": "m", **more}, case=f"bulk interval {more}")
        api.get("metrics/get-history-bulk-interval", {"run_ids": runs[1:2], "metric_key": "m", **more}, case=f"bulk interval {more}")
    for more in ({"max_results": 0}, {"max_results": 2501}, {"max_results": "x"}, {"start_step": 3}, {"end_step": 3}, {"start_step": 9, "end_step": 3}, {"start_step": "x", "end_step": "y"}, {"metric_key": ""}):
        api.get("metrics/get-history-bulk-interval", {"run_ids": runs, "metric_key": "m", **more}, case=f"bulk interval {more}")
    api.get("metrics/get-history-bulk-interval", {"metric_key": "m"}, case="bulk interval of no run")
    api.get("metrics/get-history-bulk-interval", {"run_ids": runs}, case="bulk interval of no metric")
    api.get("metrics/get-history-bulk-interval", {"run_ids": ["r"] * 101, "metric_key": "m"}, case="bulk interval of 101 runs")
    api.get("metrics/get-history-bulk-interval", {"run_ids": ["f" * 32], "metric_key": "m"}, case="bulk interval of an unknown run")
    api.get("metrics/get-history-bulk-interval", {"run_ids": runs, "metric_key": "nothing"}, case="bulk interval of an unknown metric")


@scenario
def params(api):
    exp = new_experiment(api, "params")
    run = new_run(api, exp)

    def log(key, value, case=None):
        api.post("runs/log-parameter", {"run_id": run, "key": key, "value": value}, case=case)

    for key, value in (("depth", "3"), ("depth", "3"), ("depth", "4"), ("Depth", "5"), ("empty", ""), ("empty", ""), ("blank", " "), ("text", "größer 🎲\n\"x\""), ("quote", "it's")):
        log(key, value)
    log("quote", 'it\'s "other"')
    for length in (6000, 6001, 9000):
        log(f"long {length}", "v" * length)
    log("long 6001", "v" * 6001)
    log("long 6001", "v" * 6000)
    log("long dice", "🎲" * 6001)
    log("number", 5)
    log("null", None)
    for key in KEYS:
        log(key, "v")
    for body in ({}, {"key": "a"}, {"value": "b"}, {"key": "", "value": "b"}):
        api.post("runs/log-parameter", {"run_id": run, **body})
    api.post("runs/log-parameter", {"key": "a", "value": "b"})
    api.get("runs/get", {"run_id": run})


@scenario
def tags(api):
    exp = new_experiment(api, "tags")
    run = new_run(api, exp)
    for key, value in (("a", "1"), ("a", "2"), ("A", "3"), ("empty", ""), ("text", "größer 🎲"), ("long", "v" * 8000), ("longer", "v" * 8001), ("number", 5), ("null", None)):
        api.post("runs/set-tag", {"run_id": run, "key": key, "value": value})
    for key in KEYS:
        api.post("runs/set-tag", {"run_id": run, "key": key, "value": "v"})
    api.post("runs/delete-tag", {"run_id": run, "key": "a"})
    api.post("runs/delete-tag", {"run_id": run, "key": "a"})
    api.post("runs/delete-tag", {"run_id": run, "key": "a!"})
    api.post("runs/delete-tag", {"run_id": run})
    api.post("runs/set-tag", {"run_id": run})
    api.post("runs/set-tag", {"run_id": run, "key": "bare"})
    api.post("runs/set-tag", {"run_uuid": run, "key": "by uuid", "value": "v"})
    api.get("runs/get", {"run_id": run})


@scenario
def batches(api):
    exp = new_experiment(api, "batches")
    run, spare = new_run(api, exp), new_run(api, exp, "spare")

    def metric(i, **more):
        return {"key": f"m{i}", "value": i, "timestamp": 1, "step": 0, **more}

    def pair(i, value="v"):
        return {"key": f"k{i}", "value": value}

    def batch(case=None, to=run, **body):
        return api.post("runs/log-batch", {"run_id": to, **body}, case=case)

    batch()
    batch(metrics=[metric(0), metric(0), metric(0, value=5), metric(0, step=1)], params=[pair(0)], tags=[pair(0), pair(0, "w")], case="a tag twice in a batch")
    api.get("runs/get", {"run_id": run})
    batch(params=[pair(1), pair(1)])
    batch(params=[pair(1), pair(1, "w")])
    batch(params=[pair(0), pair(2)])
    batch(params=[pair(0, "changed"), pair(3)])
    batch(params=[pair(0, "changed"), pair(2, "changed too"), pair(3)])
    batch(params=[pair(0, "it's")])
    batch(metrics=[metric(9)], params=[pair(0, "changed")], tags=[pair(9)], case="a batch of which the params are refused")
    api.get("runs/get", {"run_id": run}, case="after a batch of which the params were refused")
    batch(metrics=[metric(i) for i in range(1000)])
    batch(metrics=[metric(i) for i in range(1001)])
    batch(params=[pair(i) for i in range(4, 104)])
    batch(params=[pair(i) for i in range(101)])
    batch(tags=[pair(i) for i in range(100)])
    batch(tags=[pair(i) for i in range(101)])
    batch(metrics=[metric(i) for i in range(900)], params=[pair(i) for i in range(4, 54)], tags=[pair(i) for i in range(50)])
    batch(metrics=[metric(i) for i in range(901)], params=[pair(i) for i in range(4, 54)], tags=[pair(i) for i in range(50)])
    for bad in ({"metrics": [metric(1), {}]}, {"metrics": [{"key": "m", "value": 1}]}, {"metrics": [{"key": "m", "timestamp": 1}]}, {"metrics": [{"value": 1, "timestamp": 1}]}, {"metrics": [metric(1, value="NaN"), metric(1, value="high")]},
                {"metrics": [metric(1, key="a!")]}, {"metrics": [metric(1), metric(1, key="/a")]}, {"metrics": [metric(1, timestamp=-1)]}, {"metrics": [metric(1, key="k" * 251)]}, {"metrics": {"key": "m"}}, {"metrics": "m"}, {"metrics": [5]}, {"metrics": [None]}, {"metrics": None},
                {"params": [{}]}, {"params": [{"key": "", "value": "v"}]}, {"params": [{"key": "p"}]}, {"params": [pair(200), {"key": "a!", "value": "v"}]}, {"params": [{"key": "k" * 251, "value": "v"}]}, {"params": [{"key": "long", "value": "v" * 6001}]}, {"params": [{"key": "n", "value": 5}]},
                {"tags": [{}]}, {"tags": [{"key": "", "value": "v"}]}, {"tags": [{"key": "t"}]}, {"tags": [{"key": "a//b", "value": "v"}]}, {"tags": [{"key": "k" * 251, "value": "v"}]}, {"tags": [{"key": "long", "value": "v" * 8001}]}):
        batch(**bad, to=spare, case=f"batch {json.dumps(bad)[:60]}")
    api.post("runs/log-batch", {"metrics": []})
    api.post("runs/log-batch", {"run_id": None})
    api.get("runs/get", {"run_id": run})


@scenario
def inputs_and_outputs(api):
    exp = new_experiment(api, "inputs")
    run, other = new_run(api, exp, "one"), new_run(api, exp, "two")

    def dataset(name="d", digest="1", **more):
        return {"name": name, "digest": digest, "source_type": "local", "source": "/data", **more}

    def log(*datasets, to=run, case=None, **more):
        api.post("runs/log-inputs", {"run_id": to, "datasets": list(datasets), **more}, case=case)

    context = [{"key": "mlflow.data.context", "value": "training"}]
    log({"dataset": dataset(schema="{}", profile="{\"rows\": 1}"), "tags": context})
    log({"dataset": dataset(schema="{}", profile="{\"rows\": 1}"), "tags": context})
    log({"dataset": dataset(source="/other")}, {"dataset": dataset("e", "2"), "tags": [{"key": "a", "value": "b"}]}, to=other)
    log({"dataset": dataset("f", "3")}, {"dataset": dataset("f", "3")}, to=other)
    log()
    api.get("runs/get", {"run_id": run})
    api.get("runs/get", {"run_id": other})
    for name, size in (("name", 500), ("digest", 36), ("source", 65535)):
        log({"dataset": dataset(**{name: "x" * size})}, to=other, case=f"dataset {name} of {size}")
        log({"dataset": dataset(**{name: "x" * (size + 1)})}, to=other, case=f"dataset {name} of {size + 1}")
    log({"dataset": dataset("schema", schema="x" * 1048576)})
    log({"dataset": dataset("t"), "tags": [{"key": "k" * 256, "value": "v"}]})
    log({"dataset": dataset("t"), "tags": [{"key": "k", "value": "v" * 501}]})
    for bad in ({}, {"dataset": {}}, {"dataset": {"name": "d"}}, {"dataset": dataset(), "tags": [{}]}, {"dataset": dataset(), "tags": [{"key": "k"}]}, {"dataset": {"name": "", "digest": "", "source_type": "", "source": ""}}):
        log(bad, to=new_run(api, new_experiment(api, f"bad inputs {len(api.steps)}")), case=f"log-inputs {json.dumps(bad)[:110]}")
    api.post("runs/log-inputs", {"run_id": run, "datasets": "d"})
    api.post("runs/log-inputs", {"run_id": run})
    api.post("runs/log-inputs", {})
    api.post("runs/log-inputs", {"run_id": "f" * 32, "datasets": [{"dataset": dataset()}]}, case="log-inputs to an unknown run")
    api.post("/ajax-api/2.0/mlflow/experiments/search-datasets", {"experiment_ids": [exp]}, case="search-datasets")
    api.post("/ajax-api/2.0/mlflow/experiments/search-datasets", {"experiment_ids": ["98765"]})
    api.post("/ajax-api/2.0/mlflow/experiments/search-datasets", {}, case="search-datasets of nothing")
    api.post("/ajax-api/2.0/mlflow/experiments/search-datasets", {"experiment_ids": [str(i) for i in range(21)]})
    model = api.post("logged-models", {"experiment_id": exp, "name": "m", "source_run_id": run}).get("model", {}).get("info", {}).get("model_id")
    api.post("runs/outputs", {"run_id": run, "models": [{"model_id": model, "step": 3}]})
    api.post("runs/outputs", {"run_id": run, "models": [{"model_id": model, "step": 4}]}, case="the same output at another step")
    api.post("runs/outputs", {"run_id": run, "models": [{"model_id": model, "step": 3}]}, case="the same output again")
    api.post("runs/outputs", {"run_id": run})
    api.post("runs/outputs", {"run_id": run, "models": []})
    api.post("runs/outputs", {"models": [{"model_id": model, "step": 3}]})
    api.post("runs/outputs", {"run_id": "f" * 32, "models": [{"model_id": model, "step": 3}]}, case="outputs of an unknown run")
    api.post("runs/log-inputs", {"run_id": other, "models": [{"model_id": model}]})
    api.post("runs/log-inputs", {"run_id": other, "models": [{"model_id": model}]}, case="the same model as input again")
    api.get("runs/get", {"run_id": run})
    api.get("runs/get", {"run_id": other})
    for text in ("datasets.name = 'd'", "dataset.digest = '2'", "datasets.context = 'training'", "dataset.name LIKE 'd%'", "dataset.name ILIKE 'D'", "dataset.name IN ('d', 'e')", "dataset.name NOT IN ('d')", "dataset.name != 'd'",
                 "dataset.source = 'x'", "dataset.name = 5", "dataset.name > 'a'"):
        api.post("runs/search", {"experiment_ids": [exp], "filter": text, "order_by": ["run_name"]}, case=f"runs filter: {text}")


@scenario
def models_logged_the_old_way(api):
    exp = new_experiment(api, "old models")
    run = new_run(api, exp)
    whole = {"run_id": run, "artifact_path": "model", "flavors": {"python_function": {"loader_module": "x"}}, "utc_time_created": "2026-01-01 00:00:00.000000", "model_uuid": "u", "mlflow_version": "2.9.2"}
    api.post("runs/log-model", {"run_id": run, "model_json": json.dumps(whole)})
    api.get("runs/get", {"run_id": run}, case="the history of models")
    api.post("runs/log-model", {"run_id": run, "model_json": json.dumps({**whole, "artifact_path": "other"})})
    api.get("runs/get", {"run_id": run}, case="the history of models")
    for name in ("artifact_path", "flavors", "utc_time_created", "run_id"):
        api.post("runs/log-model", {"run_id": run, "model_json": json.dumps({k: v for k, v in whole.items() if k != name})}, case=f"log-model without {name}")
    api.post("runs/log-model", {"run_id": run, "model_json": "{"})
    api.post("runs/log-model", {"run_id": run, "model_json": "{}"}, case="log-model of {}")
    api.post("runs/log-model", {"run_id": run, "model_json": ""})
    api.post("runs/log-model", {"run_id": run})
    api.post("runs/log-model", {"model_json": json.dumps(whole)})
    api.post("runs/log-model", {"run_id": "f" * 32, "model_json": json.dumps(whole)}, case="log-model to an unknown run")


# ---- searches of runs


def searchable(api):
    exp = new_experiment(api, "search")
    rows = [
        ("one", {"auc": 0.9, "loss": 1}, {"lr": "0.1", "opt": "adam"}, {"team": "red"}),
        ("two", {"auc": 0.8, "loss": "NaN"}, {"lr": "0.2", "opt": "Adam"}, {"team": "blue"}),
        ("three", {"auc": "NaN"}, {"opt": "sgd"}, {"team": "Red", "my key": "x", "a.b": "y"}),
        ("four", {"auc": "Infinity", "my metric": 3}, {"lr": "0.10"}, {}),
        ("five", {}, {"p%t": "50%", "lr": ""}, {"team": "50%_x"}),
        ("six", {"auc": "-Infinity", "loss": -2}, {"opt": "it's"}, {"team": 'say "x"', "mlflow.note.content": "n"}),
    ]
    runs = []
    for index, (name, metrics, params, tags) in enumerate(rows):
        made = api.post("runs/create", {"experiment_id": exp, "run_name": name, "start_time": 1000 + index, "user_id": "ada" if index % 2 else "bob"})
        run = made.get("run", {}).get("info", {}).get("run_id")
        runs.append(run)
        api.post("runs/log-batch", {
            "run_id": run,
            "metrics": [{"key": k, "value": v, "timestamp": 1, "step": 0} for k, v in metrics.items()],
            "params": [{"key": k, "value": v} for k, v in params.items() if "%" not in k],
            "tags": [{"key": k, "value": v} for k, v in tags.items()],
        })
    api.post("runs/update", {"run_id": runs[0], "status": "FINISHED", "end_time": 2000})
    api.post("runs/update", {"run_id": runs[1], "status": "FAILED", "end_time": 3000})
    return exp, runs


@scenario
def search_of_runs(api):
    exp, runs = searchable(api)

    def search(case=None, **body):
        return api.post("runs/search", {"experiment_ids": [exp], "order_by": ["run_name"], **body}, case=case)

    for text in (
        "metrics.auc > 0.8", "metrics.auc >= 0.8", "metrics.auc = 0.9", "metrics.auc != 0.9", "metrics.auc < 0.9", "metrics.auc <= 0.8", "metric.auc > 0", "metrics.auc > -1e308", "metrics.auc > .5", "metrics.auc > 8e-1", "metrics.loss < 0", "metrics.loss = 0", "metrics.loss != 0",
        "metrics.`my metric` = 3", 'metrics."my metric" = 3', "metrics.nothing > 0",
        "params.lr = '0.1'", "params.lr != '0.1'", "param.lr = '0.1'", "parameter.lr = '0.1'", "parameters.lr = '0.1'", "params.lr LIKE '0.%'", "params.opt LIKE 'a%'", "params.opt ILIKE 'A%'", "params.opt like 'adam'", "params.lr = ''", "params.lr IS NULL", "params.lr IS NOT NULL", "params.opt = \"it's\"", 'params.opt = "adam"',
        "tags.team = 'red'", "tag.team != 'red'", "tags.team ILIKE 'RED'", "tags.`my key` = 'x'", "tags.`a.b` = 'y'", "tags.a.b = 'y'", "tags.\"a.b\" = 'y'", "tags.team IS NULL", "tags.team is not null", "tags.team LIKE '50%'", "tags.team LIKE '%\\_x'", "tags.mlflow.note.content = 'n'",
        "run_id = '%s'" % runs[0], "run_id != '%s'" % runs[0], "run_id IN ('%s', '%s')" % (runs[0], runs[1]), "run_id NOT IN ('%s')" % runs[0], "attributes.run_id LIKE '%'", "attribute.run_id = 'x'", "run.run_id = 'x'", "attr.run_id = 'x'", "run_id IN ('x')", "run_id IN ('%s')" % runs[0].upper(),
        "run_name = 'one'", "run_name LIKE 't%'", "attributes.run_name ILIKE 'T%'", "attributes.`run name` = 'one'", "attributes.`Run name` = 'one'", "tags.mlflow.runName = 'two'", "tags.`mlflow.runName` = 'two'", "run_name != 'one'",
        "status = 'FINISHED'", "status != 'FINISHED'", "status = 'finished'", "attributes.status LIKE 'F%'", "attributes.status ILIKE 'f%'", "user_id = 'ada'", "artifact_uri LIKE 'mlflow-artifacts:/%'", "start_time > 1000", "start_time = 1001", "created >= 1003", "attributes.Created > 1002", "end_time < 3000", "end_time != 5", "start_time > 1000.5", "start_time > -1",
        "metrics.auc > 0.1 AND params.opt = 'adam' and tags.team = 'red'", "metrics.auc>0.1 AND status='FINISHED'", "metrics.auc > 0.1 AND metrics.auc < 0.85", "", " ", "  status   =   'RUNNING'  ",
    ):
        search(filter=text, case=f"runs filter: {text}")
    bad = [text.replace("name", "run_name") if text.startswith("name") else text for text in BAD_FILTERS] + [
        "metrics.auc", "metrics.auc > 'a'", "metrics.auc LIKE 'a'", "metrics.auc > ", "metrics.auc IS NULL", "metrics.auc IN (1)", "metrics = 1", "metrics.auc > 1e", "metrics.auc > 1.2.3", "metrics.auc > --1", "metrics.auc > NaN",
        "params.lr = 0.1", "params.lr > '0.1'", "params.lr IN ('a')", "params.lr = ", "params.my key = 'a'", "params.a-b = 'x'", "params.`a = 'x'", "tags.team = red", "tags.team = `red`",
        "status > 'a'", "status IN ('FINISHED')", "status = FINISHED", "start_time = 'a'", "start_time LIKE 'a'", "start_time IN ('a')", "run_id IN ()", "run_id IN ('a'", "run_id IN 'a'", "run_id IN (1, 2)", "run_id IN ('a', 2)", "run_id IN (a)", "run_id > 'a'", "run_id = 5", "run_name IN ('a')",
        "lifecycle_stage = 'active'", "experiment_id = '1'", "attributes.foo = 'a'", "dataset.foo = 'a'", "datasets.name IN ()", "model.a = 'b'", "attribute.start_time = '5'", "metrics.a.b.c = 'x'", "duration > 1",
    ]
    for text in bad:
        search(filter=text, case=f"runs filter: {text}")
    for order in (
        ["metrics.auc"], ["metrics.auc ASC"], ["metrics.auc DESC"], ["metrics.loss"], ["metrics.loss DESC"], ["metrics.`my metric` DESC"], ["params.lr"], ["params.lr DESC"], ["params.opt", "run_name"], ["tags.team"], ["tags.team desc", "run_name DESC"], ["start_time"], ["start_time DESC"], ["attributes.start_time ASC", "run_name"],
        ["end_time"], ["end_time DESC"], ["status", "run_name"], ["run_name"], ["attribute.run_name DESC"], ["user_id", "metrics.auc DESC"],  ["created DESC", "run_name"], ["`run_name`"], ["metrics.nothing", "run_name"], ["metrics.nothing"], [], ["attributes.`Run Name`"],
    ):
        search(order_by=order, case=f"runs order: {order}")
    for order in (["auc"], ["metrics"], ["metrics.auc DOWN"], ["metrics.auc", "metrics.auc"], ["metrics.auc", "metrics.auc DESC"], ["metrics.auc, start_time"], [""], ["x.y"], ["metrics.my metric"], ["DESC"], ["metrics.auc ASC DESC"], ["dataset.name"], ["attributes.foo"], ["metrics.`auc"]):
        search(order_by=order, case=f"runs order: {order}")
    for view in ("ACTIVE_ONLY", "DELETED_ONLY", "ALL", 1, 2, 3, "SOME", 0, "2"):
        search(run_view_type=view, case=f"runs view: {view!r}")
    api.post("runs/delete", {"run_id": runs[5]})
    for view in ("ACTIVE_ONLY", "DELETED_ONLY", "ALL"):
        search(run_view_type=view)
    for size in (1, 0, -1, 50000, 50001, "2", "many", 1.5, None, True):
        search(max_results=size, case=f"runs max_results: {size!r}")
    for order in (["run_name"], ["metrics.auc DESC"], ["params.lr"], [], ["start_time"]):
        token = None
        for _ in range(8):
            page = search(order_by=order, max_results=2, page_token=token)
            token = page.get("next_page_token")
            if not token:
                break
    for token in ("nonsense", "eyJvZmZzZXQiOiAwfQ==", "eyJvZmZzZXQiOiAyfQ==", "eyJ4IjogMX0=", "", 5):
        search(page_token=token, case=f"runs token: {token!r}")
    api.post("runs/search", {"experiment_ids": []})
    api.post("runs/search", {})
    api.post("runs/search", {"experiment_ids": ["98765"]})
    api.post("runs/search", {"experiment_ids": ["abc"]}, case="runs of an experiment of letters")
    api.post("runs/search", {"experiment_ids": [exp, exp, "98765"], "order_by": ["run_name"]})
    api.post("runs/search", {"experiment_ids": "some"})
    api.post("runs/search", {"experiment_ids": [7]})
    api.post("runs/search", {"experiment_ids": [exp], "filter": 5})
    api.post("runs/search", {"experiment_ids": [exp], "order_by": "run_name"})
    api.post("runs/search", {"experiment_ids": [exp], "order_by": [5]})
    api.post("runs/search", {"experiment_ids": [], "filter": "nonsense"}, case="nonsense in no experiment")


# ---- logged models


@scenario
def life_of_a_logged_model(api):
    exp = new_experiment(api, "models")
    run = new_run(api, exp)
    made = api.post("logged-models", {"experiment_id": exp, "name": "net", "model_type": "agent", "source_run_id": run, "params": [{"key": "p", "value": "1"}], "tags": [{"key": "t", "value": "1"}]})
    model = made.get("model", {}).get("info", {}).get("model_id", "missing")
    path = "logged-models/" + model
    api.get(path)
    api.call("PATCH", path, {"model_id": model, "status": "LOGGED_MODEL_READY"})
    for status in ("LOGGED_MODEL_PENDING", "LOGGED_MODEL_UPLOAD_FAILED", 2, "DONE", 0, None, "LOGGED_MODEL_STATUS_UNSPECIFIED"):
        api.call("PATCH", path, {"model_id": model, "status": status}, case=f"finalize as {status!r}")
    api.call("PATCH", path, {"status": "LOGGED_MODEL_READY"}, case="finalize without model_id in the body")
    api.call("PATCH", path, {"model_id": model, "status": "LOGGED_MODEL_READY"})
    api.call("PATCH", path, {"model_id": model})
    api.call("PATCH", path + "/tags", {"model_id": model, "tags": [{"key": "t", "value": "2"}, {"key": "u", "value": ""}, {"key": "mlflow.x", "value": "y"}]}, case="set tags of a logged model")
    api.call("PATCH", path + "/tags", {"tags": []}, case="set tags of a logged model")
    spare = api.post("logged-models", {"experiment_id": exp, "name": "spare"}).get("model", {}).get("info", {}).get("model_id")
    api.call("PATCH", f"logged-models/{spare}/tags", {"tags": [{"key": "k" * 251, "value": "v"}]}, case="set a long tag of a logged model")
    api.call("PATCH", path + "/tags", {"tags": [{"key": "long", "value": "v" * 8001}]})
    api.call("PATCH", path + "/tags", {"tags": [{"key": "a!", "value": "v"}]}, case="set an odd tag of a logged model")
    api.call("DELETE", path + "/tags/t", {"model_id": model, "tag_key": "t"})
    api.call("DELETE", path + "/tags/t")
    api.get(path)
    api.post(path + "/params", {"model_id": model, "params": [{"key": "q", "value": "2"}]})
    api.post(path + "/params", {"model_id": model, "params": [{"key": "q", "value": "2"}]}, case="log a param of a logged model again")
    api.post(path + "/params", {"model_id": model, "params": [{"key": "q", "value": "3"}]}, case="change a param of a logged model")
    api.post(f"logged-models/{spare}/params", {"params": [{"key": "r", "value": "3"}]}, case="log params without model_id in the body")
    api.post(path + "/params", {"model_id": model, "params": [{"key": "a!", "value": "3"}]}, case="log an odd param of a logged model")
    api.post(f"logged-models/{spare}/params", {"model_id": spare, "params": [{"key": "long", "value": "v" * 6001}]})
    api.post(path + "/params", {"model_id": model}, case="log no params of a logged model")
    api.post("runs/log-metric", {"run_id": run, "key": "auc", "value": 0.5, "timestamp": 1, "step": 0, "model_id": model})
    api.post("runs/log-metric", {"run_id": run, "key": "auc", "value": 0.7, "timestamp": 2, "step": 1, "model_id": model, "dataset_name": "d", "dataset_digest": "1"})
    api.post("runs/log-batch", {"run_id": run, "metrics": [{"key": "loss", "value": "NaN", "timestamp": 3, "step": 1, "model_id": model}, {"key": "loss", "value": 2, "timestamp": 3, "step": 2, "model_id": model}]}, case=None)
    api.post("runs/log-batch", {"run_id": run, "metrics": [{"key": "auc", "value": 0.7, "timestamp": 2, "step": 1, "model_id": model, "dataset_name": "d", "dataset_digest": "1"}]}, case="log a metric of a logged model again")
    api.get(path, case="a logged model with metrics")
    api.get("runs/get", {"run_id": run})
    api.get("metrics/get-history", {"run_id": run, "metric_key": "auc", "max_results": 100})
    api.get(path + "/artifacts/directories", case="files of a logged model")
    api.call("DELETE", path)
    api.get(path)
    api.get(path, {"allow_deleted": "true"}, case="a deleted logged model, allowed")
    api.call("DELETE", path)
    api.call("PATCH", path + "/tags", {"tags": [{"key": "t", "value": "2"}]}, case="set a tag of a deleted logged model")
    for method, where, body in (("GET", "", None), ("PATCH", "", {"model_id": "m-x", "status": "LOGGED_MODEL_READY"}), ("DELETE", "", None), ("PATCH", "/tags", {"tags": []}), ("DELETE", "/tags/t", None), ("POST", "/params", {"model_id": "m-x", "params": []})):
        api.call(method, "logged-models/m-x" + where, body, case=f"{method} an unknown logged model{where}")
    for body in ({"name": "x"}, {"experiment_id": "98765", "name": "x"}, {"experiment_id": exp}, {"experiment_id": exp, "name": ""}, {"experiment_id": exp, "name": "a/b"}, {"experiment_id": exp, "name": "a.b"}, {"experiment_id": exp, "name": "it's"}, {"experiment_id": exp, "name": "n" * 501}, {"experiment_id": exp, "name": " "},
                 {"experiment_id": exp, "name": "net", "source_run_id": "nobody"}, {"experiment_id": exp, "name": "p", "params": [{"key": "p", "value": "1"}, {"key": "p", "value": "2"}]}, {"experiment_id": exp, "name": "long", "params": [{"key": "p", "value": "v" * 6001}]}, {"experiment_id": exp, "name": "long", "tags": [{"key": "p", "value": "v" * 8001}]},
                 {"experiment_id": exp, "name": "odd", "tags": [{"key": "a!", "value": "v"}]}, {"experiment_id": exp, "name": 5}, {}):
        api.post("logged-models", body, case=f"create logged model {json.dumps({k: v for k, v in body.items() if k != 'experiment_id'})[:60]}" + ("" if "experiment_id" in body else " in no experiment"))


@scenario
def search_of_logged_models(api):
    exp = new_experiment(api, "model search")
    run = new_run(api, exp)
    models = []
    for index, (name, kind, auc) in enumerate([("a", "agent", 0.5), ("b", "", 0.9), ("c", "Agent", None), ("a", "x", 0.3), ("e", "x", 0.7)]):
        body = {"experiment_id": exp, "name": name, "model_type": kind, "params": [{"key": "p", "value": str(index)}], "tags": [{"key": "t", "value": name.upper()}] if index else []}
        model = api.post("logged-models", body if index % 2 else {**body, "source_run_id": run}).get("model", {}).get("info", {}).get("model_id")
        models.append(model)
        if auc is not None:
            data = {"dataset_name": "d", "dataset_digest": "1"} if index != 1 else {"dataset_name": "e", "dataset_digest": "2"}
            api.post("runs/log-batch", {"run_id": run, "metrics": [{"key": "auc", "value": auc, "timestamp": 1, "step": s, "model_id": model, **(data if s else {})} for s in (0, 1)]})
    api.call("PATCH", f"logged-models/{models[1]}", {"model_id": models[1], "status": "LOGGED_MODEL_READY"})
    api.call("DELETE", f"logged-models/{models[4]}")

    def search(case=None, **body):
        return api.post("logged-models/search", {"experiment_ids": [exp], **body}, case=case)

    order = [{"field_name": "name", "ascending": True}, {"field_name": "creation_timestamp"}]
    search()
    for text in (
        "name = 'a'", "name != 'a'", "name LIKE 'a%'", "name ILIKE 'A'", "name IN ('a', 'b')", "name NOT IN ('a')", "attributes.name = 'b'", "model_type = 'agent'", "model_type ILIKE 'agent'", "status = 'READY'", "status = 'PENDING'", "status != 'READY'", "status = 'LOGGED_MODEL_READY'", "source_run_id = '%s'" % run, "model_id = '%s'" % models[0], "model_id IN ('%s')" % models[0],
        "creation_timestamp > 0", "creation_time > 0", "last_updated_timestamp > 0", "last_updated_time < 5", "metrics.auc > 0.6", "metrics.auc = 0.5", "metrics.auc < 1", "metrics.auc != 0.5", "params.p = '1'", "params.p != '1'", "params.p LIKE '%'", "params.`p` ILIKE '2'", "tags.t = 'A'", "tags.t != 'A'", "tags.t IS NULL", "tags.t IS NOT NULL", "params.p IS NULL", "name = 'a' AND metrics.auc > 0", "",
    ):
        search(filter=text, order_by=order, case=f"models filter: {text}")
    for text in BAD_FILTERS + ["foo = 'a'", "name > 'a'", "name = 5", "metrics.auc > 'a'", "metrics.auc LIKE 'a'", "params.p = 5", "params.p > '1'", "x.y = 'a'", "creation_timestamp = 'a'", "name IN ()", "name IN (1)", "tags.t = x", "status IN ('READY')", "dataset.name = 'd'", "metrics.auc IS NULL"]:
        search(filter=text, case=f"models filter: {text}")
    for datasets in ([{"dataset_name": "d"}], [{"dataset_name": "d", "dataset_digest": "1"}], [{"dataset_name": "d", "dataset_digest": "9"}], [{"dataset_name": "d"}, {"dataset_name": "e"}], [{}], [{"dataset_name": ""}]):
        search(datasets=datasets, order_by=order, case=f"models datasets: {json.dumps(datasets)}")
        search(datasets=datasets, filter="metrics.auc > 0.6", order_by=order, case=f"models datasets and filter: {json.dumps(datasets)}")
    for orders in ([{"field_name": "name"}], [{"field_name": "name", "ascending": False}, {"field_name": "creation_timestamp", "ascending": True}], [{"field_name": "metrics.auc"}], [{"field_name": "metrics.auc", "ascending": False}], [{"field_name": "metrics.auc", "dataset_name": "d"}], [{"field_name": "metrics.auc", "dataset_name": "d", "dataset_digest": "1"}],
                   [{"field_name": "creation_time"}], [{"field_name": "last_updated_timestamp", "ascending": True}], [{"field_name": "attributes.name", "ascending": True}, {"field_name": "creation_timestamp"}], [{"field_name": "status"}, {"field_name": "name"}, {"field_name": "creation_timestamp"}], [{"field_name": "model_type"}, {"field_name": "creation_timestamp"}], [{"field_name": "source_run_id"}, {"field_name": "creation_timestamp"}]):
        search(order_by=orders, case=f"models order: {json.dumps(orders)}")
    search(order_by=[{"field_name": "model_id"}], filter="name = 'b'")  # the ids are random
    for orders in ([{"field_name": "foo"}], [{"field_name": "params.p"}], [{"field_name": "tags.t"}], [{}], [{"field_name": ""}], [{"field_name": "name"}, {"field_name": "name"}], [{"field_name": "name DESC"}], [{"field_name": "metrics"}], [{"field_name": "name", "dataset_name": "d"}], [{"field_name": "metrics.auc", "dataset_digest": "1"}], [{"field_name": 5}], ["name"]):
        search(order_by=orders, case=f"models order: {json.dumps(orders)}")
    for size in (0, -1, 1, 1000, 1001, 50000, 50001, "2", "x"):
        search(max_results=size, order_by=order, case=f"models max_results: {size!r}")
    token = None
    for _ in range(5):
        page = search(max_results=2, order_by=order, page_token=token)
        first = token or page.get("next_page_token")
        token = page.get("next_page_token")
        if not token:
            break
    search(max_results=2, order_by=order, page_token=first, filter="name = 'a'", case="models token of another search")
    search(page_token="nonsense", case="models token: nonsense")
    api.post("logged-models/search", {"experiment_ids": []}, case="models of no experiment")
    api.post("logged-models/search", {}, case="models of no experiment said")
    api.post("logged-models/search", {"experiment_ids": ["98765"]})
    api.post("logged-models/search", {"experiment_ids": ["abc"]}, case="models of an experiment of letters")
    api.post("logged-models/search", {"experiment_ids": [exp, "98765"], "order_by": order})


# ---- the wire itself


@scenario
def odd_requests(api):
    exp = new_experiment(api, "wire")
    run = new_run(api, exp)
    good = {"run_id": run, "key": "k", "value": "v"}

    def send(case, data, **more):
        api.call("POST", "runs/set-tag", data=data, case=case, **more)

    for case, data in (
        ("half an object", b"{"), ("an array", b"[]"), ("a number", b"7"), ("a string", b'"x"'), ("a value missing", b'{"run_id": }'), ("two objects", b"{} {}"), ("nothing", b""), ("null", b"null"), ("true", b"true"), ("not UTF-8", b'{"run_id": "\xff"}'), ("a byte order mark", "\ufeff{}".encode()), ("only a space", b" "),
    ):
        send(f"body: {case}", data)
    send("unknown fields", json.dumps({**good, "unknown": {"deep": [1]}}).encode())
    send("a field twice", b'{"run_id": "' + run.encode() + b'", "key": "k", "value": "1", "value": "2"}')
    send("encoded twice", json.dumps(json.dumps(good)).encode())
    send("fields in camelCase", json.dumps({"runId": run, "key": "camel", "value": "v"}).encode())
    for type_ in ("application/json; charset=utf-8", "application/json;charset=UTF-8", "text/plain", "", "application/x-www-form-urlencoded", "application/octet-stream"):
        send(f"content type '{type_}'", json.dumps(good).encode(), headers={"Content-Type": type_})
    for value in (5, True, 1.5, ["v"], {"a": "b"}, None):
        send(f"a value of {value!r}", json.dumps({**good, "value": value}).encode())
    for name in (5, True, ["r"], {"a": 1}):
        send(f"a run id of {name!r}", json.dumps({**good, "run_id": name}).encode())
    send("a key of 5", json.dumps({**good, "key": 5}).encode())
    send("a null character", json.dumps({**good, "value": "a\0b"}).encode())
    send("half a surrogate pair", b'{"run_id": "' + run.encode() + b'", "key": "k", "value": "\\ud83c"}')
    send(None, json.dumps(good).encode())
    api.get("runs/get", {"run_id": run}, case="after odd tags")
    api.get("runs/get", [("run_id", run), ("run_id", "other")], case="a query parameter twice")
    api.get("runs/get", [("run_id", "other"), ("run_id", run)], case="a query parameter twice, the other way")
    api.get("runs/get", {"run_id": run, "unknown": "1"})
    api.call("GET", "runs/get", {"run_id": run}, case="GET with a body")
    api.call("POST", "runs/get", {"run_id": run}, case="POST where GET is meant")
    api.call("GET", "runs/create", case="GET where POST is meant")
    api.call("PUT", "runs/create", {"experiment_id": exp}, case="PUT where POST is meant")
    api.call("POST", "runs/no-such", {}, case="no such endpoint")
    api.call("GET", "nothing/at/all", case="no such endpoint")
    api.call("GET", "/api/9.0/mlflow/runs/get", case="no such version")
    api.call("POST", "runs/set-tag", None, query=good, case="POST with a query and no body")
    api.get("/ajax-api/2.0/mlflow/runs/get", {"run_id": run})
    api.post("/ajax-api/2.0/mlflow/runs/search", {"experiment_ids": [exp]})
    api.get("/health", case="health")
    model = api.post("logged-models", {"experiment_id": exp, "name": "m", "tags": [{"key": "t", "value": "1"}]}).get("model", {}).get("info", {}).get("model_id")
    api.call("DELETE", f"logged-models/{model}/tags/t", {"model_id": model, "tag_key": "t"})
    api.call("DELETE", f"logged-models/{model}", {"model_id": model})
    api.get("artifacts/list", {"run_id": run}, case="files of a run without any")
    api.get("artifacts/list", {"run_id": run, "path": "../x"}, case="files of a run outside")
    api.get("artifacts/list", {"run_id": run, "path": "nothing"}, case="files of a run in no such place")
    api.get("artifacts/list", {}, case="files of no run")
    api.get("artifacts/list", {"run_id": "f" * 32}, case="files of an unknown run")
    api.call("PUT", f"/api/2.0/mlflow-artifacts/artifacts/{exp}/{run}/artifacts/a/b.txt", data=b"hello", headers={"Content-Type": "text/plain"})
    api.get("artifacts/list", {"run_id": run})
    api.get("artifacts/list", {"run_id": run, "path": "a"})
    api.get("/api/2.0/mlflow-artifacts/artifacts", {"path": f"{exp}/{run}/artifacts/a"})


# ---- GraphQL, which the UI sends


RUN = """{ info { runId runName experimentId status startTime endTime artifactUri lifecycleStage }
  experiment { experimentId name tags { key value } }
  data { metrics { key value step timestamp } params { key value } tags { key value } }
  inputs { datasetInputs { dataset { name digest sourceType source } tags { key value } } modelInputs { modelId } }
  outputs { modelOutputs { modelId step } }
  modelVersions { name version status } }"""


@scenario
def graphql(api):
    def ask(query, case=None, **variables):
        api.post("/graphql", {"query": query, "variables": variables}, case=case)

    exp = new_experiment(api, "graphql")
    run, empty = new_run(api, exp, "full"), new_run(api, exp, "empty", tags=[])
    api.post("runs/log-batch", {"run_id": run, "metrics": [{"key": "m", "value": 0.5, "timestamp": 7, "step": 1}], "params": [{"key": "p", "value": "1"}], "tags": [{"key": "t", "value": "1"}]})
    api.post("runs/log-inputs", {"run_id": run, "datasets": [{"dataset": {"name": "d", "digest": "1", "source_type": "local", "source": "/data"}}]})
    for each in (run, empty):
        ask("query Q($data: MlflowGetRunInput!) { mlflowGetRun(input: $data) { apiError { code message } run " + RUN + " } }", data={"runId": each})
    ask("query Q($data: MlflowSearchRunsInput!) { mlflowSearchRuns(input: $data) { apiError { code message } nextPageToken runs " + RUN + " } }", data={"experimentIds": [exp], "orderBy": ["run_name"]})
    ask("query Q($data: MlflowSearchRunsInput!) { mlflowSearchRuns(input: $data) { nextPageToken runs { info { runId } } } }", data={"experimentIds": ["98765"]})
    ask("query Q($data: MlflowGetExperimentInput!) { mlflowGetExperiment(input: $data) { apiError { code } experiment { experimentId name artifactLocation lifecycleStage tags { key value } } } }", data={"experimentId": exp})
    for key in ("m", "nothing"):
        ask("query Q($data: MlflowGetMetricHistoryBulkIntervalInput!) { mlflowGetMetricHistoryBulkInterval(input: $data) { metrics { key value step timestamp runId } apiError { code } } }", data={"runIds": [run], "metricKey": key, "maxResults": 10})
    ask("{ __typename }")


# ---- through the client


@scenario
def the_client(api):
    client = mlflow.MlflowClient(api.server.url)
    exp = client.create_experiment("by the client", tags={"team": "red"})
    api.experiments[exp] = "<experiment of the client>"
    run = client.create_run(exp, run_name="first", tags={"a": "b"}, start_time=5).info.run_id
    client.log_param(run, "depth", 3)
    client.log_batch(
        run,
        metrics=[Metric("auc", value, 10 + step, step) for step, value in enumerate((0.5, math.nan, math.inf, -math.inf, 0.75))],
        params=[Param("eta", "0.1")],
        tags=[RunTag("note", "größer als ß")],
    )
    client.log_metric(run, "loss", math.nan, timestamp=1, step=1)
    client.set_tag(run, "kind", "forest")
    client.delete_tag(run, "a")
    client.log_inputs(run, datasets=[DatasetInput(Dataset("d", "1", "local", "/data", "{}", "{}"), [InputTag("mlflow.data.context", "training")])])
    model = client.create_logged_model(exp, name="net", source_run_id=run, params={"p": "1"}, tags={"t": "1"}, model_type="agent")
    client.log_outputs(run, [LoggedModelOutput(model.model_id, 2)])
    client.set_logged_model_tags(model.model_id, {"more": "x"})
    client.delete_logged_model_tag(model.model_id, "t")
    client.finalize_logged_model(model.model_id, "READY")
    api.note("a logged model by the client", client.get_logged_model(model.model_id).to_dictionary())
    found = client.search_logged_models([exp], filter_string="name = 'net'", order_by=[{"field_name": "creation_timestamp", "ascending": False}])
    api.note("logged models by the client", [m.to_dictionary() for m in found])
    client.set_terminated(run, "FINISHED", end_time=100)
    client.update_run(run, name="renamed")
    api.note("a run by the client", client.get_run(run).to_dictionary())
    api.note("a history by the client", [dict(m) for m in client.get_metric_history(run, "auc")])
    api.note("runs by the client", [r.info.run_name for r in client.search_runs([exp], "metrics.auc > 0.5 and params.eta = '0.1'")])
    client.log_text(run, "hello", "notes/readme.txt")
    client.log_dict(run, {"a": [1, None]}, "notes/data.json")
    api.note("files by the client", sorted((f.path, f.is_dir, f.file_size) for place in (None, "notes") for f in client.list_artifacts(run, place)))
    for case, call in (
        ("the client changes a param", lambda: client.log_param(run, "depth", 4)),
        ("the client asks for an unknown run", lambda: client.get_run("f" * 32)),
        ("the client filters wrongly", lambda: client.search_runs([exp], "metrics.auc > 'a'")),
        ("the client logs a bad metric", lambda: client.log_metric(run, "a!", 1)),
        ("the client deletes a tag twice", lambda: client.delete_tag(run, "a")),
        ("the client names a model badly", lambda: client.create_logged_model(exp, name="a/b")),
    ):
        try:
            call()
            api.note(case, "done")
        except MlflowException as refused:
            api.note(case, {"error_code": refused.error_code, "message": refused.message})
    client.delete_run(run)
    api.note("no runs by the client", len(client.search_runs([exp])))
    client.restore_run(run)
    client.rename_experiment(exp, "by the client, renamed")
    client.delete_experiment(exp)
    experiment = client.get_experiment(exp)
    api.note("an experiment by the client", [experiment.name, experiment.lifecycle_stage, experiment.tags])
    client.restore_experiment(exp)
    api.note("experiments by the client", [e.name for e in client.search_experiments(filter_string="name LIKE 'by the client%'")])


# ---- random sequences


def random_walk(seed, steps):
    """Calls drawn from a seed: what is drawn never depends on an answer, but for the ids."""

    def walk(api):
        dice = random.Random(seed)
        experiments = [new_experiment(api, f"walk-{seed}-{i}") for i in range(2)]
        runs = [new_run(api, experiments[i % 2], f"r{i}") for i in range(3)]
        keys = ["a", "b", "a b", "c.d"]

        def metric():
            value = dice.choice([0, 1, -1, 0.5, 2, "NaN", "Infinity", "-Infinity", 1e-3])
            return {"key": dice.choice(keys), "value": value, "timestamp": dice.randint(0, 3), "step": dice.randint(-1, 3)}

        def pair():
            return {"key": dice.choice(keys), "value": dice.choice(["x", "X", "y", "", "it's"])}

        def clause():
            key = dice.choice(["a", "b", "`a b`", "c.d", "`c.d`", "none"])
            kind = dice.randrange(5)
            if kind == 0:
                return f"metrics.{key} {dice.choice(['>', '>=', '=', '!=', '<', '<='])} {dice.choice(['0', '1', '-1', '0.5', '1e-3'])}"
            if kind == 4:
                return f"attributes.{dice.choice(['status', 'run_name', 'user_id'])} {dice.choice(['=', '!=', 'LIKE', 'ILIKE'])} '{dice.choice(['FINISHED', 'r1', 'R%', 'r_', '%'])}'"
            entity = dice.choice(["params", "tags"])
            if kind == 1:
                return f"{entity}.{key} IS {dice.choice(['', 'NOT '])}NULL"
            return f"{entity}.{key} {dice.choice(['=', '!=', 'LIKE', 'ILIKE'])} {dice.choice(['x', 'X', 'x%', '%', '_', ''])!r}"

        for _ in range(steps):
            run = dice.choice(runs)
            act = dice.randrange(14)
            if act == 0 and len(runs) < 9:
                made = new_run(api, dice.choice(experiments), f"r{len(runs)}", start_time=len(runs))
                runs.append(run if made == "missing" else made)
            elif act in (1, 2):
                api.post("runs/log-metric", {"run_id": run, **metric()})
            elif act == 3:
                api.post("runs/log-parameter", {"run_id": run, **pair()})
            elif act == 4:
                api.post("runs/set-tag", {"run_id": run, **pair()})
            elif act == 5:
                api.post("runs/delete-tag", {"run_id": run, "key": dice.choice(keys)})
            elif act in (6, 7):
                tags = {key: {"key": key, "value": dice.choice(["x", "y"])} for key in dice.sample(keys, dice.randint(0, 2))}
                params = {key: {"key": key, "value": dice.choice(["x", "y"])} for key in dice.sample(keys, dice.randint(0, 1))}
                body = {"metrics": [metric() for _ in range(dice.randint(0, 6))], "tags": list(tags.values()), "params": list(params.values())}
                api.post("runs/log-batch", {"run_id": run, **body}, case="a random batch")
            elif act == 8:
                api.post(dice.choice(["runs/delete", "runs/restore", "runs/restore"]), {"run_id": run})
            elif act == 9:
                api.post("runs/update", {"run_id": run, **dice.choice([{"status": "FINISHED", "end_time": 5}, {"run_name": "renamed"}, {"status": "RUNNING"}])})
            elif act == 10:
                api.get("metrics/get-history", {"run_id": run, "metric_key": dice.choice(keys), "max_results": 100})
            elif act in (11, 12):
                order = dice.choice(["metrics.a", "metrics.b DESC", "params.a", "tags.b DESC", "attributes.start_time", "attributes.status DESC"])
                text = " and ".join(clause() for _ in range(dice.randint(0, 3)))
                api.post("runs/search", {"experiment_ids": experiments, "filter": text, "order_by": [order, "attributes.run_name"], "run_view_type": dice.choice(["ACTIVE_ONLY", "DELETED_ONLY", "ALL"])})
            elif dice.random() < 0.3:
                api.post(dice.choice(["experiments/delete", "experiments/restore", "experiments/restore"]), {"experiment_id": dice.choice(experiments)}, case="move an experiment")
            else:
                api.get("runs/get", {"run_id": run})
        for run in runs:
            api.get("runs/get", {"run_id": run})

    walk.__name__ = f"random_walk_{seed}"
    return walk
