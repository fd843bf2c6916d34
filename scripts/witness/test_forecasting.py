"""The Databricks SDK asks for forecasts; MLflow loads the model that they leave, and it answers what the table says."""

import json
import os
import time
import uuid
from datetime import date, timedelta

import mlflow
import numpy as np
import pandas as pd
import pytest
import requests
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import BadRequest, NotFound
from databricks.sdk.service.ml import ForecastingExperimentState

from ledger import witness

SERVER = os.environ["MLFLOW_TRACKING_URI"]
HEADERS = {"Authorization": f"Bearer {os.environ['MLFLOW_TRACKING_TOKEN']}"}
SCHEMA = "workspace.default"


@pytest.fixture
def workspace():
    return WorkspaceClient(host=os.environ["DATABRICKS_HOST"], token=os.environ["DATABRICKS_TOKEN"])


@pytest.fixture
def sold():
    """The name of a table with eight weeks of two shops, brought there by our own face."""
    name = f"{SCHEMA}.sold_{uuid.uuid4().hex[:8]}"
    rows = pd.DataFrame(
        [
            {"day": date(2024, 1, 1) + timedelta(days=i), "shop": shop, "sold": base + i % 7 + 0.1 * i}
            for shop, base in (("north", 10.0), ("south", 30.0))
            for i in range(56)
        ]
    )
    query = {
        "target": "sold",
        "time_col": "day",
        "identity_col": "shop",
        "horizon": "7",
        "max_trials": "1",
        "output_table": name,
    }
    reply = requests.post(
        f"{SERVER}/api/2.0/mudbrick/automl/forecast",
        params=query,
        data=rows.to_csv(index=False),
        headers=HEADERS | {"Content-Type": "text/csv"},
        timeout=120,
    )
    reply.raise_for_status()
    assert '"result"' in reply.text.splitlines()[-1]
    return name


@witness(
    "databricks-sdk (Python) 0.141.0",
    "POST /api/2.0/automl/create-forecasting-experiment",
    "GET /api/2.0/automl/get-forecasting-experiment/{experiment_id}",
)
def test_an_experiment_is_waited_for_and_its_model_answers_in_python(workspace, sold):
    model = f"{SCHEMA}.forecaster_{uuid.uuid4().hex[:8]}"
    done = workspace.forecasting.create_experiment_and_wait(
        train_data_path=sold,
        target_column="sold",
        time_column="day",
        forecast_granularity="Daily",
        forecast_horizon=1,
        timeseries_identifier_columns=["shop"],
        training_frameworks=["naive"],
        register_to=model,
        primary_metric="SMAPE",
        max_runtime=5,
    )
    assert done.state == ForecastingExperimentState.SUCCEEDED
    experiment = mlflow.get_experiment(done.experiment_id)
    assert experiment.tags["_databricks_automl.problem_type"] == "forecast"
    runs = mlflow.search_runs([done.experiment_id], filter_string="tags.mlflow.parentRunId != ''")
    assert runs["metrics.val_smape"].between(0, 1).all()

    loaded = mlflow.pyfunc.load_model(f"models:/{model}/1")
    rows = pd.DataFrame({"day": [pd.Timestamp(2024, 3, 4)], "shop": ["north"]})
    answer = loaded.predict(rows)
    assert list(answer.columns) == ["prediction", "lower", "upper"]
    assert np.all(answer["lower"] <= answer["prediction"]) and np.all(answer["prediction"] <= answer["upper"])


@witness("databricks-sdk (Python) 0.141.0", "POST /api/2.0/automl/create-forecasting-experiment")
def test_what_is_wrong_is_an_error_of_the_sdk(workspace, sold):
    good = {
        "train_data_path": sold,
        "target_column": "sold",
        "time_column": "day",
        "forecast_granularity": "Daily",
        "forecast_horizon": 1,
    }
    with pytest.raises(BadRequest):
        workspace.forecasting.create_experiment(**good | {"forecast_granularity": "Often"})
    with pytest.raises(BadRequest):
        workspace.forecasting.create_experiment(**good | {"target_column": "nothing"})
    with pytest.raises(NotFound):
        workspace.forecasting.create_experiment(**good | {"train_data_path": f"{SCHEMA}.nothing"})
    with pytest.raises(NotFound):
        workspace.forecasting.get_experiment("123456789")


