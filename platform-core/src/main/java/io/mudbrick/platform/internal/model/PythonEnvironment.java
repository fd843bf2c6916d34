package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.ModelPackage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model directory carries for Python: a loader for raw rows as plain source, and the
 * packages with which written models were seen to load.
 */
final class PythonEnvironment {
  static final String MLFLOW = "3.11.1";
  private static final String XGBOOST = "3.2.0";
  static final String LIGHTGBM = "4.7.0";
  private static final String PANDAS = "2.3.3";
  private static final String PYTHON = "3.11.7";
  private static final String LOADER = "mudbrick_model";

  private PythonEnvironment() {}

  /** The {@code python_function} part of an MLmodel: MLflow imports the loader and calls it. */
  static Map<String, @Nullable Object> pyfunc() {
    Map<String, @Nullable Object> env = new LinkedHashMap<>();
    env.put("conda", "conda.yaml");
    env.put("virtualenv", "python_env.yaml");
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("code", "code");
    config.put("env", env);
    config.put("loader_module", LOADER);
    config.put("python_version", PYTHON);
    return config;
  }

  /**
   * The files by their names.
   *
   * @param estimator which may need a library
   */
  static Map<String, byte[]> files(Estimator estimator) {
    String requirements = "mlflow==" + MLFLOW + "\npandas==" + PANDAS + "\n" + library(estimator);
    return Map.of(
        "requirements.txt",
        requirements.getBytes(StandardCharsets.UTF_8),
        "conda.yaml",
        conda(requirements).getBytes(StandardCharsets.UTF_8),
        "python_env.yaml",
        pythonEnv().getBytes(StandardCharsets.UTF_8),
        "code/" + LOADER + ".py",
        loader());
  }

  private static String library(Estimator estimator) {
    if (estimator instanceof Estimator.XgBoost) {
      return "xgboost==" + XGBOOST + "\n";
    }
    return estimator instanceof Estimator.LightGbm ? "lightgbm==" + LIGHTGBM + "\n" : "";
  }

  private static byte[] loader() {
    try (InputStream in = ModelPackage.class.getResourceAsStream(LOADER + ".py")) {
      if (in == null) {
        throw new IllegalStateException(LOADER + ".py is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
