package io.mudbrick.featurestore.internal.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TableIndexTest {
  private static final ColumnVector KEYS = ColumnVector.ofLongs(1, 2, 1, 1, 2);
  private static final ColumnVector TIMES = ColumnVector.ofTimestamps(30, 5, 10, 20, 5);
  private final TableIndex sut = new TableIndex(List.of(KEYS), TIMES);

  @Test
  void finds_the_newest_row_that_is_not_after_the_time() {
    assertThat(asOf(1, 9, TableIndex.UNBOUNDED)).isEqualTo(TableIndex.NONE);
    assertThat(asOf(1, 10, TableIndex.UNBOUNDED)).isEqualTo(2);
    assertThat(asOf(1, 29, TableIndex.UNBOUNDED)).isEqualTo(3);
    assertThat(asOf(1, Long.MAX_VALUE, TableIndex.UNBOUNDED)).isZero();
    assertThat(asOf(3, 100, TableIndex.UNBOUNDED)).isEqualTo(TableIndex.NONE);
  }

  @Test
  void the_lookback_window_includes_its_edge() {
    assertThat(asOf(1, 35, 5)).isZero();
    assertThat(asOf(1, 36, 5)).isEqualTo(TableIndex.NONE);
    assertThat(asOf(1, 30, 0)).isZero();
  }

  @Test
  void times_that_lie_further_apart_than_a_long_are_outside_any_window() {
    TableIndex index =
        new TableIndex(
            List.of(ColumnVector.ofLongs(1)), ColumnVector.ofTimestamps(Long.MIN_VALUE + 1));
    ColumnVector late = ColumnVector.ofTimestamps(Long.MAX_VALUE - 1);
    assertThat(index.findAsOf(List.of(ColumnVector.ofLongs(1)), late, 10)).containsExactly(-1);
    assertThat(index.findAsOf(List.of(ColumnVector.ofLongs(1)), late, TableIndex.UNBOUNDED))
        .containsExactly(0);
  }

  @Test
  void of_equal_times_the_row_that_stands_last_counts() {
    assertThat(asOf(2, 5, TableIndex.UNBOUNDED)).isEqualTo(4);
    assertThat(sut.find(List.of(ColumnVector.ofLongs(2, 1, 7)))).containsExactly(4, 0, -1);
  }

  @Test
  void nulls_in_keys_and_times_find_nothing_and_are_not_found() {
    boolean[] second = {false, true};
    ColumnVector keys = ColumnVector.of(ColumnType.LONG, new long[] {1, 0}, second);
    ColumnVector times = ColumnVector.of(ColumnType.TIMESTAMP, new long[] {50, 50}, null);
    assertThat(sut.findAsOf(List.of(keys), times, TableIndex.UNBOUNDED)).containsExactly(0, -1);
    ColumnVector noTime = ColumnVector.of(ColumnType.TIMESTAMP, new long[] {50, 0}, second);
    ColumnVector ones = ColumnVector.ofLongs(1, 1);
    assertThat(sut.findAsOf(List.of(ones), noTime, TableIndex.UNBOUNDED)).containsExactly(0, -1);
    TableIndex holes = new TableIndex(List.of(keys), noTime);
    assertThat(holes.find(List.of(ColumnVector.ofLongs(1, 0)))).containsExactly(0, -1);
  }

  @Test
  void both_zeros_are_one_key_and_so_are_all_nans() {
    TableIndex index = new TableIndex(List.of(ColumnVector.ofDoubles(-0.0, Double.NaN)), null);
    double otherNan = Double.longBitsToDouble(0x7ff8000000000123L);
    assertThat(index.find(List.of(ColumnVector.ofDoubles(0.0, otherNan)))).containsExactly(0, 1);
  }

  /** Every kind of key, alone and together, against a scan over all rows. */
  @Test
  void agrees_with_a_linear_scan() {
    for (int seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int keyColumns = 1 + random.nextInt(3);
      List<ColumnVector> tableKey = keys(random, keyColumns, random.nextInt(60));
      ColumnVector tableTime = times(random, tableKey.get(0).size());
      List<ColumnVector> key = keys(random, keyColumns, tableKey, random.nextInt(40));
      ColumnVector time = times(random, key.get(0).size());
      long lookback = random.nextInt(3) == 0 ? random.nextInt(8) : TableIndex.UNBOUNDED;
      int[] found = new TableIndex(tableKey, tableTime).findAsOf(key, time, lookback);
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i])
            .as("seed %d row %d", seed, i)
            .isEqualTo(scan(tableKey, tableTime, key, time, i, lookback));
      }
    }
  }

  private static int scan(
      List<ColumnVector> tableKey,
      ColumnVector tableTime,
      List<ColumnVector> key,
      ColumnVector time,
      int row,
      long lookback) {
    int best = -1;
    for (int j = 0; j < tableTime.size(); j++) {
      boolean match = !time.isNull(row) && !tableTime.isNull(j);
      for (int c = 0; c < key.size(); c++) {
        match &= !key.get(c).isNull(row);
        match &= Objects.equals(key.get(c).get(row), tableKey.get(c).get(j));
      }
      if (match) {
        long age = time.longs()[row] - tableTime.longs()[j];
        boolean newest = best < 0 || tableTime.longs()[j] >= tableTime.longs()[best];
        if (age >= 0 && age <= lookback && newest) {
          best = j;
        }
      }
    }
    return best;
  }

  private static List<ColumnVector> keys(SplittableRandom random, int columns, int rows) {
    List<ColumnVector> keys = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      keys.add(key(random, random.nextInt(4), rows));
    }
    return keys;
  }

  private static List<ColumnVector> keys(
      SplittableRandom random, int columns, List<ColumnVector> like, int rows) {
    List<ColumnVector> keys = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      int kind =
          List.of("bigint", "string", "int", "boolean").indexOf(like.get(c).type().sqlName());
      keys.add(key(random, kind, rows));
    }
    return keys;
  }

  private static ColumnVector key(SplittableRandom random, int kind, int rows) {
    boolean[] nulls = new boolean[rows];
    long[] longs = new long[rows];
    String[] strings = new String[rows];
    int[] ints = new int[rows];
    boolean[] booleans = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      nulls[i] = random.nextInt(10) == 0;
      int value = random.nextInt(5);
      longs[i] = value * 0x1_0000_0001L;
      strings[i] = nulls[i] ? null : "key" + value;
      ints[i] = -value;
      booleans[i] = value > 2;
    }
    return switch (kind) {
      case 0 -> ColumnVector.of(ColumnType.LONG, longs, nulls);
      case 1 -> ColumnVector.of(ColumnType.STRING, strings, nulls);
      case 2 -> ColumnVector.of(ColumnType.INT, ints, nulls);
      default -> ColumnVector.of(ColumnType.BOOLEAN, booleans, nulls);
    };
  }

  private static ColumnVector times(SplittableRandom random, int rows) {
    boolean[] nulls = new boolean[rows];
    long[] micros = new long[rows];
    for (int i = 0; i < rows; i++) {
      nulls[i] = random.nextInt(15) == 0;
      micros[i] = random.nextInt(-10, 20);
    }
    return ColumnVector.of(ColumnType.TIMESTAMP, micros, nulls);
  }

  private int asOf(long key, long time, long lookback) {
    ColumnVector keys = ColumnVector.ofLongs(key);
    return sut.findAsOf(List.of(keys), ColumnVector.ofTimestamps(time), lookback)[0];
  }
}
