"""Scores the raw rows of a Mudbrick model in Python: mlflow.pyfunc.load_model finds this file.

preparation.json says how columns become features, the MLmodel how answers become labels.
The arithmetic is that of the Java scorer: doubles, rounded to float32 features.
"""

import base64
import json
import os

import numpy as np
import pandas as pd
import yaml


def _load_pyfunc(path):
    with open(os.path.join(path, "MLmodel"), encoding="utf-8") as file:
        config = yaml.safe_load(file)["flavors"]["mudbrick"]
    preparations = {}
    members = []
    for member in config.get("members", [config]):
        name = member["preparation"]
        if name not in preparations:
            with open(os.path.join(path, name), encoding="utf-8") as file:
                preparations[name] = json.load(file)
        estimator = _ESTIMATORS[member["estimator"]](os.path.join(path, member["data"]))
        members.append((name, estimator, member.get("weight", 1.0)))
    return MudbrickModel(preparations, members, config)


class MudbrickModel:
    """Labels or numbers from predict, probabilities of the classes from predict_proba."""

    def __init__(self, preparations, members, config):
        self.preparations = preparations
        self.members = members
        self.classes = config.get("classes")
        self.threshold = config.get("threshold", 0.5)

    def get_raw_model(self):
        return self

    def prepare(self, rows, name=None):
        """The float32 feature matrix of a DataFrame of raw rows, by one of the preparations."""
        columns = []
        for step in self.preparations[name or next(iter(self.preparations))]["steps"]:
            columns.extend(_ENCODERS[step["step"]](step, rows[step["column"]]))
        matrix = np.column_stack(columns) if columns else np.empty((len(rows), 0))
        return matrix.astype(np.float32)

    def _answers(self, rows):
        """The mean of the members' answers by their weights, added up in their order."""
        matrices = {name: self.prepare(rows, name) for name in self.preparations}
        answers = [estimator.predict(matrices[name]).astype(np.float64) for name, estimator, _ in self.members]
        if len(answers) == 1:
            return answers[0]
        total = 0.0
        blend = np.zeros_like(answers[0])
        for answer, (_, _, weight) in zip(answers, self.members):
            blend = blend + weight * answer
            total += weight
        return blend / total

    def predict_proba(self, rows):
        if self.classes is None:
            raise ValueError("This model predicts numbers, not classes.")
        answers = self._answers(rows)
        return np.column_stack([1 - answers, answers]) if answers.ndim == 1 else answers

    def predict(self, rows, params=None):
        if self.classes is None:
            return self._answers(rows)
        probabilities = self.predict_proba(rows)
        if len(self.classes) == 2:
            best = (probabilities[:, 1] >= self.threshold).astype(int)
        else:
            best = probabilities.argmax(axis=1)
        return np.array([self.classes[i] for i in best])


class _Boosted:
    def __init__(self, path):
        import xgboost

        self.xgboost = xgboost
        self.booster = xgboost.Booster()
        self.booster.load_model(path)

    def predict(self, matrix):
        names = self.booster.feature_names
        return self.booster.predict(self.xgboost.DMatrix(matrix, feature_names=names))


class _Leaves:
    def __init__(self, path):
        import lightgbm

        self.booster = lightgbm.Booster(model_file=path)

    def predict(self, matrix):
        return self.booster.predict(matrix)


class _Linear:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            model = json.load(file)
        self.link = model["link"]
        self.coefficients = model["coefficients"]
        self.intercepts = model["intercepts"]

    def predict(self, matrix):
        scores = []
        for row, intercept in zip(self.coefficients, self.intercepts):
            score = np.full(len(matrix), intercept)
            # in the order of the features: sums of doubles depend on it
            for i, coefficient in enumerate(row):
                score = score + coefficient * matrix[:, i].astype(np.float64)
            scores.append(score)
        return _linked(self.link, np.column_stack(scores))


class _Network:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            model = json.load(file)
        self.link = model["link"]
        self.inputs = model["inputs"]
        self.layers = [(self._floats(layer["weights"]), self._floats(layer["biases"])) for layer in model["layers"]]

    @staticmethod
    def _floats(text):
        return np.frombuffer(base64.b64decode(text), dtype="<f4")

    def predict(self, matrix):
        limit = np.float32(self.inputs["limit"])
        scaled = (matrix - self._floats(self.inputs["shifts"])) * self._floats(self.inputs["scales"])
        values = np.where(np.isnan(scaled), np.float32(0), np.clip(scaled, -limit, limit)).astype(np.float64)
        for depth, (weights, biases) in enumerate(self.layers):
            if depth:
                values = np.maximum(values, 0)
            values = values @ weights.reshape(-1, len(biases)) + biases
        return _linked(self.link, values)


def _linked(link, scores):
    if link == "identity":
        return scores[:, 0]
    if link == "log":
        return np.exp(scores[:, 0])
    if link == "logistic":
        return 1 / (1 + np.exp(-scores[:, 0]))
    exps = np.exp(scores - scores.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


def _numbers(column):
    if pd.api.types.is_object_dtype(column):
        column = column.map(lambda value: np.nan if value is None else float(value))
    return column.to_numpy(dtype=np.float64, na_value=np.nan)


def _texts(column):
    def text(value):
        if value is None or value is pd.NA or value != value:
            return None
        if isinstance(value, (bool, np.bool_)):
            return "true" if value else "false"
        if isinstance(value, (float, np.floating)) and float(value).is_integer():
            return str(int(value))
        return str(value)

    return [text(value) for value in column.astype(object)]


def _scaled(step, raw):
    missing = np.isnan(raw)
    filled = raw if step["impute"] is None else np.where(missing, step["impute"], raw)
    out = [(filled - step["shift"]) / step["scale"]]
    return out + [missing.astype(np.float64)] if step["missing_indicator"] else out


def _numeric(step, column):
    return _scaled(step, _numbers(column))


def _one_hot(step, column):
    texts = _texts(column)
    known = set(step["categories"])
    out = [np.array([text == category for text in texts], float) for category in step["categories"]]
    if step["other"]:
        out.append(np.array([text not in known for text in texts], float))
    return out


def _ordinal(step, column):
    index = {category: i for i, category in enumerate(step["categories"])}
    return [np.array([np.nan if t is None else index.get(t, -1) for t in _texts(column)], float)]


def _target_mean(step, column):
    means, fallback = step["means"], step["fallback"]
    return [np.array([means.get(text, fallback) for text in _texts(column)], float)]


def _date_parts(step, column):
    dates = pd.to_datetime(column, utc=True, format=None if _is_date(column) else "ISO8601").dt
    parts = {
        "year": lambda: dates.year,
        "month": lambda: dates.month,
        "day": lambda: dates.day,
        "day_of_week": lambda: dates.dayofweek + 1,
        "hour": lambda: dates.hour,
        "epoch_day": lambda: (dates.normalize() - pd.Timestamp(0, tz="UTC")).dt.days,
    }
    out = []
    for part in step["parts"]:
        raw = parts[part["part"]]().to_numpy(dtype=np.float64, na_value=np.nan)
        out.extend(_scaled(part, raw))
    return out


def _is_date(column):
    return pd.api.types.is_datetime64_any_dtype(column)


_ENCODERS = {
    "numeric": _numeric,
    "one_hot": _one_hot,
    "ordinal": _ordinal,
    "target_mean": _target_mean,
    "date_parts": _date_parts,
}

_ESTIMATORS = {"linear": _Linear, "network": _Network, "xgboost": _Boosted, "lightgbm": _Leaves}
