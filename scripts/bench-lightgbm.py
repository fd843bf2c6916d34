"""What LightGBM's own library costs, for scripts/bench model: bench-lightgbm.py FOLDER ROWS ROUNDS.

Leaves the model and the rows in FOLDER; prints nanoseconds a row, round by round."""

import json
import pathlib
import sys
import time

import lightgbm as lgb
import numpy as np

folder, rows, rounds = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
random = np.random.default_rng(1)
data = random.normal(size=(rows, 20)).astype(np.float32)
data[random.random(data.shape) < 0.02] = np.nan
x = np.nan_to_num(data)
label = x[:, 0] - 0.7 * x[:, 1] + np.sin(3 * x[:, 2]) + x[:, 3] * x[:, 4] + x[:, 5] - x[:, 6] + random.normal(size=rows) > 0
params = {"objective": "binary", "max_depth": 6, "num_leaves": 64, "num_threads": 1, "verbosity": -1}
booster = lgb.train(params, lgb.Dataset(data, label), 100)
booster.save_model(folder / "model.txt")
(folder / "rows").write_bytes(data.astype("<f4").tobytes())
booster = lgb.Booster(model_file=folder / "model.txt")
some = max(1, rows // 100)


def nanos(count, work):
    begun = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - begun) / count


measured = {"one_row": [], "batch": [], "contributions": []}
for _ in range(rounds):
    measured["one_row"].append(nanos(some, lambda: [booster.predict(data[i : i + 1], num_threads=1) for i in range(some)]))
    measured["batch"].append(nanos(rows, lambda: booster.predict(data, num_threads=1)))
    measured["contributions"].append(nanos(some, lambda: booster.predict(data[:some], pred_contrib=True, num_threads=1)))
print(json.dumps(measured))
