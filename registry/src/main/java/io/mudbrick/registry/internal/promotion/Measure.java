package io.mudbrick.registry.internal.promotion;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.registry.promotion.ModelMetric;
import java.util.function.DoubleUnaryOperator;

/** Metrics of predictions. */
final class Measure {
  private Measure() {}

  static double of(ModelMetric metric, Column truth, Predictions predictions) {
    return switch (metric) {
      case ACCURACY -> Decisions.of(truth, predictions).accuracy();
      case F1 -> Decisions.of(truth, predictions).f1();
      case ROC_AUC -> Decisions.of(truth, predictions).rocAuc();
      case LOG_LOSS -> Decisions.of(truth, predictions).logLoss();
      case RMSE -> Math.sqrt(mean(truth, predictions, error -> error * error));
      case MAE -> mean(truth, predictions, Math::abs);
      case R2 -> r2(truth, mean(truth, predictions, error -> error * error));
    };
  }

  private static double mean(Column truth, Predictions predictions, DoubleUnaryOperator of) {
    double sum = 0;
    for (int i = 0; i < truth.size(); i++) {
      sum += of.applyAsDouble(predictions.values().number(i) - truth.number(i));
    }
    return sum / truth.size();
  }

  /** As scikit-learn: a constant truth is 1 when hit exactly, else 0. */
  private static double r2(Column truth, double meanSquare) {
    double mean = 0;
    for (int i = 0; i < truth.size(); i++) {
      mean += truth.number(i) / truth.size();
    }
    double spread = 0;
    for (int i = 0; i < truth.size(); i++) {
      spread += (truth.number(i) - mean) * (truth.number(i) - mean) / truth.size();
    }
    if (spread == 0) {
      return meanSquare == 0 ? 1 : 0;
    }
    return 1 - meanSquare / spread;
  }
}
