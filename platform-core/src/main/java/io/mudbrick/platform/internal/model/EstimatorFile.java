package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FactorizationMachine;
import io.mudbrick.platform.model.LinearModel;
import io.mudbrick.platform.model.NeuralNetwork;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

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

  static EstimatorFile of(Estimator estimator) {
    if (estimator instanceof LinearModel linear) {
      return new EstimatorFile(
          LINEAR, LinearJson.FILE, LinearJson.write(linear).getBytes(StandardCharsets.UTF_8));
    }
    if (estimator instanceof NeuralNetwork network) {
      return new EstimatorFile(
          NETWORK, NetworkJson.FILE, NetworkJson.write(network).getBytes(StandardCharsets.UTF_8));
    }
    if (estimator instanceof FactorizationMachine machine) {
      return new EstimatorFile(
          FACTORS, FactorsJson.FILE, FactorsJson.write(machine).getBytes(StandardCharsets.UTF_8));
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

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when there is no such kind or the
   *     file is malformed
   */
  static Estimator read(Path dir, String kind, String file) {
    return switch (kind) {
      case LINEAR -> LinearJson.read(ModelFiles.text(dir, file));
      case FACTORS -> FactorsJson.read(ModelFiles.text(dir, file));
      case NETWORK -> NetworkJson.read(ModelFiles.text(dir, file));
      case XgBoostFlavor.NAME -> {
        byte[] bytes = ModelFiles.bytes(dir, file);
        yield new Estimator.XgBoost(bytes, XgBoostFlavor.format(bytes));
      }
      case LightGbmFlavor.NAME -> new Estimator.LightGbm(ModelFiles.bytes(dir, file));
      default ->
          throw ModelErrors.malformed(MudbrickFlavor.WHERE, "there is no estimator '" + kind + "'");
    };
  }
}
