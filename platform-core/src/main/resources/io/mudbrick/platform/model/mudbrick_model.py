"""Scores the raw rows of a Mudbrick model in Python: mlflow.pyfunc.load_model finds this file.

preparation.json says how columns become features, the MLmodel how answers become labels.
The arithmetic is that of the Java scorer: doubles, rounded to float32 features.
"""

import base64
import datetime
import json
import os
import re
import unicodedata

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
        members.append((name, _estimator(path, member), member.get("weight", 1.0)))
    return MudbrickModel(preparations, members, config)


def _estimator(path, member):
    kind, file = member["estimator"], os.path.join(path, member["data"])
    if kind in _LIBRARIES:
        return _LIBRARIES[kind](file)
    with open(file, encoding="utf-8") as source:
        return _OURS[kind](json.load(source))


class MudbrickModel:
    """Labels or numbers from predict, probabilities of the classes from predict_proba."""

    def __init__(self, preparations, members, config):
        self.preparations = preparations
        self.members = members
        self.classes = config.get("classes")
        self.threshold = config.get("threshold", 0.5)
        self.sharpness = config.get("sharpness", 1)

    def get_raw_model(self):
        return self

    def prepare(self, rows, name=None):
        """The float32 feature matrix of a DataFrame of raw rows, by one of the preparations."""
        columns = []
        for step in self.preparations[name or next(iter(self.preparations))]["steps"]:
            columns.extend(_encode(step, _column(rows, step["column"])))
        matrix = np.column_stack(columns) if columns else np.empty((len(rows), 0))
        return matrix.astype(np.float32)

    def _answers(self, rows):
        """The mean of the members' answers by their weights, added up in their order."""
        matrices = {name: self.prepare(rows, name) for name in self.preparations}
        answers = [estimator.predict(matrices[name]).astype(np.float64) for name, estimator, _ in self.members]
        if len(answers) == 1:
            return self._sharpened(answers[0])
        total = 0.0
        blend = np.zeros_like(answers[0])
        for answer, (_, _, weight) in zip(answers, self.members):
            blend = blend + weight * answer
            total += weight
        return self._sharpened(blend / total)

    def _sharpened(self, answers):
        """Probabilities to a power, with a sum of 1 again."""
        if self.sharpness == 1:
            return answers
        powers = answers**self.sharpness
        if answers.ndim == 1:
            return powers / (powers + (1 - answers) ** self.sharpness)
        # In the order of the classes, as in Java: numpy's own sum pairs them.
        return powers / np.add.accumulate(powers, axis=1)[:, -1:]

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
    def __init__(self, model):
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
    def __init__(self, model):
        self.link = model["link"]
        self.inputs = model["inputs"]
        self.layers = [(_floats(layer["weights"]), _floats(layer["biases"])) for layer in model["layers"]]

    def predict(self, matrix):
        values = _within(self.inputs, matrix)
        for depth, (weights, biases) in enumerate(self.layers):
            if depth:
                values = np.maximum(values, 0)
            values = values @ weights.reshape(-1, len(biases)) + biases
        return _linked(self.link, values)


class _Factors:
    def __init__(self, model):
        self.link = model["link"]
        self.inputs = model["inputs"]
        width = len(model["features"])
        self.biases = _floats(model["biases"])
        self.weights = _floats(model["weights"]).reshape(width, -1).astype(np.float64)
        self.factors = _floats(model["factors"]).reshape(width, len(self.biases), -1).astype(np.float64)

    def predict(self, matrix):
        values = _within(self.inputs, matrix)
        sums = np.tensordot(values, self.factors, 1)
        squares = np.tensordot(values**2, self.factors**2, 1)
        pairs = (sums**2 - squares).sum(axis=2) / 2
        return _linked(self.link, values @ self.weights + self.biases + pairs)


