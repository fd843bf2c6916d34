package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fits {@link ColumnEncoder.Elements} to a column. */
public final class ListFit {
  private ListFit() {}

  public static ColumnEncoder fit(Column column, Numbers how) {
    int length = 0;
    for (int i = 0; i < column.size() && length == 0; i++) {
      length = length(column.value(i));
    }
    double[][] numbers = new double[length][column.size()];
    for (int i = 0; i < column.size(); i++) {
      double[] own = NumberCodecs.numbers(column.value(i), length);
      for (int k = 0; k < length; k++) {
        numbers[k][i] = own == null ? Double.NaN : own[k];
      }
    }
    List<ColumnEncoder.Numeric> elements = new ArrayList<>();
    Arrays.stream(numbers).forEach(own -> elements.add(NumericFit.fit(own, how)));
    return new ColumnEncoder.Elements(elements);
  }

  private static int length(@Nullable Object value) {
    if (value instanceof double[] doubles) {
      return doubles.length;
    }
    if (value instanceof float[] floats) {
      return floats.length;
    }
    return value instanceof List<?> list ? list.size() : 0;
  }
}
