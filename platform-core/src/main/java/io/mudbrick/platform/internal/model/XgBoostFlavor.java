package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelFlavor;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Scorer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * MLflow's {@code xgboost} flavor, as Python writes it: a native model file, scored as {@code
 * mlflow.pyfunc} scores it. A Booster answers probabilities or values, an XGBClassifier the number
 * of the class.
 */
public final class XgBoostFlavor implements ModelFlavor {
  static final String NAME = "xgboost";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int rank() {
    return 50;
  }

  static Map<String, @Nullable Object> config(
      String data, Estimator.Format format, String version) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("code", null);
    config.put("data", data);
    config.put("model_class", "xgboost.core.Booster");
    config.put("model_format", format == Estimator.Format.UBJ ? "ubj" : "json");
    config.put("xgb_version", version);
    return config;
  }

  @Override
  public Scorer load(Path dir, MlModel model, Map<String, @Nullable Object> config) {
    String data = ModelFiles.data(config, "model.xgb");
    byte[] bytes = ModelFiles.bytes(dir, data);
    XgBoostModel trees = XgBoostModel.read(bytes, format(bytes));
    String kind = String.valueOf(config.getOrDefault("model_class", "xgboost.core.Booster"));
    boolean booster = kind.endsWith(".Booster");
    return new XgBoostScorer(
        booster ? trees : trees.upToBest(),
        kind.endsWith("Classifier"),
        names(trees, model.signature()));
  }

  /**
   * Told by the first bytes, since a name may lie.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when it is neither format
   */
  static Estimator.Format format(byte[] bytes) {
    if (bytes.length > 1 && bytes[0] == '{') {
      return "LlIiU#$".indexOf(bytes[1]) >= 0 ? Estimator.Format.UBJ : Estimator.Format.JSON;
    }
    throw ModelErrors.unsupported(
        "its data is neither UBJSON nor JSON; save it again with a recent XGBoost");
  }

  private static List<String> names(XgBoostModel trees, @Nullable ModelSignature signature) {
    if (!trees.featureNames().isEmpty()) {
      return trees.featureNames();
    }
    return signature == null ? List.of() : signature.inputs().names();
  }
}