class _Quadratic:
    def __init__(self, model):
        self.link = model["link"]
        self.inputs = model["inputs"]
        width = len(model["features"])
        self.biases = _doubles(model["biases"])
        self.weights = _doubles(model["weights"]).reshape(-1, width)
        lower = np.tril_indices(width)
        self.forms = []
        for products in _doubles(model["products"]).reshape(len(self.biases), -1):
            form = np.zeros((width, width))
            form[lower] = products
            self.forms.append(form)

    def predict(self, matrix):
        values = _within(self.inputs, matrix)
        squares = [((values @ form.T) * values).sum(axis=1) for form in self.forms]
        return _linked(self.link, values @ self.weights.T + self.biases + np.column_stack(squares))


class _Bounded:
    def __init__(self, model):
        self.model = _OURS[model["estimator"]](model["model"])
        self.low, self.high = model["low"], model["high"]

    def predict(self, matrix):
        return np.clip(self.model.predict(matrix), self.low, self.high)


def _doubles(text):
    return np.frombuffer(base64.b64decode(text), dtype="<f8")


def _floats(text):
    return np.frombuffer(base64.b64decode(text), dtype="<f4")


def _within(inputs, matrix):
    limit = np.float32(inputs["limit"])
    scaled = (matrix - _floats(inputs["shifts"])) * _floats(inputs["scales"])
    return np.where(np.isnan(scaled), np.float32(0), np.clip(scaled, -limit, limit)).astype(np.float64)


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


def _shaped(step, column):
    low, high, unit = step["low"], step["high"], step["unit"]
    raw = _numbers(column)
    missing = np.isnan(raw)
    inside = np.clip(raw if step["impute"] is None else np.where(missing, step["impute"], raw), low, high)
    if step["shape"] == "log_up":
        inside = np.log1p((inside - low) / unit)
    elif step["shape"] == "log_down":
        inside = -np.log1p((high - inside) / unit)
    out = [(inside - step["shift"]) / step["scale"]]
    return out + [missing.astype(np.float64)] if step["missing_indicator"] else out


def _elements(step, column):
    width = len(step["elements"])
    nothing = [np.nan] * width
    rows = []
    for value in column.astype(object):
        own = list(value) if hasattr(value, "__len__") else nothing
        rows.append([np.nan if v is None else float(v) for v in own] if len(own) == width else nothing)
    matrix = np.array(rows, float).reshape(len(rows), width)
    out = []
    for i, element in enumerate(step["elements"]):
        out.extend(_scaled(element, matrix[:, i]))
    return out


def _one_hot(step, column):
    texts = _texts(column)
    known = set(step["categories"])
    out = [np.array([text == category for text in texts], float) for category in step["categories"]]
    own_missing = step.get("missing", False)
    if own_missing:
        out.append(np.array([text is None for text in texts], float))
    if step["other"]:
        rest = [text not in known and not (own_missing and text is None) for text in texts]
        out.append(np.array(rest, float))
    return out


def _ordinal(step, column):
    index = {category: i for i, category in enumerate(step["categories"])}
    unseen = len(index) if step.get("other", False) else -1
    return [np.array([np.nan if t is None else index.get(t, unseen) for t in _texts(column)], float)]


def _hashed(step, column):
    buckets = step["buckets"]
    out = np.zeros((len(column), buckets))
    for row, text in enumerate(_texts(column)):
        if text is not None:
            out[row, abs(_murmur(text.encode("utf-8"))) % buckets] = 1
    return list(out.T)


def _murmur(data):
    """MurmurHash3, 32 bits, seed 0, signed."""
    word = 0xFFFFFFFF

    def mix(block):
        block = block * 0xCC9E2D51 & word
        return (block << 15 | block >> 17) * 0x1B873593 & word

    value = 0
    whole = len(data) & ~3
    for i in range(0, whole, 4):
        value ^= mix(int.from_bytes(data[i : i + 4], "little"))
        value = ((value << 13 | value >> 19) & word) * 5 + 0xE6546B64 & word
    if whole < len(data):
        value ^= mix(int.from_bytes(data[whole:], "little"))
    value ^= len(data)
    value = (value ^ value >> 16) * 0x85EBCA6B & word
    value = (value ^ value >> 13) * 0xC2B2AE35 & word
    value ^= value >> 16
    return value - (1 << 32) if value >> 31 else value


