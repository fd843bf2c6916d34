package io.mudbrick.platform.internal.model;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import io.mudbrick.platform.model.Column;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Between columns and the arrays of ONNX Runtime. */
final class OnnxValues {
  private OnnxValues() {}

  /**
   * The columns side by side in the element type of an input: {@code [rows][columns]}, or {@code
   * [rows]} where the graph takes a vector.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the input has another shape
   */
  static Object array(TensorInfo info, List<Column> columns, int rows) {
    int rank = info.getShape().length;
    if (rank == 1 && columns.size() == 1) {
      return vector(info, columns.get(0), rows);
    }
    long width = rank == 2 ? info.getShape()[1] : -1;
    if (rank != 2 || (width >= 0 && width != columns.size())) {
      throw width >= 0
          ? ModelErrors.tooFewColumns((int) width, columns.size())
          : ModelErrors.unsupported("it takes tensors of " + rank + " dimensions");
    }
    Object matrix =
        Array.newInstance(
            vector(info, columns.get(0), 0).getClass().componentType(), rows, columns.size());
    for (int i = 0; i < columns.size(); i++) {
      Object vector = vector(info, columns.get(i), rows);
      for (int row = 0; row < rows; row++) {
        Array.set(Array.get(matrix, row), i, Array.get(vector, row));
      }
    }
    return matrix;
  }

  private static Object vector(TensorInfo info, Column column, int rows) {
    switch (info.type) {
      case FLOAT -> {
        float[] out = new float[rows];
        for (int row = 0; row < rows; row++) {
          out[row] = (float) column.number(row);
        }
        return out;
      }
      case DOUBLE -> {
        double[] out = new double[rows];
        for (int row = 0; row < rows; row++) {
          out[row] = column.number(row);
        }
        return out;
      }
      case INT64 -> {
        long[] out = new long[rows];
        for (int row = 0; row < rows; row++) {
          out[row] = (long) column.number(row);
        }
        return out;
      }
      case INT32 -> {
        int[] out = new int[rows];
        for (int row = 0; row < rows; row++) {
          out[row] = (int) column.number(row);
        }
        return out;
      }
      case BOOL -> {
        boolean[] out = new boolean[rows];
        for (int row = 0; row < rows; row++) {
          out[row] = column.number(row) != 0;
        }
        return out;
      }
      case STRING -> {
        String[] out = new String[rows];
        for (int row = 0; row < rows; row++) {
          String text = column.text(row);
          out[row] = text == null ? "" : text;
        }
        return out;
      }
      default -> throw ModelErrors.unsupported("it takes tensors of " + info.type);
    }
  }

  /** What an output says of each row: a scalar, a list for a wider tensor, a map of classes. */
  static List<@Nullable Object> byRow(Object output) throws OrtException {
    List<@Nullable Object> rows = new ArrayList<>();
    if (output instanceof List<?> sequence) {
      for (Object item : sequence) {
        rows.add(item instanceof OnnxMap map ? byClass(map) : item);
      }
    } else if (output.getClass().isArray()) {
      for (int row = 0; row < Array.getLength(output); row++) {
        rows.add(plain(Array.get(output, row)));
      }
    } else {
      rows.add(plain(output));
    }
    return rows;
  }

  private static Map<String, @Nullable Object> byClass(OnnxMap map) throws OrtException {
    Map<String, @Nullable Object> classes = new LinkedHashMap<>();
    map.getValue().forEach((key, value) -> classes.put(String.valueOf(key), plain(value)));
    return classes;
  }

  /** A vector of one number is that number; JSON knows doubles only. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    if (value == null || !value.getClass().isArray()) {
      return value;
    }
    List<@Nullable Object> items = new ArrayList<>();
    for (int i = 0; i < Array.getLength(value); i++) {
      items.add(plain(Array.get(value, i)));
    }
    return items.size() == 1 ? items.get(0) : items;
  }
}
