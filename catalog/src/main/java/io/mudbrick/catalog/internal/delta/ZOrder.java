package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order of rows along a Z-shaped curve. Each column's values become ranks, so that a skewed
 * column counts as much as an even one, and the bits of the ranks are interleaved: rows that are
 * near each other on the curve are near in every column.
 */
final class ZOrder {
  private static final int MOST_BITS = 20;

  private final List<Column> columns;
  private final int bits;

  ZOrder(List<Column> columns) {
    this.columns = columns;
    this.bits = Math.max(1, Math.min(MOST_BITS, Long.SIZE / columns.size() - 1));
  }

  /** Whether the log keeps ranges of such a column: without them an order shows no effect. */
  static boolean orders(Column column) {
    if (column.type() instanceof ColumnType.Decimal) {
      return true;
    }
    return column.type() instanceof ColumnType.Primitive primitive
        && primitive != ColumnType.BOOLEAN
        && primitive != ColumnType.BINARY;
  }

  /** The positions of the rows in this order. */
  int[] sorted(ColumnBatch rows) {
    long[] curve = new long[rows.size()];
    for (int c = 0; c < columns.size(); c++) {
      int[] ranks = ranks(rows.column(columns.get(c).name()));
      for (int row = 0; row < curve.length; row++) {
        curve[row] |= spread(ranks[row], columns.size()) << (columns.size() - 1 - c);
      }
    }
    Integer[] order = positions(curve.length);
    Arrays.sort(order, Comparator.comparingLong(row -> curve[row]));
    return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
  }

  /** Equal values have equal ranks; nulls come first. All ranks together fill the bits. */
  private int[] ranks(ColumnVector values) {
    Integer[] order = positions(values.size());
    Arrays.sort(order, Comparator.comparing(row -> values.get(row), ZOrder::compare));
    int[] ranks = new int[order.length];
    int rank = 0;
    for (int i = 0; i < order.length; i++) {
      if (i == 0 || compare(values.get(order[i - 1]), values.get(order[i])) != 0) {
        rank = (int) ((long) i * (1L << bits) / order.length);
      }
      ranks[order[i]] = rank;
    }
    return ranks;
  }

  private static Integer[] positions(int size) {
    Integer[] order = new Integer[size];
    Arrays.setAll(order, i -> i);
    return order;
  }

  @SuppressWarnings("unchecked") // the values of one column are of one class
  private static int compare(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    return left instanceof String text
        ? FileStats.byCodePoint(text, (String) right)
        : ((Comparable<Object>) left).compareTo(right);
  }

  /** The bits of a number, so many places apart. */
  private long spread(int number, int distance) {
    long spread = 0;
    for (int bit = 0; bit < bits; bit++) {
      spread |= (number >>> bit & 1L) << (bit * distance);
    }
    return spread;
  }
}