def _lookup(step, column):
    missing, unseen, values = step["missing"], step["unseen"], step["values"]
    rows = [missing if text is None else values.get(text, unseen) for text in _texts(column)]
    matrix = np.array(rows, float).reshape(len(rows), len(step["outputs"]))
    return list(matrix.astype(np.float32).T)


def _words(step, column):
    index = {term: i for i, term in enumerate(step["terms"])}
    weights = np.array(step["weights"], float)
    counts = np.zeros((len(column), len(index)))
    for row, text in enumerate(_texts(column)):
        words = [] if text is None else _WORD.findall(text.lower())
        for term in words + [" ".join(pair) for pair in zip(words, words[1:])]:
            if term in index:
                counts[row, index[term]] += 1
    heavy = np.where(counts > 0, (1 + np.log(np.maximum(counts, 1))) * weights, 0)
    squares = np.zeros(len(column))
    for column_of_term in heavy.T:
        # in the order of the terms: sums of doubles depend on it
        squares = squares + column_of_term * column_of_term
    length = np.sqrt(np.where(squares > 0, squares, 1))
    return [column_of_term.astype(np.float32) / length for column_of_term in heavy.T]


_WORD = re.compile(r"\w\w+")


def _imputed(step, column):
    value = step["value"]
    filled = [value if text is None else raw for text, raw in zip(_texts(column), column.astype(object))]
    return _encode(step["then"], pd.Series(filled, index=column.index, dtype=object))


def _parsed(step, column):
    if step["reading"] == "number":
        read = [_number(value) for value in column.astype(object)]
        return _encode(step["then"], pd.Series(read, index=column.index, dtype=float))
    formats = [_times_of(each) for each in step["formats"]]
    read = [_time(value, formats) for value in column.astype(object)]
    return _encode(step["then"], pd.Series(pd.to_datetime(read, utc=True), index=column.index))


_NUMBER = re.compile(r"[+]?(\d+|\d{1,3}(,\d{3})+)?(?:(?<=\d)\.\d*|\.\d+)?([eE][-+]?\d+)?")


def _number(value):
    if not isinstance(value, str):
        return np.nan if value is None or value is pd.NA else float(value)
    text = value.strip(" \t\u00a0")
    negative = text.startswith("-")
    text = text[1:] if negative else text
    if text and unicodedata.category(text[0]) == "Sc":
        text = text[1:].lstrip(" \t\u00a0")
    elif text.endswith("%"):
        text = text[:-1].rstrip(" \t\u00a0")
    if not _NUMBER.fullmatch(text) or not re.match(r"[+]?\.?\d", text):
        return np.nan
    number = float(text.replace(",", ""))
    return -number if negative else number


def _times_of(name):
    """A reader of texts: a UTC timestamp or NaT."""
    if name == "iso":
        return lambda text: _strict(text, None) if re.match(r"\d{4}-\d\d-\d\d", text) else pd.NaT
    if name in ("epoch_second", "epoch_milli"):
        unit = 1 if name == "epoch_second" else 1000
        return lambda text: _seconds(_number(text) / unit)
    patterns = [_strptime(variant) for variant in _variants(name)]

    def read(text):
        for pattern in patterns:
            time = _strict(text, pattern)
            if time is not pd.NaT:
                return time
        return pd.NaT

    return read


def _seconds(number):
    return pd.Timestamp(round(number * 1000), unit="ms", tz="UTC") if abs(number) <= 9.2e9 else pd.NaT


def _strict(text, pattern):
    try:
        if pattern is None:
            time = pd.Timestamp(text)
        else:
            time = pd.Timestamp(datetime.datetime.strptime(text, pattern))
            if "%y" in pattern and time.year < 2000:
                time = time.replace(year=time.year + 100)
    except (ValueError, OverflowError):
        return pd.NaT
    return time.tz_localize("UTC") if time.tzinfo is None else time.tz_convert("UTC")


