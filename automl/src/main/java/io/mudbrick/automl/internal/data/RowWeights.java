package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.platform.model.Column;

/** Reads how much each row counts. */
final class RowWeights {
  private RowWeights() {}

  /**
   * The weights of these rows.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when one of them is
   *     missing, negative, infinite or no number, or none is above 0
   */
  static float[] of(String name, Column column, int[] rows) {
    float[] weights = new float[rows.length];
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      Object value = column.value(rows[i]);
      double weight = value instanceof Number number ? number.doubleValue() : Double.NaN;
      if (!(weight >= 0 && weight <= Float.MAX_VALUE)) {
        throw AutoMlErrors.badWeight(name, value);
      }
      weights[i] = (float) weight;
      sum += weight;
    }
    if (sum == 0) {
      throw AutoMlErrors.noWeight(name);
    }
    return weights;
  }
}
