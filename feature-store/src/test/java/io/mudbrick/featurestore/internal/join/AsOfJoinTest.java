package io.mudbrick.featurestore.internal.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsOfJoinTest {
  private static final long PLENTY = 64 << 20;

  @TempDir Path spill;

  @Test
  void finds_the_newest_row_that_is_not_after_the_label() {
    ColumnVector keys = ColumnVector.ofLongs(1, 1, 1, 1, 3, 2);
    ColumnVector asOf = ColumnVector.ofTimestamps(9, 10, 29, Long.MAX_VALUE, 50, 4);
    assertThat(join(keys, asOf, TableIndex.UNBOUNDED)).containsExactly(-1, 2, 3, 0, -1, -1);
  }

  @Test
  void the_lookback_window_includes_its_edge() {
    ColumnVector keys = ColumnVector.ofLongs(1, 1, 1);
    assertThat(join(keys, ColumnVector.ofTimestamps(35, 36, 30), 5)).containsExactly(0, -1, 0);
    assertThat(join(keys, ColumnVector.ofTimestamps(30, 31, 29), 0)).containsExactly(0, -1, -1);
  }

  @Test
  void of_equal_times_the_row_that_stands_last_counts_in_whatever_order_rows_come() {
    ColumnVector keys = ColumnVector.ofLongs(7, 7);
    try (AsOfJoin sut = open(List.of(keys), ColumnVector.ofTimestamps(5, 6), PLENTY, 1)) {
      sut.add(List.of(keys), ColumnVector.ofTimestamps(5, 5), 10);
      sut.add(List.of(keys), ColumnVector.ofTimestamps(5, 4), 2);
      assertThat(sut.finish().rows()).containsExactly(11, 11);
    }
  }

  @Test
  void without_times_the_last_row_of_a_key_counts() {
    try (AsOfJoin sut = open(List.of(ColumnVector.ofLongs(1, 2, 3)), null, PLENTY, 1)) {
      sut.add(List.of(ColumnVector.ofLongs(2, 1, 2, 9)), null, 0);
      assertThat(sut.finish().rows()).containsExactly(1, 2, -1);
    }
  }

  @Test
  void times_that_lie_further_apart_than_a_long_are_outside_any_window() {
    ColumnVector one = ColumnVector.ofLongs(1);
    ColumnVector first = ColumnVector.ofTimestamps(Long.MIN_VALUE);
    ColumnVector last = ColumnVector.ofTimestamps(Long.MAX_VALUE);
    for (long lookback : new long[] {10, Long.MAX_VALUE - 1, TableIndex.UNBOUNDED}) {
      try (AsOfJoin sut =
          new AsOfJoin(List.of(one), last, lookback, new AsOfJoin.Room(PLENTY, 1, () -> spill))) {
        sut.add(List.of(one), first, 0);
        assertThat(sut.finish().rows()).containsExactly(lookback == TableIndex.UNBOUNDED ? 0 : -1);
      }
    }
  }

  /** Every kind of key, alone and together, in pieces, with room and with hardly any. */
  @Test
  void agrees_with_a_linear_scan() {
    for (int seed = 0; seed < 400; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<ColumnType> types = RandomKeys.types(random);
      int rows = random.nextInt(60);
      List<ColumnVector> tableKey = RandomKeys.keys(random, types, rows);
      ColumnVector tableTime = random.nextInt(5) == 0 ? null : RandomKeys.times(random, rows);
      int count = random.nextInt(40);
      List<ColumnVector> key = RandomKeys.keys(random, types, count);
      ColumnVector asOf = tableTime == null ? null : RandomKeys.times(random, count);
      long lookback = random.nextInt(3) == 0 ? random.nextInt(8) : TableIndex.UNBOUNDED;
      long memory = random.nextBoolean() ? PLENTY : 200;
      long[] found;
      try (AsOfJoin sut =
          new AsOfJoin(
              key, asOf, lookback, new AsOfJoin.Room(memory, 1 + random.nextInt(2), () -> spill))) {
        addInPieces(sut, tableKey, tableTime, random);
        found = sut.finish().rows();
      }
      for (int i = 0; i < count; i++) {
        assertThat(found[i])
            .as("seed %d row %d", seed, i)
            .isEqualTo(scan(tableKey, tableTime, key, asOf, i, lookback));
      }
    }
  }

  @Test
  void rows_of_labels_that_do_not_fit_the_memory_wait_on_disk_and_nothing_else_changes()
      throws Exception {
    int labels = 200_000;
    SplittableRandom random = new SplittableRandom(5);
    ColumnVector key = ColumnVector.ofLongs(random.longs(labels, 0, 30_000).toArray());
    ColumnVector asOf = ColumnVector.ofTimestamps(random.longs(labels, 0, 10_000).toArray());
    List<long[]> results = new ArrayList<>();
    List<Integer> waves = new ArrayList<>();
    for (long memory : new long[] {PLENTY, 1 << 20}) {
      SplittableRandom same = new SplittableRandom(6);
      try (AsOfJoin sut = open(List.of(key), asOf, memory, 2)) {
        for (int part = 0; part < 10; part++) {
          ColumnVector keys = ColumnVector.ofLongs(same.longs(100_000, 0, 31_000).toArray());
          ColumnVector times = ColumnVector.ofTimestamps(same.longs(100_000, 0, 10_000).toArray());
          sut.add(List.of(keys), times, part * 100_000L);
        }
        results.add(sut.finish().rows());
        waves.add(sut.waves());
      }
    }
    assertThat(waves.get(0)).isEqualTo(1);
    assertThat(waves.get(1)).isGreaterThan(10);
    assertThat(results.get(1)).isEqualTo(results.get(0));
    assertThat(Arrays.stream(results.get(0)).filter(row -> row >= 0).count()).isGreaterThan(90_000);
    try (var left = Files.list(spill)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void keys_that_differ_in_their_upper_bits_only_do_not_pile_up() {
    double[] keys = new double[300_000];
    Arrays.setAll(keys, i -> i);
    long[] times = new long[keys.length];
    ColumnVector key = ColumnVector.ofDoubles(keys);
    try (AsOfJoin sut = open(List.of(key), ColumnVector.ofTimestamps(times), PLENTY, 2)) {
      sut.add(List.of(key), ColumnVector.ofTimestamps(times), 0);
      long[] found = sut.finish().rows();
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i]).isEqualTo(i);
      }
    }
  }

  private static void addInPieces(
      AsOfJoin sut, List<ColumnVector> key, @Nullable ColumnVector time, SplittableRandom random) {
    int rows = key.get(0).size();
    List<int[]> pieces = new ArrayList<>();
    for (int from = 0; from < rows; ) {
      int to = Math.min(rows, from + 1 + random.nextInt(30));
      int[] positions = new int[to - from];
      int first = from;
      Arrays.setAll(positions, i -> first + i);
      pieces.add(positions);
      from = to;
    }
    Collections.shuffle(pieces, new Random(random.nextLong()));
    for (int[] piece : pieces) {
      sut.add(
          key.stream().map(column -> column.take(piece)).toList(),
          time == null ? null : time.take(piece),
          piece[0]);
    }
  }

  private static long scan(
      List<ColumnVector> tableKey,
      @Nullable ColumnVector tableTime,
      List<ColumnVector> key,
      @Nullable ColumnVector asOf,
      int label,
      long lookback) {
    long best = -1;
    long bestTime = 0;
    for (int row = 0; row < tableKey.get(0).size(); row++) {
      if (!RandomKeys.equal(key, label, tableKey, row)) {
        continue;
      }
      if (tableTime == null || asOf == null) {
        best = row;
      } else if (!asOf.isNull(label) && !tableTime.isNull(row)) {
        long time = tableTime.longs()[row];
        long age = asOf.longs()[label] - time;
        if (age >= 0 && age <= lookback && (best < 0 || time >= bestTime)) {
          best = row;
          bestTime = time;
        }
      }
    }
    return best;
  }

  /** With the rows 1@30, 2@5, 1@10, 1@20, 2@5. */
  private long[] join(ColumnVector keys, ColumnVector asOf, long lookback) {
    try (AsOfJoin sut =
        new AsOfJoin(List.of(keys), asOf, lookback, new AsOfJoin.Room(PLENTY, 1, () -> spill))) {
      sut.add(
          List.of(ColumnVector.ofLongs(1, 2, 1, 1, 2)),
          ColumnVector.ofTimestamps(30, 5, 10, 20, 5),
          0);
      return sut.finish().rows();
    }
  }

  private AsOfJoin open(
      List<ColumnVector> key, @Nullable ColumnVector asOf, long memory, int threads) {
    return new AsOfJoin(
        key, asOf, TableIndex.UNBOUNDED, new AsOfJoin.Room(memory, threads, () -> spill));
  }
}
