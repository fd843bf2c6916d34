package io.mudbrick.featurestore.internal.replay;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.ReplayMode;
import io.mudbrick.featurestore.ReplayReport;
import io.mudbrick.featurestore.ReplayReport.Example;
import io.mudbrick.featurestore.ReplayReport.Feature;
import io.mudbrick.featurestore.internal.online.NestedJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts how answers differ from what the tables say. */
final class Comparison {
  private static final int EXAMPLES = 20;

  private static final class Count {
    private long compared;
    private long changed;
    private long missing;
    private long extra;
    private double errors;
    private long numbers;

    private Feature feature() {
      return new Feature(
          compared, changed, missing, extra, numbers == 0 ? Double.NaN : errors / numbers);
    }
  }

  private final LogLayout layout;
  private final ColumnBatch log;
  private final BitSet differing = new BitSet();
  private final Map<String, Count> counts = new LinkedHashMap<>();
  private final List<Example> examples = new ArrayList<>();

  Comparison(LogLayout layout, ColumnBatch log) {
    this.layout = layout;
    this.log = log;
    layout.features().forEach(feature -> counts.put(feature.name(), new Count()));
  }

  /**
   * @param places where the rows of the part lie in the log
   */
  void add(int[] places, ColumnBatch part, ColumnBatch expected, List<?> overridden) {
    for (Column feature : layout.features()) {
      Count count = counts.get(feature.name());
      if (count != null && !overridden.contains(feature.name())) {
        add(
            feature.name(),
            count,
            places,
            part.column(LogLayout.out(feature.name())),
            expected.column(feature.name()));
      }
    }
  }

  private void add(
      String feature, Count count, int[] places, ColumnVector served, ColumnVector expected) {
    for (int row = 0; row < places.length; row++) {
      count.compared++;
      Object was = served.get(row);
      Object is = value(expected, row);
      note(count, was, is);
      if (!same(was, is)) {
        differing.set(places[row]);
        if (examples.size() < EXAMPLES) {
          examples.add(new Example(places[row], sent(places[row]), feature, was, is));
        }
      }
    }
  }

  private static void note(Count count, @Nullable Object was, @Nullable Object is) {
    if (was == null || is == null) {
      count.missing += is != null ? 1 : 0;
      count.extra += was != null ? 1 : 0;
      return;
    }
    count.changed += same(was, is) ? 0 : 1;
    if (was instanceof Number a && is instanceof Number b) {
      double size = Math.abs(a.doubleValue()) + Math.abs(b.doubleValue());
      double error = size == 0 ? 0 : 2 * Math.abs(a.doubleValue() - b.doubleValue()) / size;
      if (!Double.isNaN(error)) {
        count.numbers++;
        count.errors += error;
      }
    }
  }

  /** Nested values as the log has them. */
  private static @Nullable Object value(ColumnVector column, int row) {
    Object value = column.get(row);
    if (value == null || column.type().storage() != ColumnType.Storage.NESTED) {
      return value;
    }
    return NestedJson.write(value);
  }

  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof byte[] one && b instanceof byte[] other) {
      return Arrays.equals(one, other);
    }
    if (a instanceof Double one && b instanceof Double other) {
      return Double.doubleToRawLongBits(one) == Double.doubleToRawLongBits(other);
    }
    if (a instanceof Float one && b instanceof Float other) {
      return Float.floatToRawIntBits(one) == Float.floatToRawIntBits(other);
    }
    return Objects.equals(a, b);
  }

  private Map<String, @Nullable Object> sent(int row) {
    Map<String, @Nullable Object> sent = new LinkedHashMap<>();
    layout.sent().forEach(c -> sent.put(c.name(), log.column(LogLayout.in(c.name())).get(row)));
    return sent;
  }

  ReplayReport report(String table, ReplayMode mode) {
    Map<String, Feature> features = new LinkedHashMap<>();
    counts.forEach((name, count) -> features.put(name, count.feature()));
    return new ReplayReport(table, mode, log.size(), differing.cardinality(), features, examples);
  }
}
