"""Makes the models of this folder and what LightGBM says of some rows: python make.py, with lightgbm 4.7.0 and pandas."""

import json
import pathlib

import lightgbm as lgb
import numpy as np
import pandas as pd

HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(7)
ROWS, SHOWN = 1500, 60


def table():
    frame = pd.DataFrame(random.normal(size=(ROWS, 5)), columns=["a", "b", "c", "d", "e"])
    frame.loc[random.random(ROWS) < 0.2, "a"] = np.nan
    frame.loc[random.random(ROWS) < 0.3, "b"] = 0.0
    frame["k"] = random.integers(0, 40, ROWS)
    return frame


def plain(value):
    value = value.item() if isinstance(value, np.generic) else value
    return None if value is None or value is pd.NaT or value != value else value


def save(name, frame, label, params, rounds=8, **dataset):
    params = {"verbosity": -1, "num_leaves": 12, "min_data_in_leaf": 10, "seed": 3, "num_threads": 1, **params}
    table = lgb.Dataset(frame, label, params={"linear_tree": params.get("linear_tree", False)}, **dataset)
    booster = lgb.train(params, table, rounds)
    booster.save_model(HERE / f"{name}.txt")
    rows = frame.head(SHOWN)
    answers = {
        "columns": list(frame.columns),
        "rows": [[plain(v) for v in row] for row in rows.astype(object).to_numpy()],
        "margins": booster.predict(rows, raw_score=True).reshape(SHOWN, -1).tolist(),
        "answers": booster.predict(rows).reshape(SHOWN, -1).tolist(),
        "contributions": [] if params.get("linear_tree") else booster.predict(rows, pred_contrib=True).tolist(),
    }
    (HERE / f"{name}.json").write_text(json.dumps(answers))


frame = table()
signal = frame["a"].fillna(0.7) * 2 + np.sin(frame["b"]) + (frame["k"] % 3 == 1) * 1.5 + random.normal(0, 0.3, ROWS)
positive = (signal > 0.5).astype(int)
thirds = pd.qcut(signal, 3, labels=False)
save("binary", frame, positive, {"objective": "binary", "sigmoid": 1.7})
save("multiclass", frame, thirds, {"objective": "multiclass", "num_class": 3}, rounds=4)
save("one_versus_all", frame, thirds, {"objective": "multiclassova", "num_class": 3}, rounds=4)
save("regression", frame, signal, {"objective": "regression", "max_depth": 7, "num_leaves": 40})
save("root", frame, signal**2, {"objective": "regression", "reg_sqrt": True})
save("poisson", frame, np.round(np.exp(signal / 3)), {"objective": "poisson"})
save("zero_is_missing", frame, signal, {"objective": "regression_l1", "zero_as_missing": True})
save("no_missing", frame, signal, {"objective": "huber", "use_missing": False})
save("categories", frame, positive, {"objective": "binary"}, categorical_feature=["k"])
save("cross_entropy_lambda", frame, positive, {"objective": "cross_entropy_lambda"})
save("dart", frame, signal, {"boosting": "dart"})
save("forest", frame, positive, {"objective": "binary", "boosting": "rf", "bagging_freq": 1, "bagging_fraction": 0.6})

texts = frame.assign(k=frame["k"].map(lambda k: "xyzuvw"[k % 6]).astype("category"))
save("pandas", texts, positive, {"objective": "binary"})

save("constant", frame, np.full(ROWS, 2.5), {"objective": "regression"}, rounds=2)
save("linear", frame, signal, {"objective": "regression", "linear_tree": True})
