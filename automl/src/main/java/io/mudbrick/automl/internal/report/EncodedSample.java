package io.mudbrick.automl.internal.report;

import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.Predictions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The first validation rows as the estimator sees them, with what the model answers: the {@code
 * xgboost} flavor, loaded anywhere, must answer the same for them.
 */
public record EncodedSample(FeatureMatrix matrix, Predictions validation) implements Report {
  private static final int ROWS = 200;

  @Override
  public Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("encoded_sample.csv", features());
    files.put("encoded_sample_predictions.csv", predictions());
    return files;
  }

  private int rows() {
    return Math.min(ROWS, validation.rows());
  }

  /** Floats as they are: reading them back gives the same bits. NaN, a missing value, is empty. */
  private byte[] features() {
    Csv csv = new Csv(matrix.names());
    for (int row = 0; row < rows(); row++) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < matrix.width(); i++) {
        float value = matrix.at(row, i);
        cells.add(Float.isNaN(value) ? "" : Float.toString(value));
      }
      csv.line(cells);
    }
    return csv.bytes();
  }

  private byte[] predictions() {
    List<Object> classes = validation.classes();
    List<String> header = new ArrayList<>();
    header.add("prediction");
    classes.forEach(label -> header.add("probability_" + label));
    Csv csv = new Csv(header);
    for (int row = 0; row < rows(); row++) {
      List<String> cells = new ArrayList<>();
      cells.add(String.valueOf(validation.values().value(row)));
      for (int c = 0; c < classes.size(); c++) {
        cells.add(Double.toString(validation.probability(row, c)));
      }
      csv.line(cells);
    }
    return csv.bytes();
  }
}
