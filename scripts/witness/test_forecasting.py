"""The Databricks SDK asks for forecasts; MLflow loads the model that they leave, and it answers what the table says."""

import os
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
