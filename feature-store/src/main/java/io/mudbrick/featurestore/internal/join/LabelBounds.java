package io.mudbrick.featurestore.internal.join;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnType.Storage;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Filter;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What labels ask of a table's rows: keys and times between the labels' own. Data files that hold
 * no such row, by what the log says of them, need not be opened.
 */
final class LabelBounds {
  /** So few keys are named one by one. */
  private static final int FEW = 16;

  private static final long MICROS_A_DAY = 86_400_000_000L;

  private final List<Filter> bounds = new ArrayList<>();

  private LabelBounds() {}

  /**
   * @param keyColumns of the table
   * @param keys of the labels, in the same order
   * @param lookback microseconds, or {@link TableIndex#UNBOUNDED}
   */
  static Filter of(
      List<Column> keyColumns,
      List<ColumnVector> keys,
      @Nullable Column timeColumn,
      @Nullable ColumnVector asOf,
      long lookback) {
    LabelBounds own = new LabelBounds();
    for (int c = 0; c < keyColumns.size(); c++) {
      own.key(keyColumns.get(c).name(), keys.get(c));
    }
    if (timeColumn != null && asOf != null) {
      own.time(timeColumn.name(), asOf, lookback);
    }
    return Filter.all(own.bounds.toArray(Filter[]::new));
  }

  private void key(String column, ColumnVector values) {
    Storage storage = values.type().storage();
    // Of floating point numbers the log leaves NaN out, and of booleans it says nothing.
    boolean whole = storage == Storage.INTS || storage == Storage.LONGS;
    if (!whole && storage != Storage.STRINGS) {
      return;
    }
    Set<Object> few = few(values);
    if (few.isEmpty()) {
      return;
    }
    if (few.size() <= FEW) {
      bounds.add(Filter.in(column, few));
    } else if (whole) {
      long[] range = range(ColumnCodes.bits(values), values.nulls());
      bounds.add(between(column, values, range[0], range[1]));
    } else {
      texts(column, values);
    }
  }

  /** Some of the values: all if there are few, else one too many. */
  private static Set<Object> few(ColumnVector values) {
    Set<Object> few = new HashSet<>();
    for (int row = 0; row < values.size() && few.size() <= FEW; row++) {
      if (!values.isNull(row)) {
        few.add(Objects.requireNonNull(values.get(row)));
      }
    }
    return few;
  }

  /** The least and the greatest; the greatest is less where there is none. */
  private static long[] range(long[] values, boolean @Nullable [] nulls) {
    long[] range = {Long.MAX_VALUE, Long.MIN_VALUE};
    for (int row = 0; row < values.length; row++) {
      if (nulls == null || !nulls[row]) {
        range[0] = Math.min(range[0], values[row]);
        range[1] = Math.max(range[1], values[row]);
      }
    }
    return range;
  }

  private static Filter between(String column, ColumnVector like, long least, long greatest) {
    Object array =
        like.type().storage() == Storage.LONGS
            ? new long[] {least, greatest}
            : new int[] {(int) least, (int) greatest};
    ColumnVector both = ColumnVector.of(like.type(), array, null);
    return Filter.between(
        column, Objects.requireNonNull(both.get(0)), Objects.requireNonNull(both.get(1)));
  }

  private void texts(String column, ColumnVector values) {
    String least = null;
    String greatest = null;
    for (String text : values.strings()) {
      if (text != null) {
        // The log orders by code points, and Java by units, which differ in these alone.
        if (text.chars().anyMatch(unit -> Character.isSurrogate((char) unit))) {
          return;
        }
        least = least == null || text.compareTo(least) < 0 ? text : least;
        greatest = greatest == null || text.compareTo(greatest) > 0 ? text : greatest;
      }
    }
    if (least != null && greatest != null) {
      bounds.add(Filter.between(column, least, greatest));
    }
  }

  private void time(String column, ColumnVector asOf, long lookback) {
    long[] range = range(TableIndex.micros(asOf), asOf.nulls());
    if (range[0] > range[1]) {
      return;
    }
    bounds.add(Filter.atMost(column, value(asOf.type(), range[1])));
    long oldest = range[0] - lookback;
    if (lookback != TableIndex.UNBOUNDED && oldest <= range[0]) {
      bounds.add(Filter.atLeast(column, value(asOf.type(), oldest)));
    }
  }

  private static Object value(ColumnType type, long micros) {
    return type == ColumnType.DATE
        ? (Object) LocalDate.ofEpochDay(Math.floorDiv(micros, MICROS_A_DAY))
        : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
