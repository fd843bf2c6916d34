package io.mudbrick.automl.internal.report;

import io.mudbrick.automl.internal.metrics.Regression;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Predictions beside the truth, and what is left over, on the validation rows. */
public record NumberReport(Regression result) implements Report {
  private static final int MOST_DOTS = 1000;
  private static final double DOT = 2.5;

  @Override
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("val_residuals.csv", csv());
    files.put("val_residuals.svg", residuals());
    files.put("val_predicted_and_true.svg", predictedAndTrue());
    return files;
  }

  private byte[] csv() {
    Csv csv = new Csv(List.of("truth", "predicted", "residual"));
    for (int i = 0; i < result.truth().length; i++) {
      csv.line(
          List.of(
              Double.toString(result.truth()[i]),
              Double.toString(result.predicted()[i]),
              Double.toString(residual(i))));
    }
    return csv.bytes();
  }

  private byte[] residuals() {
    double[] range = range(result.predicted(), result.predicted());
    double most = 1e-12;
    for (int i = 0; i < result.truth().length; i++) {
      most = Math.max(most, Math.abs(residual(i)));
    }
    Plot plot =
        new Plot(
            "Residuals (validation)",
            Plot.Axis.around("predicted", range[0], range[1]),
            Plot.Axis.around("truth minus predicted", -most, most));
    plot.dashed(range[0], 0, range[1], 0);
    for (int i = 0; i < result.truth().length; i += step()) {
      plot.dot(result.predicted()[i], residual(i), DOT, Svg.SECOND);
    }
    return plot.note(note()).bytes();
  }

  private byte[] predictedAndTrue() {
    double[] range = range(result.predicted(), result.truth());
    Plot plot =
        new Plot(
            "Predicted and true (validation)",
            Plot.Axis.around("true", range[0], range[1]),
            Plot.Axis.around("predicted", range[0], range[1]));
    plot.dashed(range[0], range[0], range[1], range[1]);
    for (int i = 0; i < result.truth().length; i += step()) {
      plot.dot(result.truth()[i], result.predicted()[i], DOT, Svg.SECOND);
    }
    return plot.note(note()).bytes();
  }

  private int step() {
    return Math.max(1, result.truth().length / MOST_DOTS);
  }

  private String note() {
    return String.format(Locale.ROOT, "R\u00b2 %.4f", result.metrics().get("r2_score"));
  }

  private static double[] range(double[] some, double[] others) {
    DoubleSummaryStatistics all =
        DoubleStream.concat(DoubleStream.of(some), DoubleStream.of(others)).summaryStatistics();
    return new double[] {
      all.getMin(), all.getMax() > all.getMin() ? all.getMax() : all.getMin() + 1
    };
  }

  private double residual(int row) {
    return result.truth()[row] - result.predicted()[row];
  }
}
