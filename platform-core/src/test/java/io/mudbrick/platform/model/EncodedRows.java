package io.mudbrick.platform.model;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows of one column, and what they are encoded as. */
final class EncodedRows {
  private EncodedRows() {}

  static Frame texts(@Nullable String... values) {
    return Frame.of(Map.of("c", Column.strings(values)));
  }

  static float[] row(Preparation preparation, Frame frame, int row) {
    FeatureMatrix matrix = preparation.apply(frame);
    return Arrays.copyOfRange(matrix.values(), row * matrix.width(), (row + 1) * matrix.width());
  }

  static Preparation step(ColumnEncoder encoder) {
    return new Preparation(List.of(new Preparation.Step("c", encoder)));
  }
}
