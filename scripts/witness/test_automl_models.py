"""AutoML on columns of every kind: Python's libraries load what it made, score raw rows as an endpoint does, and compute
its metrics and explanations once more."""

import datetime
import json
import os
import pathlib
import subprocess
import urllib.parse
import uuid

import mlflow
import numpy as np
import pandas as pd
import pytest
import scipy.special
import scipy.stats
import xgboost
import yaml
from mlflow.deployments import get_deploy_client
from mlflow.pyfunc import scoring_server
from sklearn import inspection
from sklearn import metrics as sklearn
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.covariance import empirical_covariance, shrunk_covariance
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis

from curl import curl as ask
from ledger import witness
from test_serving import MUDBRICK, served

SERVER = os.environ["MLFLOW_TRACKING_URI"]
TOKEN = os.environ["MLFLOW_TRACKING_TOKEN"]
ROWS = 480
TRIALS = 4
CLOSE = {"rtol": 1e-6, "atol": 1e-6}


def customers():
    """Numbers with gaps, texts that are numbers, times in several formats, few and many categories, sentences, lists."""
    random = np.random.default_rng(9)

    def gaps(values, share=0.1):
        return [None if random.random() < share else value for value in values]

    tenure = random.exponential(20, ROWS)
    plan = random.choice(["basic", "plus", "pro", "max"], ROWS)
    days = random.integers(0, 1500, ROWS)
    since = [datetime.date(2019, 1, 1) + datetime.timedelta(int(day)) for day in days]
    why = random.choice(
        ["called about a wrong bill", "praised the fast line", "asked how to leave us", "wants a line at home"], ROWS
    )
    usage = random.random((ROWS, 2))
    rows = pd.DataFrame(
        {
            "tenure": gaps(tenure),
            "visits": pd.array(gaps(random.integers(0, 9, ROWS).tolist()), dtype="Int64"),
            "active": pd.array(gaps((random.random(ROWS) < 0.5).tolist()), dtype="boolean"),
            "score": gaps(random.lognormal(0, 2, ROWS)),
            "amount": [f"${a:,.2f}" if i % 17 else "n/a" for i, a in enumerate(random.lognormal(5, 2, ROWS))],
            "rate": [f"{share:.1f} %" for share in random.uniform(0, 100, ROWS)],
            "since": gaps([d.isoformat() if i % 3 else d.strftime("%m/%d/%Y") for i, d in enumerate(since)], 0.05),
            "paid": [int(day.strftime("%Y%m%d")) for day in reversed(since)],
            "seen": pd.Timestamp(2024, 1, 1) + pd.to_timedelta(random.integers(0, 500_000, ROWS), "min"),
            "born": [datetime.date(1950, 1, 1) + datetime.timedelta(int(day)) for day in random.integers(0, 18_000, ROWS)],
            "plan": gaps(plan),
            "city": gaps([f"city {i}" for i in random.zipf(1.3, ROWS) % 90], 0.05),
            "store_id": random.integers(100, 120, ROWS),
            "note": [f"{text} {i % 7} times in week {i % 29}, {i % 5}0 m²" for i, text in enumerate(why)],
            "usage": [[float(a), float(b), None if a > 0.9 else 1.0] for a, b in usage],
        }
    )
    worth = 1.5 * (plan == "basic") - np.log1p(tenure) / 2 + 1.5 * (why == "asked how to leave us") + usage[:, 0] - days / 1500
    rows["churn"] = np.where(worth + 0.7 * random.logistic(size=ROWS) > -0.2, "yes", "no")
    rows["price"] = np.exp(worth + 0.3 * random.normal(size=ROWS))
    rows["tier"] = pd.cut(worth + 0.4 * random.normal(size=ROWS), [-np.inf, -0.8, 0, np.inf], labels=["low", "mid", "top"]).astype(str)
    return rows


