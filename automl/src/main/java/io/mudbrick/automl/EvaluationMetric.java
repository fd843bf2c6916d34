package io.mudbrick.automl;

import io.mudbrick.platform.PlatformException;
import java.util.List;
import java.util.stream.Stream;

/** A metric by which trials may be ranked: {@code primary_metric} of Databricks AutoML. */
public enum EvaluationMetric {
  F1("f1", "f1_score", Problem.CLASSIFICATION, true),
  LOG_LOSS("log_loss", "log_loss", Problem.CLASSIFICATION, false),
  PRECISION("precision", "precision_score", Problem.CLASSIFICATION, true),
  ACCURACY("accuracy", "accuracy_score", Problem.CLASSIFICATION, true),
  ROC_AUC("roc_auc", "roc_auc", Problem.CLASSIFICATION, true),
  R2("r2", "r2_score", Problem.REGRESSION, true),
  MAE("mae", "mean_absolute_error", Problem.REGRESSION, false),
  RMSE("rmse", "root_mean_squared_error", Problem.REGRESSION, false),
  MSE("mse", "mean_squared_error", Problem.REGRESSION, false),
  SMAPE("smape", "smape", Problem.FORECASTING, false),
  FORECAST_MSE("mse", "mse", Problem.FORECASTING, false),
  FORECAST_RMSE("rmse", "rmse", Problem.FORECASTING, false),
  FORECAST_MAE("mae", "mae", Problem.FORECASTING, false),
  MAPE("mape", "mape", Problem.FORECASTING, false),
  MDAPE("mdape", "mdape", Problem.FORECASTING, false);

  private final String wireName;
  private final String key;
  private final Problem problem;
  private final boolean higherIsBetter;

  EvaluationMetric(String wireName, String key, Problem problem, boolean higherIsBetter) {
    this.wireName = wireName;
    this.key = key;
    this.problem = problem;
    this.higherIsBetter = higherIsBetter;
  }

  /**
   * The metric of that name.
   *
   * @param name as Databricks AutoML takes it, such as {@code roc_auc}
   * @throws PlatformException INVALID_PARAMETER_VALUE when there is none
   */
  public static EvaluationMetric ofWireName(String name) {
    for (EvaluationMetric metric : values()) {
      if (metric.wireName.equals(name)) {
        return metric;
      }
    }
    throw AutoMlErrors.unknownMetric(name, List.of(values()));
  }

  /**
   * The metric of that name for that problem; of another problem when it has none of its own.
   *
   * @throws PlatformException INVALID_PARAMETER_VALUE when there is none at all
   */
  public static EvaluationMetric ofWireName(String name, Problem problem) {
    for (EvaluationMetric metric : values()) {
      if (metric.problem == problem && metric.wireName.equals(name)) {
        return metric;
      }
    }
    for (EvaluationMetric other : values()) {
      if (other.wireName.equals(name)) {
        return other;
      }
    }
    throw AutoMlErrors.unknownMetric(
        name, Stream.of(values()).filter(metric -> metric.problem == problem).toList());
  }

  /** What ranks trials unless told: F1 for labels, R2 for numbers, SMAPE for forecasts. */
  public static EvaluationMetric defaultOf(Problem problem) {
    return switch (problem) {
      case CLASSIFICATION -> F1;
      case REGRESSION -> R2;
      case FORECASTING -> SMAPE;
    };
  }

  /** The name that {@code primary_metric} takes, such as {@code f1}. */
  public String wireName() {
    return wireName;
  }

  /** The run metric behind a split's prefix, such as {@code f1_score} in {@code val_f1_score}. */
  public String key() {
    return key;
  }

  public Problem problem() {
    return problem;
  }

  public boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** Whether that score beats the other one. NaN beats nothing. */
  public boolean better(double score, double other) {
    return higherIsBetter ? score > other : score < other;
  }
}
