"""What a data scientist writes in a notebook, by the fluent API; also run by MLflow 2 in the nightly."""

import uuid

import mlflow
import numpy as np
import pandas as pd
import pytest

from ledger import witness


@pytest.fixture
def experiment():
    made = mlflow.set_experiment(f"fluent-{uuid.uuid4()}").experiment_id
    yield made
    mlflow.end_run()


@pytest.fixture
def table():
    dice = np.random.default_rng(7)
    x = pd.DataFrame(dice.normal(size=(200, 3)), columns=["a", "b", "c"])
    return x, (x["a"] + 0.3 * dice.normal(size=200) > 0).astype(int)


@witness("mlflow 3.11.1", "POST /api/2.0/mlflow/runs/log-batch", "PUT /api/2.0/mlflow-artifacts/artifacts/{path...}")
def test_xgboost_logs_its_rounds_and_importances(experiment, table):
    xgboost = pytest.importorskip("xgboost")
    x, y = table
    mlflow.xgboost.autolog(log_models=False)
    try:
        with mlflow.start_run() as run:
            data = xgboost.DMatrix(x, y)
            made = xgboost.train(
                {"objective": "binary:logistic", "max_depth": 2, "nthread": 1}, data, 8, evals=[(data, "train")], verbose_eval=False
            )
    finally:
        mlflow.xgboost.autolog(disable=True)
    seen = mlflow.get_run(run.info.run_id)
    assert seen.data.params["max_depth"] == "2" and seen.data.params["num_boost_round"] == "8"
    rounds = mlflow.MlflowClient().get_metric_history(run.info.run_id, "train-logloss")
    assert [m.step for m in rounds] == list(range(8))
    assert rounds[-1].value < rounds[0].value == max(m.value for m in rounds)
    weights = mlflow.artifacts.load_dict(f"{seen.info.artifact_uri}/feature_importance_weight.json")
    assert weights == made.get_score(importance_type="weight")


@witness("mlflow 3.11.1", "PUT /api/2.0/mlflow-artifacts/artifacts/{path...}", "GET /api/2.0/mlflow-artifacts/artifacts/{path...}")
def test_figures_and_images_are_logged_and_seen(experiment):
    matplotlib = pytest.importorskip("matplotlib")
    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, axes = pyplot.subplots()
    axes.plot([1, 2, 3])
    picture = np.zeros((16, 8, 3), dtype=np.uint8)
    picture[:, :, 0] = 200
    with mlflow.start_run() as run:
        mlflow.log_figure(figure, "plots/line.png")
        mlflow.log_image(picture, "plots/red.png")
        for step in range(3):
            mlflow.log_image(picture, key="sample images", step=step)
    pyplot.close(figure)
    names = [f.path for f in mlflow.MlflowClient().list_artifacts(run.info.run_id, "plots")]
    assert names == ["plots/line.png", "plots/red.png"]
    assert mlflow.artifacts.load_image(f"{run.info.artifact_uri}/plots/red.png").getpixel((3, 3)) == (200, 0, 0)
    # By step each comes as PNG and as a small WebP, in names with odd characters.
    images = [f.path for f in mlflow.MlflowClient().list_artifacts(run.info.run_id, "images")]
    assert len(images) == 6 and all("sample#images" in name or "sample%20images" in name or "sample images" in name for name in images)


@witness(
    "mlflow 3.11.1",
    "POST /api/2.0/mlflow/runs/log-batch",
    "POST /api/2.0/mlflow/runs/log-inputs",
    "GET /api/2.0/mlflow/runs/get",
)
def test_predictions_are_evaluated(experiment, table):
    sklearn = pytest.importorskip("sklearn.linear_model")
    x, y = table
    made = sklearn.LogisticRegression().fit(x, y)
    rows = x.assign(label=y, predicted=made.predict(x))
    with mlflow.start_run() as run:
        result = mlflow.models.evaluate(
            data=rows,
            predictions="predicted",
            targets="label",
            model_type="classifier",
            evaluator_config={"log_explainer": False, "log_model_explainability": False},
        )
    seen = mlflow.get_run(run.info.run_id)
    accuracy = float((made.predict(x) == y).mean())
    assert result.metrics["accuracy_score"] == pytest.approx(accuracy)
    assert seen.data.metrics["accuracy_score"] == pytest.approx(accuracy)
    assert any(f.path.startswith("confusion_matrix") for f in mlflow.MlflowClient().list_artifacts(run.info.run_id))
