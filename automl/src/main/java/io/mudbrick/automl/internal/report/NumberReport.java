package io.mudbrick.automl.internal.report;

import io.mudbrick.automl.internal.metrics.Regression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Predictions beside the truth, and what is left over, on the validation rows. */
public record NumberReport(Regression result) implements Report {
  private static final int MOST_DOTS = 1000;

  @Override
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("val_residuals.csv", csv());
    files.put("val_residuals.svg", svg());
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

  private byte[] svg() {
    int rows = result.truth().length;
    double low = DoubleStream.of(result.predicted()).min().orElse(0);
    double high = DoubleStream.of(result.predicted()).max().orElse(1);
    double most = 1e-12;
    for (int i = 0; i < rows; i++) {
      most = Math.max(most, Math.abs(residual(i)));
    }
    Plot plot =
        new Plot(
            "Residuals (validation)",
            new Plot.Axis("predicted", low, low == high ? low + 1 : high),
            new Plot.Axis("truth minus predicted", -most, most));
    plot.dashed(low, 0, low == high ? low + 1 : high, 0);
    int step = Math.max(1, rows / MOST_DOTS);
    for (int i = 0; i < rows; i += step) {
      plot.dot(result.predicted()[i], residual(i));
    }
    Double r2 = result.metrics().get("r2_score");
    return plot.note(String.format(Locale.ROOT, "R\u00b2 %.4f", r2)).bytes();
  }

  private double residual(int row) {
    return result.truth()[row] - result.predicted()[row];
  }
}
