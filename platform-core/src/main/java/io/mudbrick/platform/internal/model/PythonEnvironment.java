package io.mudbrick.platform.internal.model;

import java.util.Map;

/** The Python packages with which a written model was seen to load. */
final class PythonEnvironment {
  static final String MLFLOW = "3.17.2";
  static final String XGBOOST = "3.2.0";
  static final String PYTHON = "3.11.7";
  private static final String PANDAS = "3.1.1";

  private PythonEnvironment() {}

  /** What MLflow writes beside a model, by name. */
  static Map<String, String> files() {
    String requirements =
        "mlflow==" + MLFLOW + "\npandas==" + PANDAS + "\nxgboost==" + XGBOOST + "\n";
    return Map.of(
        "requirements.txt", requirements,
        "conda.yaml", conda(requirements),
        "python_env.yaml", pythonEnv());
  }

  private static String conda(String requirements) {
    StringBuilder out = new StringBuilder("channels:\n- conda-forge\ndependencies:\n");
    out.append("- python=").append(PYTHON).append("\n- pip\n- pip:\n");
    requirements.lines().forEach(line -> out.append("  - ").append(line).append('\n'));
    return out.append("name: mlflow-env\n").toString();
  }

  private static String pythonEnv() {
    return "python: "
        + PYTHON
        + "\nbuild_dependencies:\n- pip\n- setuptools\n- wheel\n"
        + "dependencies:\n- -r requirements.txt\n";
  }
}
