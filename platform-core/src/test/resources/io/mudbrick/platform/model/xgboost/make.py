"""Makes the models of this folder and what XGBoost says of some rows: python make.py, with xgboost 3.2.0 and pandas 2.3."""

import json
import pathlib

import numpy as np
import pandas as pd
import xgboost as xgb

HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(7)
ROWS, SHOWN = 1500, 60


def plain(value):
    value = value.item() if isinstance(value, np.generic) else value
    return None if value is None or value is pd.NaT or value != value else value


def save(name, frame, label, params, rounds=6, contributions=True, weights=None, **matrix):
    params = {"max_depth": 4, "seed": 3, "nthread": 1, **params}
    booster = xgb.train(params, xgb.DMatrix(frame, label, enable_categorical=True, **matrix), rounds)
    booster.save_model(HERE / f"{name}.ubj")
    booster.save_model(HERE / f"{name}.json")
    rows = frame.head(SHOWN)
    shown = xgb.DMatrix(rows, enable_categorical=True)
    answers = {
        "columns": list(frame.columns),
        "rows": [[plain(v) for v in row] for row in rows.astype(object).to_numpy()],
        "margins": booster.predict(shown, output_margin=True).reshape(SHOWN, -1).tolist(),
        "answers": booster.predict(shown).reshape(SHOWN, -1).tolist(),
        "contributions": booster.predict(shown, pred_contribs=True).reshape(SHOWN, -1).tolist() if contributions else [],
    }
    (HERE / f"{name}.answers.json").write_text(json.dumps(answers))


frame = pd.DataFrame(random.normal(size=(ROWS, 3)).astype(np.float32), columns=["a", "b", "c"]).astype(np.float64)
frame.loc[random.random(ROWS) < 0.2, "a"] = np.nan
k, m = random.integers(0, 12, ROWS), random.integers(10, 14, ROWS)
mixed = frame.assign(k=pd.Categorical(np.array(list("qwertyuiopas"))[k]), m=pd.Categorical(m))
mixed.loc[random.random(ROWS) < 0.1, "k"] = None
signal = frame["a"].fillna(0.7) * 2 + np.sin(frame["b"]) + (k % 3 == 1) * 1.5 + (m == 12) + random.normal(0, 0.3, ROWS)
positive = (signal > 1.0).astype(int)
thirds = pd.qcut(signal, 3, labels=False)
two = np.c_[signal, frame["b"] * 2]

save("partition", mixed, positive, {"objective": "binary:logistic", "max_cat_to_onehot": 1})
save("onehot", mixed, signal, {"max_cat_to_onehot": 50})
save("classes", mixed, thirds, {"objective": "multi:softprob", "num_class": 3})
save("softmax", frame, thirds, {"objective": "multi:softmax", "num_class": 3})
save("dart", mixed, positive, {"objective": "binary:logistic", "booster": "dart", "rate_drop": 0.5}, 10)
save("linear", frame, positive, {"objective": "binary:logistic", "booster": "gblinear"})
save("linear_classes", frame, thirds, {"objective": "multi:softprob", "num_class": 3, "booster": "gblinear"})
save("targets", frame, two, {})
save("vectors", frame, two, {"multi_strategy": "multi_output_tree", "tree_method": "hist"}, contributions=False)
save("labels", frame, np.c_[positive, 1 - positive], {"objective": "binary:logistic"})
save("quantiles", frame, signal, {"objective": "reg:quantileerror", "quantile_alpha": [0.1, 0.9]})
save("hinge", frame, positive, {"objective": "binary:hinge"})
save("cox", frame, np.abs(signal) + 0.1, {"objective": "survival:cox"})
save("rank", frame, thirds, {"objective": "rank:ndcg"}, qid=np.arange(ROWS) // 10)
save("gamma", mixed, np.exp(signal / 3), {"objective": "reg:gamma"})
