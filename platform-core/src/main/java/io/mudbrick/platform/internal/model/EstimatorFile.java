package io.mudbrick.platform.internal.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mudbrick.platform.model.BoundedModel;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FactorizationMachine;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.NeuralNetwork;
import io.mudbrick.platform.model.QuadraticModel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How an estimator stands in a model directory.
 *
 * @param kind what MLmodel calls it
 * @param name of the file when the directory holds one model
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of bytes, never compared
record EstimatorFile(String kind, String name, byte[] bytes) {
  private static final String LINEAR = "linear";
  private static final String NETWORK = "network";
  private static final String FACTORS = "factors";
  private static final String QUADRATIC = "quadratic";
  static final String BOUNDED = "bounded";

  /** An estimator in our own JSON. */
  record Document(String kind, String name, ObjectNode root) {}

  static EstimatorFile of(Estimator estimator) {
    Document document = document(estimator);
    if (document != null) {
      return new EstimatorFile(
          document.kind(),
          document.name(),
          Json.pretty(document.root()).getBytes(StandardCharsets.UTF_8));
    }
    if (estimator instanceof Estimator.LightGbm lightgbm) {
      return new EstimatorFile(LightGbmFlavor.NAME, LightGbmFlavor.FILE, lightgbm.text());
    }
    Estimator.XgBoost xgboost = (Estimator.XgBoost) estimator;
    return new EstimatorFile(
        XgBoostFlavor.NAME,
        xgboost.format() == Estimator.Format.UBJ ? "model.ubj" : "model.json",
        xgboost.bytes());
  }

  /** Null for what a library saved. */
  static @Nullable Document document(Estimator estimator) {
    if (estimator instanceof LinearModel linear) {
      return new Document(LINEAR, LinearJson.FILE, LinearJson.write(linear));
    }
    if (estimator instanceof NeuralNetwork network) {
      return new Document(NETWORK, NetworkJson.FILE, NetworkJson.write(network));
    }
    if (estimator instanceof FactorizationMachine machine) {
      return new Document(FACTORS, FactorsJson.FILE, FactorsJson.write(machine));
    }
    if (estimator instanceof QuadraticModel form) {
      return new Document(QUADRATIC, QuadraticJson.FILE, QuadraticJson.write(form));
    }
    if (estimator instanceof BoundedModel bounded) {
      return new Document(BOUNDED, BoundedJson.FILE, BoundedJson.write(bounded));
    }
    return null;
  }

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when there is no such kind or the
   *     file is malformed
   */
  static Estimator read(Path dir, String kind, String file) {
    return switch (kind) {
      case XgBoostFlavor.NAME -> {
        byte[] bytes = ModelFiles.bytes(dir, file);
        yield new Estimator.XgBoost(bytes, XgBoostFlavor.format(bytes));
      }
      case LightGbmFlavor.NAME -> new Estimator.LightGbm(ModelFiles.bytes(dir, file));
      default -> parse(kind, () -> Json.parse(file, ModelFiles.text(dir, file)));
    };
  }

  /** An estimator in our own JSON, which is asked for when there is such a kind. */
  static Estimator parse(String kind, Supplier<JsonNode> root) {
    return switch (kind) {
      case LINEAR -> LinearJson.read(root.get());
      case FACTORS -> FactorsJson.read(root.get());
      case NETWORK -> NetworkJson.read(root.get());
      case QUADRATIC -> QuadraticJson.read(root.get());
      case BOUNDED -> BoundedJson.read(root.get());
      default ->
          throw ModelErrors.malformed(MudbrickFlavor.WHERE, "there is no estimator '" + kind + "'");
    };
  }
}
