"""Answers rows with the forecasts of a Mudbrick model: mlflow.pyfunc.load_model finds this file.

forecast.json holds, for each series, the time of the first value, and the numbers from there on.
"""

import json
import os

import numpy as np
import pandas as pd
from mlflow.exceptions import MlflowException
from mlflow.protos.databricks_pb2 import BAD_REQUEST

_SECONDS = {"SECONDS": 1, "MINUTES": 60, "HOURS": 3600}
_DAYS = {"DAYS": 1, "WEEKS": 7}


def _load_pyfunc(path):
    with open(os.path.join(path, "forecast.json"), encoding="utf-8") as file:
        return ForecastModel(json.load(file))


class ForecastModel:
    def __init__(self, document):
        self.document = document
        self.series = {tuple(line["identity"]): line for line in document["series"]}

    def predict(self, rows, params=None):
        times = pd.to_datetime(rows[self.document["time"]].map(_readable), utc=True).dt.tz_localize(None)
        identities = [rows[name].map(str) for name in self.document["identity"]]
        answers = [self._answer(time, tuple(i.iloc[row] for i in identities)) for row, time in enumerate(times)]
        return pd.DataFrame(answers, columns=["prediction", "lower", "upper"], index=rows.index)

    def _answer(self, time, identity):
        line = self.series.get(identity)
        if line is None:
            raise MlflowException(f"The model knows no series {list(identity)}.", error_code=BAD_REQUEST)
        step = self._steps(pd.Timestamp(line["start"]), time)
        if not 0 <= step < len(line["mean"]):
            raise MlflowException(f"The model has no forecast for {time}.", error_code=BAD_REQUEST)
        return line["mean"][step], line["lower"][step], line["upper"][step]

    def _steps(self, start, time):
        unit = self.document["unit"]
        if unit in _SECONDS:
            size = _SECONDS[unit]
            between = time.value // 10**9 // size - start.value // 10**9 // size
        elif unit in _DAYS:
            between = (time.normalize() - start.normalize()).days // _DAYS[unit]
        else:
            between = time.year - start.year
            if unit == "MONTHS":
                between = 12 * between + time.month - start.month
        return between // self.document["every"]


def _readable(value):
    """Whole numbers that are a year, a month or a day; pandas would take them for nanoseconds."""
    if isinstance(value, (int, np.integer)):
        if 1000 <= value <= 9999:
            return f"{value}-01-01"
        if 100000 <= value <= 999912:
            return f"{value // 100}-{value % 100:02d}-01"
        if 10000000 <= value <= 99991231:
            return f"{value // 10000}-{value // 100 % 100:02d}-{value % 100:02d}"
        return pd.Timestamp(value, unit="s" if value < 10**11 else "ms").isoformat()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
