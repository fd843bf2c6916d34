"""Models that Python logs are scored here, and models that are written here are scored in Python: the same answers."""

import json
import os
import pathlib
import subprocess

import lightgbm
import mlflow
import numpy as np
import onnx
import pandas as pd
import pytest
import xgboost
from mlflow.exceptions import MlflowException
from skl2onnx import to_onnx
from sklearn.ensemble import GradientBoostingRegressor, RandomForestClassifier

from ledger import witness

MUDBRICK = os.environ.get("MUDBRICK", str(pathlib.Path(__file__).resolve().parents[2] / "mudbrick"))
ROWS = 3000

random = np.random.default_rng(17)
NUMBERS = pd.DataFrame(random.normal(size=(ROWS, 5)), columns=list("abcde")).astype(np.float32).astype(np.float64)
SIGNAL = 2 * NUMBERS["a"] + np.sin(3 * NUMBERS["b"]) + NUMBERS["c"] * NUMBERS["d"]
KINDS = np.array(["red", "green", "blue", "grey", "pink"])[random.integers(0, 5, ROWS)]
HOLES = NUMBERS.mask(random.random(NUMBERS.shape) < 0.1)
MIXED = HOLES.assign(k=pd.Categorical(KINDS))
LABEL = ((SIGNAL + (KINDS == "blue")) > 0).astype(int).to_numpy()
THIRDS = pd.qcut(SIGNAL, 3, labels=False).to_numpy()


def plain(value):
    value = value.item() if isinstance(value, np.generic) else value
    return None if value is None or value != value else value


def java(model, frame, folder):
    """What `mudbrick predict` says of these rows."""
    rows = folder / "rows.json"
    data = [[plain(v) for v in row] for row in frame.astype(object).to_numpy()]
    rows.write_text(json.dumps({"dataframe_split": {"columns": list(frame.columns), "data": data}}))
    answer = subprocess.run([MUDBRICK, "predict", str(model), str(rows)], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)["predictions"]


def logged(save, **kwargs):
    """The directory of a model that was logged to the server and fetched from it again."""
    mlflow.set_experiment("formats")
    with mlflow.start_run():
        info = save(pip_requirements=["mlflow"], **kwargs)  # what it needs is not in question here
    return mlflow.artifacts.download_artifacts(info.model_uri)


LOGGING = (
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/logged-models",
    "PUT /api/2.0/mlflow-artifacts/artifacts/{path...}",
    "GET /api/2.0/mlflow-artifacts/artifacts/{path...}",
)

BOOSTERS = {
    "binary": ({"objective": "binary:logistic"}, MIXED, LABEL),
    "regression": ({"max_cat_to_onehot": 1}, MIXED, SIGNAL),
    "classes": ({"objective": "multi:softprob", "num_class": 3}, HOLES, THIRDS),
    "ranking": ({"objective": "rank:ndcg"}, NUMBERS, THIRDS),
    "dart": ({"booster": "dart", "rate_drop": 0.4}, HOLES, SIGNAL),
    "linear": ({"booster": "gblinear"}, NUMBERS, SIGNAL),
}