def odd(rows):
    """Rows such as training has not seen."""
    texts = {
        "plan": ["unheard of", None, "basic", ""],
        "city": [None, "nowhere", "city 1", "CITY 1"],
        "since": ["2021/05/03", "soon", None, "12/31/2020", " 2020-02-29 ", "29.02.2020", "2020-13-01", "13/13/2020"],
        "amount": ["-$5", "€7.50", "1e3", "5 %", " 12 ", "unknown", "$1,000,000", "1,2,3", ".5", "+3"],
        "rate": ["100%", "n/a", "7", "-1 %", "one"],
        "note": ["", "Zu Hause: LANGE Straße, a wrong bill", "asked how to leave us; asked how to leave us", "?"],
        "paid": [20240229, 20230230, 0, -1, 19691231],
        "store_id": [999, 100, -1],
        "usage": [[0.1, 0.2, 0.3], [0.1, None, 0.3], [], [0.5], [0.1, 0.2, 0.3, 0.4]],
    }
    rows = rows.copy()
    for column, values in texts.items():
        rows[column] = [values[i % len(values)] for i in range(len(rows))]
    for every, column in enumerate(["tenure", "visits", "score"], 2):
        rows[column] = rows[column].where(np.arange(len(rows)) % every > 0, None)
    return rows


def as_json(rows):
    split = rows.to_json(orient="split", index=False, date_format="iso", double_precision=15)
    return {"dataframe_split": json.loads(split)}


class Found:
    """What an AutoML run left behind."""

    def __init__(self, result, asked=()):
        self.result, self.asked = result, list(asked)
        self.client = mlflow.MlflowClient()
        self.model = result["registered"]["name"]

    def runs(self):
        return mlflow.search_runs([self.result["experiment_id"]], "params.model_family != '' and attributes.status = 'FINISHED'")

    def run(self, family):
        trial = next(t for t in self.result["leaderboard"] if t["family"] == family and "score" in t)
        return self.client.get_run(trial["run_id"])

    def fetched(self, run, path):
        return pathlib.Path(mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path=path))

    def has(self, run, path):
        return path in {file.path for file in self.client.list_artifacts(run.info.run_id)}

    def table(self, run, path):
        return pd.read_csv(self.fetched(run, path), float_precision="round_trip")

    def rows(self, split=None):
        """The rows of the trials, or those of one part."""
        runs = self.client.search_runs([self.result["experiment_id"]])
        exploration = next(r for r in runs if r.data.tags.get("mlflow.source.name") == "Notebook: DataExploration")
        rows = pd.read_parquet(self.fetched(exploration, "data/training_data"))
        part = next(name for name in rows if name.startswith("_automl_split_col_"))
        return rows if split is None else rows[rows[part] == split].reset_index(drop=True)

    def loaded(self, run):
        model = mlflow.pyfunc.load_model(f"runs:/{run.info.run_id}/model")
        return model, model.metadata.get_input_schema().input_names()


@pytest.fixture(scope="module")
def table(tmp_path_factory):
    file = tmp_path_factory.mktemp("rows") / "customers.parquet"
    customers().to_parquet(file, index=False)
    return file


def name():
    return f"workspace.default.odd_{uuid.uuid4().hex[:12]}"


