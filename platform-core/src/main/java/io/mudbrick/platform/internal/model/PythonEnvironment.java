package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.ForecastModel;
import io.mudbrick.platform.model.ModelPackage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
  static final String ONNX = "1.23.2";
  private static final String ONNX_RUNTIME = "1.32.0";
  private static final String XGBOOST_PACKAGE = "xgboost==" + XGBOOST + "\n";
  private static final String LIGHTGBM_PACKAGE = "lightgbm==" + LIGHTGBM + "\n";
  private static final String ONNX_PACKAGES =
      "onnx==" + ONNX + "\nonnxruntime==" + ONNX_RUNTIME + "\n";
  private static final String LOADER = "mudbrick_model";
  private static final String FORECASTS = "mudbrick_forecast";
  private static final String REFUSAL = "mudbrick_java_only";

  private PythonEnvironment() {}

  /** The {@code python_function} part of an MLmodel: MLflow imports the loader and calls it. */
  static Map<String, @Nullable Object> pyfunc() {
    return pyfunc(LOADER, null, "code");
  }

  /** For models of a flavor that MLflow itself brings. */
  static Map<String, @Nullable Object> pyfunc(String loader, String data) {
    return pyfunc(loader, data, null);
  }

  /** With a loader of ours: for models that Python cannot score, one that says so. */
  static Map<String, @Nullable Object> ours(String flavor) {
    return pyfunc(loader(flavor), null, "code");
  }

  private static String loader(String flavor) {
    return flavor.equals(ForecastModel.FLAVOR) ? FORECASTS : REFUSAL;
  }

  private static Map<String, @Nullable Object> pyfunc(
      String loader, @Nullable String data, @Nullable String code) {
    Map<String, @Nullable Object> env = new LinkedHashMap<>();
    env.put("conda", "conda.yaml");
    env.put("virtualenv", "python_env.yaml");
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    if (code != null) {
      config.put("code", code);
    }
    if (data != null) {
      config.put("data", data);
    }
    config.put("env", env);
    config.put("loader_module", loader);
    config.put("python_version", PYTHON);
    return config;
  }

  /**
   * The files by their names.
   *
   * @param estimators which may need libraries
   */
  static Map<String, byte[]> files(List<Estimator> estimators) {
    String libraries =
        estimators.stream()
            .map(PythonEnvironment::library)
            .distinct()
            .sorted()
            .collect(Collectors.joining());
    Map<String, byte[]> files = new LinkedHashMap<>(environment(libraries));
    files.put("code/" + LOADER + ".py", source(LOADER));
    return files;
  }

  /** The files for a model as its library saved it. */
  static Map<String, byte[]> files(String flavor) {
    return switch (flavor) {
      case XgBoostFlavor.NAME -> environment(XGBOOST_PACKAGE);
      case LightGbmFlavor.NAME -> environment(LIGHTGBM_PACKAGE);
      case OnnxFlavor.NAME -> environment(ONNX_PACKAGES);
      default -> {
        Map<String, byte[]> files = new LinkedHashMap<>(environment(""));
        files.put("code/" + loader(flavor) + ".py", source(loader(flavor)));
        yield files;
      }
    };
  }

  private static Map<String, byte[]> environment(String libraries) {
    String requirements = "mlflow==" + MLFLOW + "\npandas==" + PANDAS + "\n" + libraries;
    return Map.of(
        "requirements.txt",
        requirements.getBytes(StandardCharsets.UTF_8),
        "conda.yaml",
        conda(requirements).getBytes(StandardCharsets.UTF_8),
        "python_env.yaml",
        pythonEnv().getBytes(StandardCharsets.UTF_8));
  }

  private static String library(Estimator estimator) {
    if (estimator instanceof Estimator.XgBoost) {
      return XGBOOST_PACKAGE;
    }
    return estimator instanceof Estimator.LightGbm ? LIGHTGBM_PACKAGE : "";
  }

  private static byte[] source(String module) {
    try (InputStream in = ModelPackage.class.getResourceAsStream(module + ".py")) {
      if (in == null) {
        throw new IllegalStateException(module + ".py is not on the class path");
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
