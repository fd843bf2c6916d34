"""Says that a model is Java's: mlflow.pyfunc.load_model finds this file where Python cannot score a model."""

import os

import yaml
from mlflow.exceptions import MlflowException
from mlflow.protos.databricks_pb2 import BAD_REQUEST


def _load_pyfunc(path):
    with open(os.path.join(path, "MLmodel"), encoding="utf-8") as file:
        flavors = yaml.safe_load(file)["flavors"]
    if "java_function" in flavors:
        what = f"the Java function '{flavors['java_function'].get('function')}'"
    else:
        what = "a model of Tribuo, a Java library"
    raise MlflowException(
        f"Python cannot score this model: it is {what}. Query an endpoint that serves it, or log it as ONNX.",
        error_code=BAD_REQUEST,
    )