@pytest.mark.parametrize("kind", BOOSTERS)
@witness(*LOGGING)
def test_boosters_of_xgboost_answer_here_as_in_python(kind, tmp_path):
    params, frame, label = BOOSTERS[kind]
    groups = {"qid": np.arange(ROWS) // 10} if kind == "ranking" else {}
    booster = xgboost.train({"nthread": 2, **params}, xgboost.DMatrix(frame, label, enable_categorical=True, **groups), 10 if kind == "dart" else 30)
    model = logged(mlflow.xgboost.log_model, xgb_model=booster, name="booster")
    expected = booster.predict(xgboost.DMatrix(frame, enable_categorical=True))
    np.testing.assert_allclose(java(model, frame, tmp_path), expected, rtol=1e-6, atol=1e-7)


@witness(*LOGGING)
def test_classifiers_of_xgboost_answer_labels(tmp_path):
    classifier = xgboost.XGBClassifier(n_estimators=20, enable_categorical=True).fit(MIXED, THIRDS)
    model = logged(mlflow.xgboost.log_model, xgb_model=classifier, name="classifier")
    assert java(model, MIXED, tmp_path) == classifier.predict(MIXED).tolist()


FORESTS = {
    "binary": ({"objective": "binary"}, MIXED, LABEL),
    "regression": ({"objective": "regression"}, MIXED, SIGNAL),
    "classes": ({"objective": "multiclass", "num_class": 3}, HOLES, THIRDS),
    "forest": ({"objective": "binary", "boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.6}, HOLES, LABEL),
    "linear": ({"objective": "regression", "linear_tree": True}, HOLES, SIGNAL),
}


@pytest.mark.parametrize("kind", FORESTS)
@witness(*LOGGING)
def test_boosters_of_lightgbm_answer_here_as_in_python(kind, tmp_path):
    params, frame, label = FORESTS[kind]
    params = {"verbosity": -1, **params}
    booster = lightgbm.train(params, lightgbm.Dataset(frame, label, params={"linear_tree": params.get("linear_tree", False)}), 30)
    model = logged(mlflow.lightgbm.log_model, lgb_model=booster, name="booster")
    np.testing.assert_allclose(java(model, frame, tmp_path), booster.predict(frame), rtol=1e-13, atol=1e-13)


@witness(*LOGGING)
def test_a_model_of_scikit_learn_answers_here_once_it_is_onnx(tmp_path):
    forest = RandomForestClassifier(20, max_depth=6, random_state=1).fit(NUMBERS.astype(np.float32).to_numpy(), LABEL)
    pickle = logged(mlflow.sklearn.log_model, sk_model=forest, name="pickle")
    rows = tmp_path / "rows.json"
    rows.write_text(json.dumps({"dataframe_split": {"columns": list("abcde"), "data": [[0, 0, 0, 0, 0]]}}))
    refused = subprocess.run([MUDBRICK, "predict", pickle, str(rows)], capture_output=True, text=True)
    assert refused.returncode == 1
    assert "The JVM cannot score this model" in refused.stderr and "mlflow.onnx.log_model" in refused.stderr

    graph = to_onnx(forest, NUMBERS.astype(np.float32).to_numpy()[:1], options={"zipmap": False})
    model = logged(mlflow.onnx.log_model, onnx_model=graph, name="graph")
    answers = java(model, NUMBERS, tmp_path)
    assert [a["label"] for a in answers] == forest.predict(NUMBERS.astype(np.float32).to_numpy()).tolist()
    expected = forest.predict_proba(NUMBERS.astype(np.float32).to_numpy())
    np.testing.assert_allclose([a["probabilities"] for a in answers], expected, atol=1e-6)


def pack(flavor, file, folder):
    target = folder / "model"
    done = subprocess.run([MUDBRICK, "pack", "--flavor", flavor, str(file), str(target)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return str(target)


def test_boosters_that_are_written_here_load_in_python(tmp_path):
    booster = xgboost.train({"objective": "binary:logistic"}, xgboost.DMatrix(HOLES, LABEL), 20)
    booster.save_model(tmp_path / "model.ubj")
    model = pack("xgboost", tmp_path / "model.ubj", tmp_path)
    expected = booster.predict(xgboost.DMatrix(HOLES))
    again = mlflow.xgboost.load_model(model)
    assert again.predict(xgboost.DMatrix(HOLES)).tolist() == expected.tolist()
    assert np.asarray(mlflow.pyfunc.load_model(model).predict(HOLES)).tolist() == expected.tolist()
    np.testing.assert_allclose(java(model, HOLES, tmp_path), expected, rtol=1e-6)


def test_trees_of_lightgbm_that_are_written_here_load_in_python(tmp_path):
    booster = lightgbm.train({"objective": "binary", "verbosity": -1}, lightgbm.Dataset(HOLES, LABEL), 20)
    booster.save_model(tmp_path / "model.txt")
    model = pack("lightgbm", tmp_path / "model.txt", tmp_path)
    assert mlflow.lightgbm.load_model(model).predict(HOLES).tolist() == booster.predict(HOLES).tolist()
    assert np.asarray(mlflow.pyfunc.load_model(model).predict(HOLES)).tolist() == booster.predict(HOLES).tolist()


def test_graphs_that_are_written_here_load_in_python(tmp_path):
    matrix = NUMBERS.astype(np.float32).to_numpy()
    graph = to_onnx(GradientBoostingRegressor(n_estimators=30).fit(matrix, SIGNAL), matrix[:1])
    (tmp_path / "model.onnx").write_bytes(graph.SerializeToString())
    model = pack("onnx", tmp_path / "model.onnx", tmp_path)
    assert isinstance(mlflow.onnx.load_model(model), onnx.ModelProto)
    there = mlflow.pyfunc.load_model(model).predict(matrix)["variable"].ravel()
    here = [a["variable"] for a in java(model, NUMBERS, tmp_path)]
    np.testing.assert_allclose(here, there, rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("flavor, says", [("java_function", "the Java function 'acme.tariff/1'"), ("tribuo", "a model of Tribuo")])
def test_python_is_told_that_a_model_is_javas(flavor, says, tmp_path):
    """As NativeModelTest and TribuoTest write them."""
    loader = pathlib.Path(__file__).parents[2] / "platform-core/src/main/resources/io/mudbrick/platform/model/mudbrick_java_only.py"
    (tmp_path / "code").mkdir()
    (tmp_path / "code/mudbrick_java_only.py").write_text(loader.read_text())
    (tmp_path / "MLmodel").write_text(
        "flavors:\n  python_function:\n    code: code\n    loader_module: mudbrick_java_only\n    python_version: 3.11.7\n"
        f"  {flavor}:\n    data: x\n    function: acme.tariff/1\n"
    )
    with pytest.raises(MlflowException, match=says):
        mlflow.pyfunc.load_model(str(tmp_path))
