package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;

/** What stands for a value that is not there, where the product has something else than null. */
final class Missing {
  private Missing() {}

  /** Floating-point numbers with NaN for null; anything else as it is. */
  static ColumnVector asNan(ColumnVector vector) {
    boolean[] nulls = vector.nulls();
    if (nulls == null) {
      return vector;
    }
    if (vector.type() == ColumnType.DOUBLE) {
      double[] values = vector.doubles().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] = nulls[i] ? Double.NaN : values[i];
      }
      return ColumnVector.of(ColumnType.DOUBLE, values, null);
    }
    if (vector.type() == ColumnType.FLOAT) {
      float[] values = vector.floats().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] = nulls[i] ? Float.NaN : values[i];
      }
      return ColumnVector.of(ColumnType.FLOAT, values, null);
    }
    return vector;
  }
}
