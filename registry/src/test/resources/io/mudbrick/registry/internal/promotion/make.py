"""What scikit-learn says of predictions, for MeasureTest: python make.py > metrics.json"""

import json
import math
import warnings

import numpy as np
import sklearn
from sklearn import metrics as m

warnings.simplefilter("ignore")
CASES = []


def number(value):
    value = float(value)
    return value if math.isfinite(value) else str(value)


def attempt(metric, *args, **more):
    try:
        return number(metric(*args, **more))
    except ValueError as refused:  # such as an area with one class only
        return "refused: " + str(refused)[:60]


def classes(name, truth, labels, probabilities):
    """A model that knows the labels; its prediction is the likeliest, the first among equals."""
    truth, p = np.asarray(truth), np.asarray(probabilities, dtype=float)
    predicted = np.asarray(labels)[p.argmax(axis=1)]
    two = len(labels) == 2
    average = dict(average="binary", pos_label=labels[1]) if two else dict(average="weighted", labels=labels)
    expected = {
        "accuracy": number(m.accuracy_score(truth, predicted)),
        "f1": attempt(m.f1_score, truth, predicted, zero_division=0, **average),
        "log_loss": attempt(m.log_loss, truth, p, labels=labels),
        "roc_auc": attempt(m.roc_auc_score, (truth == labels[1]).astype(int), p[:, 1])
        if two
        else attempt(m.roc_auc_score, truth, p, multi_class="ovr", average="weighted", labels=labels),
    }
    CASES.append(dict(name=name, truth=truth.tolist(), classes=list(labels), predicted=predicted.tolist(),
                      probabilities=p.ravel().tolist(), expected=expected))  # fmt: skip


def labels_only(name, truth, predicted):
    everything = sorted(set(truth) | set(predicted))
    two = len(everything) == 2
    average = dict(average="binary", pos_label=everything[1]) if two else dict(average="weighted")
    CASES.append(dict(name=name, truth=list(truth), predicted=list(predicted), expected={
        "accuracy": number(m.accuracy_score(truth, predicted)),
        "f1": attempt(m.f1_score, truth, predicted, zero_division=0, **average),
    }))  # fmt: skip


def numbers(name, truth, predicted):
    truth, predicted = np.asarray(truth, dtype=float), np.asarray(predicted, dtype=float)
    CASES.append(dict(name=name, truth=truth.tolist(), predicted=predicted.tolist(), expected={
        "rmse": number(m.root_mean_squared_error(truth, predicted)),
        "mae": number(m.mean_absolute_error(truth, predicted)),
        "r2": number(m.r2_score(truth, predicted)),
    }))  # fmt: skip


random = np.random.default_rng(7)


def simplex(rows, columns, digits=None):
    p = random.dirichlet(np.ones(columns), rows)
    if digits is not None:
        p = np.round(p, digits)
        p[:, -1] = 1 - p[:, :-1].sum(axis=1)
        p = np.abs(np.round(p, digits))
    return p


TWO, THREE, WORDS = ["no", "yes"], [0, 1, 2], ["bad", "fair", "good", "rare"]
for i in range(3):
    classes(f"two classes {i}", random.choice(TWO, 40), TWO, simplex(40, 2))
    classes(f"three classes {i}", random.choice(THREE, 40), THREE, simplex(40, 3))
    classes(f"ties of two {i}", random.choice(TWO, 40), TWO, simplex(40, 2, 1))
    classes(f"ties of three {i}", random.choice(THREE, 40), THREE, simplex(40, 3, 1))
    numbers(f"numbers {i}", random.normal(size=30), random.normal(size=30))
classes("all the same score", random.choice(TWO, 20), TWO, np.full((20, 2), 0.5))
classes("all predicted one class", random.choice(TWO, 20), TWO, np.tile([0.9, 0.1], (20, 1)))
classes("never right", ["no", "yes"] * 5, TWO, [[0.2, 0.8], [0.7, 0.3]] * 5)
classes("always right and sure", ["no", "yes"] * 5, TWO, [[1, 0], [0, 1]] * 5)
classes("wrong and sure", ["no", "yes", "no"], TWO, [[0, 1], [1, 0], [1, 0]])
classes("one class in the truth", ["yes"] * 8, TWO, simplex(8, 2))
classes("the other class in the truth", ["no"] * 8, TWO, simplex(8, 2))
classes("one row", ["yes"], TWO, [[0.3, 0.7]])
classes("rare class", random.choice(WORDS, 60, p=[0.5, 0.3, 0.15, 0.05]), WORDS, simplex(60, 4))
classes("one of a hundred", ["no"] * 99 + ["yes"], TWO, simplex(100, 2))
classes("tiny probabilities", random.choice(TWO, 20), TWO,
        [[1 - 10.0**-k, 10.0**-k] for k in range(20)])  # fmt: skip
labels_only("words", random.choice(["a", "b", "c"], 30).tolist(), random.choice(["a", "b", "c"], 30).tolist())
labels_only("two words", random.choice(["a", "b"], 30).tolist(), random.choice(["a", "b"], 30).tolist())
labels_only("a word that is never true", ["a", "b", "a", "b"], ["c", "c", "a", "b"])
numbers("exact", [1, 2, 3], [1, 2, 3])
numbers("worse than the mean", [1, 2, 3], [30, -20, 10])
numbers("constant truth, hit", [2, 2, 2], [2, 2, 2])
numbers("constant truth, missed", [2, 2, 2], [2, 2, 3])
numbers("far from nought", 1e9 + random.normal(size=30), 1e9 + random.normal(size=30))
numbers("large and small", [1e-12, 1e12, -1e12, 3], [2e-12, 1.1e12, -1e12, 4])

print(json.dumps({"sklearn": sklearn.__version__, "cases": CASES}))