@witness(
    "curl",
    "POST /api/2.0/automl/create-forecasting-experiment",
    "GET /api/2.0/automl/get-forecasting-experiment/{experiment_id}",
)
def test_a_shell_asks_and_waits_and_hears_what_is_wrong(sold, curl):
    asked = {
        "train_data_path": sold,
        "target_column": "sold",
        "time_column": "day",
        "forecast_granularity": "Daily",
        "forecast_horizon": 2,
        "timeseries_identifier_columns": ["shop"],
        "training_frameworks": ["naive"],
    }
    create = "/api/2.0/automl/create-forecasting-experiment"
    experiment = curl("POST", create, asked)["experiment_id"]
    shown = {"state": "PENDING"}
    while shown["state"] in ("PENDING", "RUNNING"):
        time.sleep(0.2)
        shown = curl("GET", f"/api/2.0/automl/get-forecasting-experiment/{experiment}")
    assert shown["state"] == "SUCCEEDED" and shown["experiment_page_url"].endswith(experiment)

    for wrong, message in (
        ({"forecast_horizon": 0}, "1 to 100000 steps"),
        ({"forecast_granularity": "Often"}, "is no frequency"),
        ({"time_column": "nothing"}, "nothing"),
        ({"primary_metric": "accuracy"}, "accuracy"),
        ({"holiday_regions": ["US", "DE"]}, "one region"),
        ({"training_frameworks": ["arma"]}, "arima"),
    ):
        with pytest.raises(AssertionError, match=message):
            curl("POST", create, asked | wrong)
    with pytest.raises(AssertionError, match="RESOURCE_DOES_NOT_EXIST"):
        curl("GET", "/api/2.0/automl/get-forecasting-experiment/123456789")


@witness("curl", "POST /api/2.0/mudbrick/automl/forecast", "POST /api/2.0/mudbrick/automl/resume")
def test_a_shell_sends_series_and_goes_on_and_pandas_reads_what_was_said_at_past_times(tmp_path, curl):
    name = f"shell_{uuid.uuid4().hex[:8]}"
    rows = tmp_path / "rows.csv"
    rows.write_text("year,y\n" + "".join(f"{1950 + i},{100 + 3 * i + i * 7 % 5}\n" for i in range(40)))
    text = ("-H", "Content-Type: text/csv")
    forecast = "/api/2.0/mudbrick/automl/forecast?target=y&time_col=year&frequency=Y&max_trials=2"
    lines = curl("POST", f"{forecast}&horizon=3&experiment_name={name}", rows, *text).splitlines()
    first = json.loads(lines[-1])["result"]

    again = curl("POST", f"/api/2.0/mudbrick/automl/resume?experiment={name}").splitlines()
    assert json.loads(again[-1])["result"]["experiment_id"] == first["experiment_id"]

    best = mlflow.search_runs([first["experiment_id"]], filter_string="tags.mlflow.parentRunId != ''").iloc[0]
    said = pd.read_parquet(mlflow.artifacts.download_artifacts(run_id=best.run_id, artifact_path="backtest.parquet"))
    errors = (said["actual"] - said["predicted"]).abs().groupby(said["known"]).mean()
    assert errors.mean() == pytest.approx(best["metrics.val_mae"], rel=1e-12)
    inside = said["actual"].between(said["lower"], said["upper"]).mean()
    assert inside == pytest.approx(best["metrics.val_coverage"], rel=1e-12)

    with pytest.raises(AssertionError, match="1 to 100000 steps"):
        curl("POST", f"{forecast}&horizon=0", rows, *text)
