"""AutoML's runs of `./mudbrick demo`, seen by unmodified MLflow, pandas, XGBoost and scikit-learn."""

import io
import json
import os
import pathlib
import subprocess

import mlflow
import numpy as np
import pandas as pd
import pytest
import xgboost
from sklearn.metrics import auc

from ledger import witness
from test_lifecycle import client, demo  # noqa: F401 (fixtures)

MUDBRICK = os.environ.get("MUDBRICK", str(pathlib.Path(__file__).resolve().parents[2] / "mudbrick"))
ROWS = 300
SPLITS = ("val_", "test_")


@pytest.fixture
def trials(client):  # noqa: F811
    """The finished runs by falling val_roc_auc."""
    experiment = next(e for e in client.search_experiments() if e.name.endswith("/churn"))
    return client.search_runs(
        [experiment.experiment_id],
        "params.model_family != '' and attributes.status = 'FINISHED'",
        order_by=["metrics.val_roc_auc DESC"],
    )


def family(trials, name):
    return next(run for run in trials if run.data.params["model_family"] == name)


def fetched(run, path):
    return pathlib.Path(mlflow.artifacts.download_artifacts(run_id=run.info.run_id, artifact_path=path))


def table(run, path):
    return pd.read_csv(io.StringIO(fetched(run, path).read_text("utf-8")), float_precision="round_trip")


@pytest.fixture
def raw(client, trials):  # noqa: F811
    """Rows that the trials learned from."""
    exploration = next(
        run
        for run in client.search_runs([trials[0].info.experiment_id])
        if run.data.tags.get("mlflow.source.name") == "Notebook: DataExploration"
    )
    return pd.read_parquet(fetched(exploration, "data/training_data")).head(ROWS)


def java(model, rows, tmp_path):
    """What the scorer of the server says of these rows."""
    body = tmp_path / "rows.json"
    body.write_text(json.dumps({"dataframe_split": json.loads(rows.to_json(orient="split", index=False))}))
    answer = subprocess.run([MUDBRICK, "predict", str(model), str(body)], capture_output=True, text=True)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)["predictions"]


@pytest.mark.parametrize("name", ["xgboost", "ensemble"])
@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/runs/search",
    "GET /api/2.0/mlflow-artifacts/artifacts/{path...}",
)
def test_the_best_trials_score_raw_rows_in_python_as_here(trials, raw, name, tmp_path):
    folder = fetched(family(trials, name), "model")
    model = mlflow.pyfunc.load_model(str(folder))
    rows = raw[model.metadata.get_input_schema().input_names()]
    there = np.asarray(model.predict(rows)).tolist()
    assert there == java(folder, rows, tmp_path)
    assert set(there) == {"Yes", "No"}


@witness("mlflow 3.11.1", "GET /api/2.0/mlflow-artifacts/artifacts/{path...}")
def test_the_best_xgboost_trial_is_made_of_boosters_that_xgboost_explains_alike(trials, raw):
    run = family(trials, "xgboost")
    folder = fetched(run, "model")
    model = mlflow.pyfunc.load_model(str(folder))
    rows = raw[model.metadata.get_input_schema().input_names()]
    blend = model.get_raw_model()
    folds, bases = [], []
    for file in sorted(folder.glob("members/*-model.ubj")) or [folder / "model.ubj"]:
        booster = xgboost.Booster(model_file=str(file))
        matrix = xgboost.DMatrix(
            blend.prepare(rows), feature_names=booster.feature_names, feature_types=booster.feature_types
        )
        folds.append(booster.predict(matrix).astype(np.float64))
        bases.append(booster.predict(matrix, pred_contribs=True)[0, -1])
    np.testing.assert_allclose(np.mean(folds, axis=0), blend.predict_proba(rows)[:, 1], rtol=1e-9)
    shap = table(run, "shap_values.csv")
    assert shap["base"].nunique() == 1
    assert shap["base"][0] == pytest.approx(np.mean(bases), abs=1e-4)


@witness("mlflow 3.11.1", "POST /api/2.0/mlflow/runs/search")
def test_metrics_of_judged_rows_say_how_sure_they_are(trials):
    for run in trials:
        metrics = run.data.metrics
        for split in SPLITS:
            for metric in ("roc_auc", "f1_score", "log_loss", "accuracy_score", "precision_recall_auc"):
                low, high = metrics[f"{split}{metric}_ci_low"], metrics[f"{split}{metric}_ci_high"]
                assert low < metrics[split + metric] < high, (run.info.run_name, split + metric)
        assert metrics["val_roc_auc_ci_high"] - metrics["val_roc_auc_ci_low"] < 0.06


@witness(
    "mlflow 3.11.1",
    "GET /api/2.0/mlflow-artifacts/artifacts",
    "GET /api/2.0/mlflow-artifacts/artifacts/{path...}",
)
def test_curves_and_explanations_are_pictures_and_numbers(client, trials):  # noqa: F811
    best = family(trials, "ensemble")
    files = {f.path for f in client.list_artifacts(best.info.run_id)}
    pictures = {
        "val_confusion_matrix",
        "val_roc_curve",
        "val_precision_recall_curve",
        "val_calibration_curve",
        "val_lift_curve",
        "feature_importance",
        "shap_beeswarm_plot",
        "shap_feature_importance_plot",
        "partial_dependence_plot",
    }
    assert {f"{picture}.svg" for picture in pictures} <= files
    for picture in pictures:
        assert fetched(best, f"{picture}.svg").read_text("utf-8").startswith("<svg ")

    curve = table(best, "val_roc_curve.csv")
    area = auc(curve["false_positive_rate"], curve["true_positive_rate"])
    assert area == pytest.approx(best.data.metrics["val_roc_auc"], abs=2e-3)  # 500 points of the curve

    summary = json.loads(fetched(best, "shap_summary.json").read_text("utf-8"))
    shap = table(best, "shap_values.csv").drop(columns=["row", "base"])
    assert len(shap) == summary["rows"]
    for column, mean in summary["mean_absolute"].items():
        assert shap[column].abs().mean() == pytest.approx(mean)
    # what is known of these data: how long they stay by contract, and how long they have stayed
    assert {shap.abs().mean().idxmax(), table(best, "feature_importance.csv")["column"][0]} <= {"contract", "tenure"}
    assert set(table(best, "partial_dependence.csv")["column"]) <= set(shap.columns)


@witness("mlflow 3.11.1", "GET /api/2.0/mlflow-artifacts/artifacts/{path...}")
def test_the_ensemble_says_what_it_is_made_of(trials):
    best = family(trials, "ensemble")
    parts = json.loads(fetched(best, "ensemble.json").read_text("utf-8"))
    assert sum(part["weight"] for part in parts) == pytest.approx(1)
    assert {part["run_id"] for part in parts} <= {run.info.run_id for run in trials}
    provenance = json.loads(fetched(best, "provenance.json").read_text("utf-8"))
    assert provenance["data"]["digest"]
    libraries = set(provenance["libraries"])
    assert {"mudbrick", "java"} <= libraries
    families = {run.data.params["model_family"] for run in trials if run.info.run_id in {part["run_id"] for part in parts}}
    assert ("xgboost" in libraries) == ("xgboost" in families)