@pytest.fixture(scope="module")
def churn(table):
    """Of two labels, in one process of the command line, the product's way."""
    words = ["--target", "churn", "--exclude", "price,tier", "--mode", "databricks", "--max-trials", str(TRIALS), "--seed", "1"]
    words += ["--exclude-family", "random_forest,extra_trees,neural_network", "--timeout", "10m"]
    words += ["--imputer", "tenure=median", "--imputer", "plan=most_frequent", "--imputer", "score=constant:0"]
    words += ["--register", name(), "--url", SERVER, "--token", TOKEN, "--json", "--quiet"]
    said = subprocess.run([MUDBRICK, "automl", "classify", table, *words], capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    return Found(json.loads(said.stdout))


def asked(what, table, **query):
    made = []
    lines = ask(
        made,
        SERVER,
        TOKEN,
        "POST",
        f"/api/2.0/mudbrick/automl/{what}?{urllib.parse.urlencode(query, doseq=True)}",
        table,
        "--no-progress-meter",
    )
    return Found(json.loads(lines.splitlines()[-1])["result"], made)


@pytest.fixture(scope="module")
def price(table):
    """A number, by a blend over folds."""
    query = {"target": "price", "exclude": ["churn", "tier"], "exclude_family": ["random_forest", "extra_trees"]}
    return asked("regress", table, **query, max_trials=TRIALS, seed=1, timeout_seconds=600, register_to=name())


@pytest.fixture(scope="module")
def tier(table):
    """Of three labels."""
    query = {"target": "tier", "exclude": ["churn", "price"], "mode": "databricks", "exclude_family": "sklearn"}
    return asked("classify", table, **query, max_trials=2, seed=1, timeout_seconds=600, register_to=name())


@witness("mlflow 3.11.1", "GET /api/2.0/mlflow/experiments/get", "POST /api/2.0/mlflow/runs/search")
def test_an_experiment_has_the_products_tags_metrics_and_sources(churn):
    tags = mlflow.get_experiment(churn.result["experiment_id"]).tags
    assert tags["_databricks_automl"] == "True"
    assert tags["_databricks_automl.problem_type"] == "classification"
    assert tags["_databricks_automl.target_col"] == "churn"
    assert tags["_databricks_automl.state"] == "SUCCESS"
    assert tags["mlflow.experiment.primaryMetric.name"] == "val_f1_score"
    alerts = {key.rpartition(".")[2] for key in tags if key.startswith("_databricks_automl.alerts.")}
    assert {"strong_datetime_type_detection", "strong_text_type_detection"} <= alerts
    runs = churn.runs()
    assert len(runs) == TRIALS
    assert set(runs["params.model_family"]) >= {"linear", "xgboost"}
    assert runs["tags.mlflow.parentRunId"].eq(churn.result["parent_run_id"]).all()
    assert (runs["tags.mlflow.source.name"] == "Notebook: " + runs["tags.mlflow.runName"]).all()
    for run_id in [churn.result["parent_run_id"], *runs["run_id"]]:
        (read,) = mlflow.get_run(run_id).inputs.dataset_inputs
        assert read.dataset.digest == json.loads(churn.fetched(churn.client.get_run(runs["run_id"][0]), "provenance.json").read_text())["data"]["digest"]
    best = runs.sort_values("metrics.val_f1_score", ascending=False).iloc[0]
    assert best["metrics.val_f1_score"] == churn.result["best"]["score"]
    for split in ["training_", "val_", "test_"]:
        assert runs[[f"metrics.{split}{m}" for m in ["f1_score", "log_loss", "roc_auc", "accuracy_score"]]].notna().all(axis=None)


def by_mlflow(model, body):
    """What `mlflow models serve` answers."""
    answer = scoring_server.invocations(json.dumps(body), "application/json", model, model.metadata.get_input_schema())
    assert answer.status == 200, answer.response
    return json.loads(answer.response)["predictions"]


@pytest.mark.parametrize("which", ["churn", "price", "tier"])
@witness(
    "mlflow 3.11.1",
    "POST /serving-endpoints/{name}/invocations",
    "GET /api/2.0/mlflow-artifacts/artifacts/{path...}",
)
def test_the_best_model_answers_raw_rows_in_python_as_its_endpoint_does(which, request):
    found = request.getfixturevalue(which)
    model, columns = found.loaded(found.run(found.result["best"]["family"]))
    client = get_deploy_client("databricks")
    rows = found.rows()[columns]
    rows["active"] = rows["active"].fillna(False)  # MLflow's reader takes a missing boolean for a false one
    with served(client, found.model) as endpoint:
        for some in [rows, odd(rows), rows.assign(more="x")[["more", *reversed(columns)]]]:
            here = client.predict(endpoint=endpoint, inputs=as_json(some))["predictions"]
            there = by_mlflow(model, as_json(some))
            if which == "price":
                np.testing.assert_allclose(here, there, **CLOSE)
            else:
                assert here == there
                assert len(set(here)) == len(model.get_raw_model().classes)


@witness("mlflow 3.11.1", "GET /api/2.0/mlflow-artifacts/artifacts/{path...}")
def test_the_best_xgboost_trial_is_loaded_by_mlflow_xgboost(churn):
    run = churn.run("xgboost")
    booster = mlflow.xgboost.load_model(f"runs:/{run.info.run_id}/model")
    encoded = churn.table(run, "encoded_sample.csv")
    said = churn.table(run, "encoded_sample_predictions.csv")
    matrix = xgboost.DMatrix(encoded.to_numpy(np.float32), feature_names=booster.feature_names)
    assert len(booster.feature_names) == encoded.shape[1]  # XGBoost cuts names that are not ASCII
    np.testing.assert_allclose(booster.predict(matrix), said["probability_yes"], **CLOSE)

    model, columns = churn.loaded(run)
    rows = churn.rows("val")[columns]
    raw = model.get_raw_model()
    np.testing.assert_array_equal(raw.prepare(rows), encoded.to_numpy(np.float32))
    np.testing.assert_allclose(raw.predict_proba(rows)[:, 1], said["probability_yes"], **CLOSE)
    assert raw.predict(rows).tolist() == said["prediction"].tolist()


def measured(truth, model, rows):
    """By scikit-learn, as it has them by default; several classes are weighted."""
    called, sure = model.predict(rows), model.predict_proba(rows)
    mean = {"pos_label": model.classes[1]} if len(model.classes) == 2 else {"average": "weighted"}
    score = sure[:, 1] if len(model.classes) == 2 else sure
    one_hot = np.column_stack([truth == label for label in model.classes])
    return {
        "accuracy_score": sklearn.accuracy_score(truth, called),
        "precision_score": sklearn.precision_score(truth, called, zero_division=0, **mean),
        "recall_score": sklearn.recall_score(truth, called, **mean),
        "f1_score": sklearn.f1_score(truth, called, **mean),
        "log_loss": sklearn.log_loss(truth, sure, labels=model.classes),
        "roc_auc": sklearn.roc_auc_score(
            one_hot[:, 1] if len(model.classes) == 2 else truth, score, multi_class="ovr", average="weighted"
        ),
        "precision_recall_auc": sklearn.average_precision_score(
            one_hot[:, 1] if len(model.classes) == 2 else one_hot, score, average="weighted"
        ),
        "example_count": len(truth),
    }


@pytest.mark.parametrize("which", ["churn", "tier"])
@witness("mlflow 3.11.1", "GET /api/2.0/mlflow-artifacts/artifacts/{path...}")
def test_metrics_of_labels_are_those_of_scikit_learn(which, request):
    found = request.getfixturevalue(which)
    for run_id in found.runs()["run_id"]:
        run = found.client.get_run(run_id)
        model, columns = found.loaded(run)
        for split in ["val", "test"]:
            rows = found.rows(split)
            expected = measured(rows[which].to_numpy(), model.get_raw_model(), rows[columns])
            logged = {name: run.data.metrics[f"{split}_{name}"] for name in expected}
            assert logged == pytest.approx(expected, abs=1e-6), (run.info.run_name, split)


@witness("mlflow 3.11.1", "GET /api/2.0/mlflow-artifacts/artifacts/{path...}")
def test_confidence_intervals_are_those_of_scipy_and_of_resampling(churn):
    run = churn.run("xgboost")
    model, columns = churn.loaded(run)
    rows = churn.rows("test")
    truth, raw = rows["churn"].to_numpy(), model.get_raw_model()
    called, sure = raw.predict(rows[columns]), raw.predict_proba(rows[columns])[:, 1]

    def logged(metric):
        return run.data.metrics[f"test_{metric}_ci_low"], run.data.metrics[f"test_{metric}_ci_high"]

    right = scipy.stats.binomtest(int((called == truth).sum()), len(truth)).proportion_ci(method="wilson")
    assert logged("accuracy_score") == pytest.approx((right.low, right.high), abs=1e-6)
    losses = -np.log(np.where(truth == "yes", sure, 1 - sure))
    spread = 1.96 * scipy.stats.sem(losses)
    assert logged("log_loss") == pytest.approx((losses.mean() - spread, losses.mean() + spread), abs=1e-3)
    positive = truth == "yes"
    drawn = np.random.default_rng(1).integers(0, len(truth), (200, len(truth)))
    scores = {
        "f1_score": [sklearn.f1_score(positive[i], called[i] == "yes") for i in drawn],
        "roc_auc": [sklearn.roc_auc_score(positive[i], sure[i]) for i in drawn],
        "precision_recall_auc": [sklearn.average_precision_score(positive[i], sure[i]) for i in drawn],
    }
    for metric, values in scores.items():
        assert logged(metric) == pytest.approx(np.percentile(values, [2.5, 97.5]), abs=0.06), metric


@witness("mlflow 3.11.1", "GET /api/2.0/mlflow-artifacts/artifacts/{path...}")
def test_curves_are_those_of_scikit_learn(churn):
    run = churn.run(churn.result["best"]["family"])
    model, columns = churn.loaded(run)
    rows = churn.rows("val")
    raw = model.get_raw_model()
    truth, sure = rows["churn"] == "yes", raw.predict_proba(rows[columns])[:, 1]
    curve = churn.table(run, "val_roc_curve.csv")
    false, true, _ = sklearn.roc_curve(truth, sure, drop_intermediate=False)
    np.testing.assert_allclose(curve[["false_positive_rate", "true_positive_rate"]], np.column_stack([false, true]), atol=1e-9)
    counts = json.loads(churn.fetched(run, "val_confusion_matrix.json").read_text())["counts"]
    assert counts == sklearn.confusion_matrix(rows["churn"], raw.predict(rows[columns]), labels=["no", "yes"]).tolist()


@witness("curl", "POST /api/2.0/mudbrick/automl/regress", "POST /api/2.0/mudbrick/automl/classify")
def test_metrics_of_numbers_are_those_of_scikit_learn(price, tier, requests_made):
    requests_made += price.asked + tier.asked
    for run_id in [price.run("ensemble").info.run_id, price.run("xgboost").info.run_id]:
        run = price.client.get_run(run_id)
        left = price.table(run, "val_residuals.csv")
        truth, said = left["truth"], left["predicted"]
        assert len(left) == ROWS
        np.testing.assert_allclose(left["residual"], truth - said, atol=1e-9)
        expected = {
            "r2_score": sklearn.r2_score(truth, said),
            "mean_squared_error": sklearn.mean_squared_error(truth, said),
            "root_mean_squared_error": sklearn.root_mean_squared_error(truth, said),
            "mean_absolute_error": sklearn.mean_absolute_error(truth, said),
            "max_error": sklearn.max_error(truth, said),
        }
        assert {name: run.data.metrics[f"val_{name}"] for name in expected} == pytest.approx(expected, rel=1e-6)


def raw_columns(model, contributions):
    """The contributions of features, added up over those that were made of one raw column."""
    steps = next(iter(model.preparations.values()))["steps"]
    module = __import__("sys").modules[type(model).__module__]
    names = []
    for step in steps:
        names += [step["column"]] * len(module._encode(step, pd.Series([None], dtype=object)))
    return pd.DataFrame(contributions).T.groupby(names).sum().T


@pytest.mark.parametrize("which", ["churn", "tier"])
@witness("mlflow 3.11.1", "GET /api/2.0/mlflow-artifacts/artifacts/{path...}")
def test_shapley_values_of_a_booster_are_those_of_xgboost(which, request):
    """Of two and of three labels, with missing values, categories as ranks, and lists."""
    found = request.getfixturevalue(which)
    run = found.run("xgboost")
    model, columns = found.loaded(run)
    rows = found.rows("val")[columns]
    assert rows.isna().any(axis=None)
    raw = model.get_raw_model()
    if run.info.run_id != found.result["best"]["run_id"] and not found.has(run, "shap_values.csv"):
        pytest.skip("the machine was too busy to explain a trial that is not the best")
    shap = found.table(run, "shap_values.csv")
    booster = mlflow.xgboost.load_model(f"runs:/{run.info.run_id}/model")
    matrix = xgboost.DMatrix(
        raw.prepare(rows), feature_names=booster.feature_names, feature_types=booster.feature_types
    )
    labels = len(raw.classes) if len(raw.classes) > 2 else 1
    there = booster.predict(matrix, pred_contribs=True).reshape(len(rows), labels, -1)
    margin = booster.predict(matrix, output_margin=True).reshape(len(rows), labels)
    assert len(shap) == len(rows) * labels
    for k in range(labels):
        own = shap[shap["class"] == raw.classes[k]] if labels > 1 else shap
        np.testing.assert_allclose(own["base"], there[:, k, -1], atol=1e-5)
        values = own.drop(columns=["row", "base", "class"], errors="ignore")
        np.testing.assert_allclose(values, raw_columns(raw, there[:, k, :-1])[values.columns], atol=1e-4)
        np.testing.assert_allclose(own["base"] + values.sum(axis=1), margin[:, k], atol=1e-4)


class Asked(ClassifierMixin, BaseEstimator):
    """A loaded model as scikit-learn asks for one."""

    def __init__(self, model):
        self.model = model
        self.classes_ = np.array(model.classes)

    def fit(self, *_):
        return self

    def predict_proba(self, rows):
        return self.model.predict_proba(rows)


@witness("mlflow 3.11.1", "GET /api/2.0/mlflow-artifacts/artifacts/{path...}")
def test_partial_dependence_and_permutation_importance_are_those_of_scikit_learn(churn):
    run = churn.run(churn.result["best"]["family"])
    model, columns = churn.loaded(run)
    rows = churn.rows("val")
    asked = Asked(model.get_raw_model())
    lines = churn.table(run, "partial_dependence.csv")
    compared = 0
    for column, line in lines.groupby("column", sort=False):
        if column not in ("tenure", "score", "plan", "amount", "rate", "note", "city"):
            continue
        values = line["value"].astype(float) if column in ("tenure", "score") else line["value"]
        there = inspection.partial_dependence(
            asked,
            rows[columns],
            [column],
            custom_values={column: values.to_numpy()},
            categorical_features=None if column in ("tenure", "score") else [column],
            method="brute",
            response_method="predict_proba",
        )
        np.testing.assert_allclose(line["mean"], there["average"][0], atol=1e-6)
        compared += 1
    assert compared >= 2

    own = churn.table(run, "feature_importance.csv").set_index("column")["loss_when_shuffled"]
    there = inspection.permutation_importance(
        asked, rows[columns], rows["churn"], scoring="neg_log_loss", n_repeats=30, random_state=1
    )
    assert set(own.index) == set(columns)
    for column, mean, spread in zip(columns, there["importances_mean"], there["importances_std"]):
        assert own[column] == pytest.approx(mean, abs=5 * spread + 1e-9), column
    assert own.idxmax() == columns[there["importances_mean"].argmax()]


@pytest.fixture(scope="module")
def cells(tmp_path_factory):
    """A chessboard without noise: forests are less sure of it than they have reason to be, and their mean is, too."""
    random = np.random.default_rng(3)
    rows = pd.DataFrame({"east": random.uniform(0, 3, ROWS), "north": random.uniform(0, 3, ROWS)})
    rows["field"] = ((rows["east"].astype(int) + rows["north"].astype(int)) % 3).map({0: "white", 1: "grey", 2: "black"})
    file = tmp_path_factory.mktemp("cells") / "cells.parquet"
    rows.to_parquet(file, index=False)
    others = ["linear", "decision_tree", "xgboost", "neural_network", "factorization_machine", "discriminant_analysis"]
    return asked("classify", file, target="field", exclude_family=others, max_trials=2, seed=1, timeout_seconds=600, register_to=name())


@witness(
    "xgboost 3.2.0",
    "POST /api/2.0/mudbrick/automl/classify",
    "POST /serving-endpoints/{name}/invocations",
    "GET /api/2.0/mlflow-artifacts/artifacts/{path...}",
)
def test_a_sharpened_blend_is_what_xgboost_makes_of_its_members(cells, tmp_path, requests_made):
    requests_made += cells.asked
    run = cells.run("ensemble")
    sharpness = float(run.data.params["sharpness"])
    assert sharpness > 1.05
    folder = cells.fetched(run, "model")
    made = yaml.safe_load((folder / "MLmodel").read_text())["flavors"]["mudbrick"]
    assert made["sharpness"] == sharpness
    model, columns = cells.loaded(run)
    rows = cells.rows()[columns]
    raw = model.get_raw_model()

    mean = np.zeros((len(rows), 3))
    for member in made["members"]:
        booster = xgboost.Booster(model_file=str(folder / member["data"]))
        encoded = raw.prepare(rows, member["preparation"])
        mean += member["weight"] * booster.predict(xgboost.DMatrix(encoded, feature_names=booster.feature_names))
    powers = mean**sharpness
    expected = powers / powers.sum(axis=1, keepdims=True)
    assert np.abs(expected - mean).max() > 0.01

    np.testing.assert_allclose(raw.predict_proba(rows), expected, atol=1e-6)
    file, scored = tmp_path / "rows.csv", tmp_path / "scored.csv"
    rows.to_csv(file, index=False)
    words = ["-m", f"models:/{cells.model}@champion", "-i", file, "-o", scored, "--proba", "--url", SERVER, "--token", TOKEN]
    said = subprocess.run([MUDBRICK, "models", "score", *words], capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    here = pd.read_csv(scored, float_precision="round_trip")
    np.testing.assert_allclose(here[[f"probability_{label}" for label in raw.classes]], expected, atol=1e-6)
    called = np.array(raw.classes)[expected.argmax(axis=1)].tolist()
    assert here["prediction"].tolist() == called
    with served(get_deploy_client("databricks"), cells.model) as endpoint:
        assert get_deploy_client("databricks").predict(endpoint=endpoint, inputs=as_json(rows))["predictions"] == called


@witness("mlflow 3.11.1", "GET /api/2.0/mlflow-artifacts/artifacts/{path...}")
def test_shapley_values_of_a_blend_add_up_to_its_answers(price):
    run = price.run("ensemble")
    model, columns = price.loaded(run)
    shap = price.table(run, "shap_values.csv")
    sums = shap.drop(columns="row").sum(axis=1).to_numpy()
    answers = np.sort(model.get_raw_model().predict(price.rows()[columns]))
    # the values are of a sample of the rows: each sum is the answer to one of them
    nearest = answers[np.clip(np.searchsorted(answers, sums), 1, len(answers) - 1) - [[0], [1]]]
    np.testing.assert_allclose(np.abs(nearest - sums).min(axis=0), 0, atol=1e-6 * np.abs(answers).max())


def clouds():
    """Three kinds of flowers, say: each lies about a place of its own, drawn along another way."""
    random = np.random.default_rng(4)
    kind = random.integers(0, 3, ROWS)
    long, wide = random.normal(size=(2, ROWS))
    return pd.DataFrame(
        {
            "length": 50 + 8 * (1 + kind) * long,
            "width": wide + np.where(kind == 1, long, -long),
            "depth": np.where(random.random(ROWS) < 0.1, None, random.normal(size=ROWS) + 0.5 * kind),
            "soil": np.where(random.random(ROWS) < 0.3 + 0.2 * kind, "dry", "wet"),
            "kind": np.array(["ash", "birch", "cedar"])[kind],
        }
    )


@pytest.fixture(scope="module")
def discriminants(tmp_path_factory):
    """Discriminants alone: one that is between, one of covariances of their own, ..., one of lines."""
    file = tmp_path_factory.mktemp("clouds") / "clouds.parquet"
    clouds().to_parquet(file, index=False)
    others = ["linear", "decision_tree", "random_forest", "extra_trees", "xgboost", "neural_network", "factorization_machine"]
    query = {"target": "kind", "mode": "databricks", "exclude_family": others, "max_trials": 4, "seed": 1}
    return asked("classify", file, **query, timeout_seconds=600, register_to=name())


def friedman(rows, truth, pooling, shrinkage):
    """Log posteriors by regularised discriminant analysis, from its definition."""
    classes, counts = np.unique(truth, return_counts=True)
    scatters = [empirical_covariance(rows[truth == label]) * count for label, count in zip(classes, counts)]
    pooled = sum(scatters)
    densities = []
    for label, count, scatter in zip(classes, counts, scatters):
        mixed = ((1 - pooling) * scatter + pooling * pooled) / ((1 - pooling) * count + pooling * len(rows))
        cloud = scipy.stats.multivariate_normal(rows[truth == label].mean(0), shrunk_covariance(mixed, shrinkage))
        densities.append((cloud, np.log(count / len(rows))))
    return lambda asked: np.column_stack([cloud.logpdf(asked) + share for cloud, share in densities])


@witness("mlflow 3.11.1", "GET /api/2.0/mlflow-artifacts/artifacts/{path...}")
def test_discriminants_are_those_of_scikit_learn(discriminants):
    runs = [discriminants.client.get_run(run_id) for run_id in discriminants.runs()["run_id"]]
    models = {float(run.data.params["pooling"]): (run, *discriminants.loaded(run)) for run in runs}
    assert {0.0, 1.0} <= set(models) and len(models) == 4
    curved, _, columns = models[0.0]
    scale = json.loads(discriminants.fetched(curved, "model/quadratic.json").read_text())["inputs"]
    train, held = discriminants.rows("train"), discriminants.rows("test")
    truth = train["kind"].to_numpy()
    for pooling, (run, model, _) in models.items():
        raw = model.get_raw_model()
        module = __import__("sys").modules[type(raw).__module__]
        limit = scale["limit"] if pooling < 1 else 1e30
        known, asked = (module._within({**scale, "limit": limit}, raw.prepare(part[columns])) for part in (train, held))
        shrinkage, sharpness = float(run.data.params["shrinkage"]), float(run.data.params["sharpness"])
        ways = [friedman(known, truth, pooling, shrinkage)]
        if pooling == 0:
            curves = QuadraticDiscriminantAnalysis(solver="eigen", shrinkage=shrinkage, tol=0).fit(known, truth)
            ways.append(curves.decision_function)
        if pooling == 1:
            ways.append(LinearDiscriminantAnalysis(solver="lsqr", shrinkage=shrinkage).fit(known, truth).decision_function)
        for way in ways:
            expected = scipy.special.softmax(sharpness * way(asked), axis=1)
            np.testing.assert_allclose(raw.predict_proba(held[columns]), expected, atol=1e-4)
    assert models[0.0][0].data.metrics["test_log_loss"] < models[1.0][0].data.metrics["test_log_loss"]
