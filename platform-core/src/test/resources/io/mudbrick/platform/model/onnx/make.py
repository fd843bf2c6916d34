"""Makes the models of this folder and what ONNX Runtime says of some rows: python make.py, with scikit-learn 1.9, skl2onnx 1.20."""

import json
import pathlib

import numpy as np
import onnx
import onnxruntime
import pandas as pd
from onnx import TensorProto, helper
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, Int64TensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(11)
frame = pd.DataFrame(random.normal(size=(400, 3)), columns=["a", "b", "c"])
label = (frame["a"] + frame["b"] ** 2 > 0.5).astype(int)


def save(name, graph, rows, feeds):
    (HERE / f"{name}.onnx").write_bytes(graph.SerializeToString())
    session = onnxruntime.InferenceSession(HERE / f"{name}.onnx")
    outputs = {}
    for output, value in zip(session.get_outputs(), session.run(None, feeds)):
        if isinstance(value, list):
            outputs[output.name] = [{str(k): float(v) for k, v in row.items()} for row in value]
        else:
            outputs[output.name] = np.asarray(value).squeeze().tolist()
    columns = [[v.item() if isinstance(v, np.generic) else v for v in row] for row in rows.astype(object).to_numpy()]
    answers = {"columns": list(rows.columns), "rows": columns, "outputs": outputs}
    (HERE / f"{name}.json").write_text(json.dumps(answers))


shown = frame.head(40)
matrix = shown.to_numpy(np.float32)
forest = RandomForestClassifier(12, max_depth=4, random_state=1).fit(frame.to_numpy(np.float32), label)
save("classifier", to_onnx(forest, matrix[:1]), shown, {"X": matrix})
save("tensor", to_onnx(forest, matrix[:1], options={"zipmap": False}), shown, {"X": matrix})
boosted = GradientBoostingRegressor(n_estimators=15, random_state=1).fit(frame.to_numpy(np.float32), frame["c"] * 3)
save("regressor", to_onnx(boosted, matrix[:1]), shown, {"X": matrix})

mixed = frame.assign(c=np.array(["x", "y", "z"])[random.integers(0, 3, 400)], n=random.integers(0, 9, 400))
encode = ColumnTransformer([("c", OneHotEncoder(handle_unknown="ignore"), ["c"])], remainder="passthrough")
pipeline = make_pipeline(encode, LogisticRegression()).fit(mixed, label)
types = [("a", FloatTensorType([None, 1])), ("b", FloatTensorType([None, 1])), ("c", StringTensorType([None, 1])), ("n", Int64TensorType([None, 1]))]
some = mixed.head(40)
feeds = {"a": some[["a"]].to_numpy(np.float32), "b": some[["b"]].to_numpy(np.float32), "c": some[["c"]].to_numpy(object), "n": some[["n"]].to_numpy(np.int64)}
save("pipeline", to_onnx(pipeline, initial_types=types), some, feeds)

weights = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[3], data_location=TensorProto.EXTERNAL)
for key, value in {"location": "../../../../../../../../../../etc/passwd", "offset": "0", "length": "12"}.items():
    weights.external_data.add(key=key, value=value)
node = helper.make_node("Add", ["x", "w"], ["y"])
shape = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, 3]) for name in "xy"]
thief = helper.make_model(
    helper.make_graph([node], "g", shape[:1], shape[1:], initializer=[weights]),
    opset_imports=[helper.make_opsetid("", 13)],
)
thief.ir_version = 8
(HERE / "thief.onnx").write_bytes(thief.SerializeToString())
