package io.mudbrick.registry.promotion;

import io.mudbrick.registry.RegistryErrors;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a gate can measure of a model on labelled rows. */
public enum ModelMetric {
  /** The share of rows whose class is right. */
  ACCURACY(false),
  /** Of the second class with two classes, else the mean over classes by how often each occurs. */
  F1(false),
  /** The area under the ROC curve; with more than two classes as {@link #F1} averages. */
  ROC_AUC(false),
  /** The mean of -ln p(true class). */
  LOG_LOSS(true),
  /** The root of the mean squared error. */
  RMSE(true),
  /** The mean absolute error. */
  MAE(true),
  /** The share of the label's variance that is explained. */
  R2(false);

  /** What a logged metric's name ends with when less of it is better. */
  private static final List<String> LOSSES = List.of("loss", "rmse", "mae", "mse", "error");

  private final boolean lowerIsBetter;

  ModelMetric(boolean lowerIsBetter) {
    this.lowerIsBetter = lowerIsBetter;
  }

  public boolean lowerIsBetter() {
    return lowerIsBetter;
  }

  /** The name in reports and on the wire, such as {@code roc_auc}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether less of a metric is better by its name: one that ends with loss, error, mae, ... */
  public static boolean lowerIsBetter(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return LOSSES.stream().anyMatch(lower::endsWith);
  }

  /**
   * The metric of that name.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}
   */
  public static ModelMetric of(String name) {
    return Arrays.stream(values())
        .filter(metric -> metric.wireName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                RegistryErrors.noSuchMetric(
                    name, Arrays.stream(values()).map(ModelMetric::wireName).toList()));
  }
}
