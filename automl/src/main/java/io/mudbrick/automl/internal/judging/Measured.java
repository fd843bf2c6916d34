package io.mudbrick.automl.internal.judging;

import io.mudbrick.automl.internal.metrics.Classification;
import io.mudbrick.automl.internal.metrics.Interval;
import io.mudbrick.automl.internal.metrics.Regression;
import io.mudbrick.automl.internal.metrics.Weights;
import io.mudbrick.automl.internal.report.LabelReport;
import io.mudbrick.automl.internal.report.NumberReport;
import io.mudbrick.automl.internal.report.Report;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Target;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a scorer answered for one split, beside the truth. */
public sealed interface Measured {

  /** By its name on a run, without a split's prefix. */
  Map<String, Double> metrics();

  /** By the metric's name: where it lies with 95 % confidence. */
  Map<String, Interval> intervals();

  /** What training makes small: log loss, or mean squared error. */
  double loss();

  /** What there is to show. */
  Report report();

  /** Labels and probabilities. */
  record Labels(Classification result, List<Object> classes) implements Measured {
    @Override
    public double loss() {
      return result.logLoss();
    }

    @Override
    public Report report() {
      return new LabelReport(result, classes);
    }

    @Override
    public Map<String, Interval> intervals() {
      return result.intervals();
    }

    @Override
    public Map<String, Double> metrics() {
      return result.metrics();
    }
  }

  /** Numbers. */
  record Numbers(Regression result) implements Measured {
    @Override
    public double loss() {
      return result.metrics().getOrDefault("mean_squared_error", Double.NaN);
    }

    @Override
    public Report report() {
      return new NumberReport(result);
    }

    @Override
    public Map<String, Interval> intervals() {
      return result.intervals();
    }

    @Override
    public Map<String, Double> metrics() {
      return result.metrics();
    }
  }

  /**
   * The predictions may be of the first rows only.
   *
   * @param weights how much each row counts; null when all count the same
   */
  static Measured of(
      Target target, Predictions predictions, double[] all, float @Nullable [] weights) {
    double[] truth = Arrays.copyOf(all, predictions.rows());
    Weights counting = Weights.of(weights);
    return target.isClassification()
        ? new Labels(labels(target, predictions, truth, counting), target.classes())
        : new Numbers(new Regression(truth, numbers(predictions), counting));
  }

  private static double[] numbers(Predictions predictions) {
    double[] numbers = new double[predictions.rows()];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = predictions.values().number(row);
    }
    return numbers;
  }

  private static Classification labels(
      Target target, Predictions predictions, double[] truth, Weights weights) {
    int classes = target.classes().size();
    Map<String, Integer> index = new HashMap<>();
    for (int c = 0; c < classes; c++) {
      index.put(String.valueOf(Column.objects(target.classes().get(c)).text(0)), c);
    }
    int[] expected = new int[truth.length];
    int[] predicted = new int[truth.length];
    double[] probabilities = new double[truth.length * classes];
    for (int row = 0; row < truth.length; row++) {
      expected[row] = (int) truth[row];
      predicted[row] = index.getOrDefault(String.valueOf(predictions.values().text(row)), -1);
      for (int c = 0; c < classes; c++) {
        probabilities[row * classes + c] = predictions.probability(row, c);
      }
    }
    return new Classification(classes, expected, predicted, probabilities, weights);
  }
}
