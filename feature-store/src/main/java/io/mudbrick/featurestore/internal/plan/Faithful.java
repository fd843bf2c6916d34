package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.internal.online.NestedJson;
import org.jspecify.annotations.Nullable;

/** What the product has where a table has another value: for nulls, and for nested values. */
final class Faithful {
  private Faithful() {}

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

  /** Arrays and maps as JSON; anything else as it is. */
  static ColumnVector asJson(ColumnVector vector) {
    if (vector.type().storage() != ColumnType.Storage.NESTED) {
      return vector;
    }
    @Nullable Object[] values = vector.nested();
    @Nullable String[] texts = new @Nullable String[values.length];
    for (int i = 0; i < values.length; i++) {
      Object value = vector.isNull(i) ? null : values[i];
      texts[i] = value == null ? null : NestedJson.write(value);
    }
    return ColumnVector.ofStrings(texts);
  }
}
