package io.mudbrick.automl.internal.data;

import io.mudbrick.platform.model.ColumnEncoder.Lookup;
import io.mudbrick.platform.model.ColumnEncoder.Numeric;
import io.mudbrick.platform.model.FeatureMatrix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings target means to mean 0 and standard deviation 1, as all numbers of linear models. */
final class StandardMeans {
  private StandardMeans() {}

  /**
   * Scales the means in the matrix.
   *
   * @param at their first feature
   * @return the lookup of the scaled ones
   */
  static Lookup of(FeatureMatrix matrix, int at, Lookup lookup) {
    Lookup scaled = lookup;
    for (int k = 0; k < lookup.outputs().size(); k++) {
      Numeric numeric = scale(matrix, at + k);
      scaled = scaled(scaled, k, numeric);
      for (int row = 0; row < matrix.rows(); row++) {
        int cell = row * matrix.width() + at + k;
        matrix.values()[cell] =
            (float) ((matrix.values()[cell] - numeric.shift()) / numeric.scale());
      }
    }
    return scaled;
  }

  private static Numeric scale(FeatureMatrix matrix, int feature) {
    double sum = 0;
    double squares = 0;
    for (int row = 0; row < matrix.rows(); row++) {
      sum += matrix.at(row, feature);
    }
    double mean = sum / matrix.rows();
    for (int row = 0; row < matrix.rows(); row++) {
      squares += Math.pow(matrix.at(row, feature) - mean, 2);
    }
    double deviation = Math.sqrt(squares / matrix.rows());
    return new Numeric(null, false, mean, deviation > 1e-9 * Math.abs(mean) ? deviation : 1);
  }

  private static Lookup scaled(Lookup lookup, int k, Numeric numeric) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    lookup.values().forEach((level, row) -> values.put(level, scaled(row, k, numeric)));
    return new Lookup(
        lookup.outputs(),
        values,
        scaled(lookup.missing(), k, numeric),
        scaled(lookup.unseen(), k, numeric));
  }

  private static List<Double> scaled(List<Double> row, int k, Numeric numeric) {
    List<Double> scaled = new ArrayList<>(row);
    // Rounded as the matrix is, so that serving computes what training saw.
    double value = row.get(k).floatValue();
    scaled.set(k, (value - numeric.shift()) / numeric.scale());
    return scaled;
  }
}
