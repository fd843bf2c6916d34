package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.MlModel;
import io.mudbrick.platform.model.ModelFlavor;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.platform.model.Preparation;
import io.mudbrick.platform.model.Scorer;
import io.mudbrick.platform.model.Target;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Our own flavor: a preparation, an estimator and a target, all of them data. */
public final class MudbrickFlavor implements ModelFlavor {
  private static final String WHERE = "flavor 'mudbrick'";

  @Override
  public String name() {
    return ModelPackage.FLAVOR;
  }

  @Override
  public int rank() {
    return 100;
  }

  /** What goes into MLmodel; {@link #load} reads it. */
  static Map<String, @Nullable Object> config(
      Target target, String estimator, String data, @Nullable String featureSpec) {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("version", 1L);
    config.put("preparation", Preparation.FILE);
    config.put("estimator", estimator);
    config.put("data", data);
    config.put("target", target.column());
    if (target.isClassification()) {
      config.put("classes", target.classes());
      config.put("threshold", target.threshold());
    }
    if (featureSpec != null) {
      config.put("feature_spec", featureSpec);
    }
    return config;
  }

  @Override
  public Scorer load(Path dir, MlModel model, Map<String, @Nullable Object> config) {
    if (!Objects.equals(config.get("version"), 1L)) {
      throw ModelErrors.malformed(WHERE, "its version is not 1");
    }
    Preparation preparation = Preparation.parse(ModelFiles.text(dir, text(config, "preparation")));
    return PreparedScorer.of(preparation, FeatureModel.of(estimator(dir, config)), target(config));
  }

  private static Estimator estimator(Path dir, Map<String, @Nullable Object> config) {
    String kind = text(config, "estimator");
    String data = text(config, "data");
    return switch (kind) {
      case "linear" -> LinearJson.read(ModelFiles.text(dir, data));
      case XgBoostFlavor.NAME -> {
        byte[] bytes = ModelFiles.bytes(dir, data);
        yield new Estimator.XgBoost(bytes, XgBoostFlavor.format(bytes));
      }
      case LightGbmFlavor.NAME -> new Estimator.LightGbm(ModelFiles.bytes(dir, data));
      default -> throw ModelErrors.malformed(WHERE, "there is no estimator '" + kind + "'");
    };
  }

  private static Target target(Map<String, @Nullable Object> config) {
    String column = text(config, "target");
    if (!(config.get("classes") instanceof List<?> classes)) {
      return Target.regression(column);
    }
    for (Object label : classes) {
      if (label == null || label instanceof Map || label instanceof List) {
        throw ModelErrors.malformed(WHERE, "a class is not a scalar");
      }
    }
    double threshold =
        config.get("threshold") instanceof Number number ? number.doubleValue() : 0.5;
    return new Target(column, List.copyOf(classes), threshold);
  }

  private static String text(Map<String, @Nullable Object> config, String key) {
    if (config.get(key) instanceof String text) {
      return text;
    }
    throw ModelErrors.malformed(WHERE, "'" + key + "' is missing");
  }
}
