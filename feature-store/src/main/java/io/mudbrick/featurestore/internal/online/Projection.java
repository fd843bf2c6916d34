package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Some columns of stored rows, as vectors: numbers go into arrays without a detour. */
final class Projection {
  private final OnlineView view;
  private final List<String> features;
  private final Column[] columns;
  private final int[] positions;

  Projection(OnlineView view, List<String> features) {
    this.view = view;
    this.features = features;
    this.columns = new Column[features.size()];
    this.positions = new int[columns.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = view.features().column(features.get(i));
      positions[i] = view.position(features.get(i));
    }
  }

  /** A plan hands in the same list each time; equal ones are as good. */
  boolean suits(OnlineView other, List<String> wanted) {
    return view == other && (features == wanted || features.equals(wanted));
  }

  List<ColumnVector> of(List<StoredRow> rows) {
    List<ColumnVector> vectors = new ArrayList<>(columns.length);
    for (int i = 0; i < columns.length; i++) {
      vectors.add(vector(columns[i], positions[i], rows));
    }
    return vectors;
  }

  private static ColumnVector vector(Column column, int position, List<StoredRow> rows) {
    ColumnType type = column.type();
    int size = rows.size();
    boolean @Nullable [] nulls = null;
    if (type == ColumnType.DOUBLE) {
      double[] values = new double[size];
      for (int row = 0; row < size; row++) {
        Object value = value(rows.get(row), position);
        if (value == null) {
          nulls = noted(nulls, size, row);
        } else {
          values[row] = (Double) value;
        }
      }
      return ColumnVector.of(type, values, nulls);
    }
    if (type == ColumnType.LONG) {
      long[] values = new long[size];
      for (int row = 0; row < size; row++) {
        Object value = value(rows.get(row), position);
        if (value == null) {
          nulls = noted(nulls, size, row);
        } else {
          values[row] = (Long) value;
        }
      }
      return ColumnVector.of(type, values, nulls);
    }
    if (type == ColumnType.STRING) {
      @Nullable String[] values = new @Nullable String[size];
      for (int row = 0; row < size; row++) {
        values[row] = (String) value(rows.get(row), position);
        nulls = values[row] == null ? noted(nulls, size, row) : nulls;
      }
      return ColumnVector.of(type, values, nulls);
    }
    ColumnVectorBuilder vector = ColumnVector.builder(column, size);
    for (StoredRow row : rows) {
      vector.add(value(row, position));
    }
    return vector.build();
  }

  private static @Nullable Object value(StoredRow row, int position) {
    return row == StoredRow.NONE ? null : row.get(position);
  }

  private static boolean[] noted(boolean @Nullable [] nulls, int size, int row) {
    boolean[] noted = nulls == null ? new boolean[size] : nulls;
    noted[row] = true;
    return noted;
  }
}