def _variants(pattern):
    """With and without what stands in brackets, which may nest."""
    at = pattern.find("[")
    if at < 0:
        return [pattern]
    end = pattern.rindex("]")
    return [pattern[:at] + pattern[end + 1 :]] + [
        pattern[:at] + inner + pattern[end + 1 :] for inner in _variants(pattern[at + 1 : end])
    ]


def _strptime(pattern):
    codes = {"uuuu": "%Y", "uu": "%y", "MMMM": "%B", "MMM": "%b", "mm": "%M", "ss": "%S", "a": "%p"}
    codes.update({"M": "%m", "MM": "%m", "d": "%d", "dd": "%d", "H": "%H", "h": "%I"})
    return re.sub(r"([A-Za-z])\1*", lambda match: codes[match.group()], pattern)


def _time(value, formats):
    if value is None or value is pd.NA or value != value:
        return pd.NaT
    if isinstance(value, (datetime.date, np.datetime64)):
        time = pd.Timestamp(value)
        return time.tz_localize("UTC") if time.tzinfo is None else time.tz_convert("UTC")
    text = _texts(pd.Series([value], dtype=object))[0].strip()
    for read in formats:
        time = read(text)
        if time is not pd.NaT:
            return time
    return pd.NaT


def _target_mean(step, column):
    means, fallback = step["means"], step["fallback"]
    return [np.array([means.get(text, fallback) for text in _texts(column)], float)]


def _date_parts(step, column):
    times = pd.to_datetime(column, utc=True, format=None if _is_date(column) else "ISO8601")
    dates = times.dt
    holidays = set(step.get("holidays", []))
    parts = {
        "year": lambda: dates.year,
        "month": lambda: dates.month,
        "day": lambda: dates.day,
        "day_of_week": lambda: dates.dayofweek + 1,
        "hour": lambda: dates.hour,
        "epoch_day": lambda: (dates.normalize() - pd.Timestamp(0, tz="UTC")).dt.days,
        "epoch_second": lambda: (times - pd.Timestamp(0, tz="UTC")) / pd.Timedelta(seconds=1),
        "day_of_year": lambda: dates.dayofyear,
        "weekend": lambda: (dates.dayofweek >= 5).where(times.notna()).astype(float),
        "holiday": lambda: times.dt.strftime("%Y-%m-%d").isin(holidays).where(times.notna()).astype(float),
    }
    day = (dates.hour * 3600 + dates.minute * 60 + dates.second) / 86400
    shares = {
        "day": lambda: day,
        "week": lambda: (dates.dayofweek + day) / 7,
        "month": lambda: (dates.day - 1 + day) / dates.days_in_month,
        "year": lambda: (dates.dayofyear - 1 + day) / (365 + dates.is_leap_year),
    }
    for name, share in shares.items():
        parts[name + "_sin"] = lambda share=share: np.sin(2 * np.pi * share())
        parts[name + "_cos"] = lambda share=share: np.cos(2 * np.pi * share())
    out = []
    for part in step["parts"]:
        raw = parts[part["part"]]().to_numpy(dtype=np.float64, na_value=np.nan)
        out.extend(_scaled(part, raw))
    return out


def _is_date(column):
    return pd.api.types.is_datetime64_any_dtype(column)


def _column(rows, name):
    """The signature lets callers leave some columns out: they are missing in every row."""
    return rows[name] if name in rows else pd.Series([None] * len(rows), index=rows.index, dtype=object)


def _encode(step, column):
    return _ENCODERS[step["step"]](step, column)


_ENCODERS = {
    "numeric": _numeric,
    "shaped": _shaped,
    "elements": _elements,
    "hashed": _hashed,
    "lookup": _lookup,
    "words": _words,
    "imputed": _imputed,
    "parsed": _parsed,
    "one_hot": _one_hot,
    "ordinal": _ordinal,
    "target_mean": _target_mean,
    "date_parts": _date_parts,
}

_LIBRARIES = {"xgboost": _Boosted, "lightgbm": _Leaves}
_OURS = {"linear": _Linear, "network": _Network, "factors": _Factors, "quadratic": _Quadratic, "bounded": _Bounded}
