package io.mudbrick.featurestore.internal.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.view.Aggregate;
import io.mudbrick.featurestore.view.Aggregate.Kind;
import io.mudbrick.featurestore.view.Aggregation;
import io.mudbrick.featurestore.view.ColumnSelection;
import io.mudbrick.featurestore.view.Computation;
import io.mudbrick.featurestore.view.TimeWindow;
import io.mudbrick.platform.PlatformException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowSourceTest {
  private static final Duration STEP = Duration.ofNanos(1_000);

  private static Duration micros(long n) {
    return STEP.multipliedBy(n);
  }

  @Test
  void a_window_holds_its_start_and_not_its_end() {
    long[] times = {10, 20, 30};
    assertThat(counts(times, TimeWindow.rolling(micros(10)), 10, 11, 20, 21, 30, 31, 40, 41))
        .containsExactly(null, 1L, 1L, 1L, 1L, 1L, 1L, 0L);
    assertThat(counts(times, TimeWindow.rolling(micros(20)), 20, 30, 31))
        .containsExactly(1L, 2L, 2L);
  }

  @Test
  void a_delay_moves_the_window_back() {
    long[] times = {10, 20, 30};
    assertThat(counts(times, TimeWindow.rolling(micros(10), micros(5)), 15, 16, 25, 35, 45, 46))
        .containsExactly(null, 1L, 1L, 1L, 1L, 0L);
  }

  @Test
  void tumbling_windows_count_from_the_epoch_and_are_seen_when_they_are_over() {
    long[] times = {-1, 0, 4, 5, 9};
    assertThat(counts(times, TimeWindow.tumbling(micros(5)), -1, 0, 4, 5, 9, 10, 14, 15, 100))
        .containsExactly(null, 1L, 1L, 2L, 2L, 2L, 2L, 0L, 0L);
  }

  @Test
  void sliding_windows_end_on_multiples_of_the_slide() {
    long[] times = {0, 4, 5, 9};
    assertThat(counts(times, TimeWindow.sliding(micros(10), micros(5)), 4, 5, 9, 10, 14, 15, 20))
        .containsExactly(null, 2L, 2L, 4L, 4L, 2L, 0L);
  }

  @Test
  void a_lifetime_begins_with_the_first_row() {
    long[] times = {10, 20, 30};
    assertThat(counts(times, TimeWindow.lifetime(Duration.ZERO), 10, 15, 31, Long.MAX_VALUE))
        .containsExactly(null, 1L, 3L, 3L);
  }

  @Test
  void a_selected_column_is_that_of_the_last_row_before() {
    ColumnVector found =
        source(new long[] {10, 20, 20})
            .compute(
                List.of(new ColumnSelection("v")),
                List.of(ColumnVector.ofLongs(1, 1, 1, 2)),
                ColumnVector.ofTimestamps(10, 20, 21, 99))
            .get(0);
    assertThat(values(found)).containsExactly(null, 0L, 2L, null);
  }

  @Test
  void windows_that_make_no_sense_are_refused() {
    for (TimeWindow bad :
        List.of(
            TimeWindow.rolling(Duration.ZERO),
            TimeWindow.rolling(Duration.ofDays(-1)),
            TimeWindow.rolling(Duration.ofDays(1), Duration.ofDays(-1)),
            TimeWindow.rolling(Duration.ofNanos(1)),
            TimeWindow.sliding(Duration.ofDays(1), Duration.ofDays(2)),
            TimeWindow.sawtooth(Duration.ofDays(2), Duration.ZERO))) {
      assertThatThrownBy(() -> counts(new long[] {1}, bad, 5))
          .as("%s", bad)
          .isInstanceOf(PlatformException.class)
          .hasMessageContaining("Not a time window");
    }
  }

  @Test
  void a_sum_that_does_not_fit_is_an_error_and_not_a_wrong_number() {
    Schema schema = schema(ColumnType.LONG);
    ColumnBatch rows =
        ColumnBatch.of(
            schema,
            ColumnVector.ofLongs(1, 1, 1),
            ColumnVector.ofTimestamps(1, 2, 3),
            ColumnVector.ofLongs(Long.MAX_VALUE, 5, -6));
    WindowSource sut = new WindowSource(rows, List.of("k"), "t");
    Computation sum = new Aggregation(Aggregate.sum("v"), TimeWindow.rolling(Duration.ofDays(1)));
    assertThat(
            sut.compute(
                    List.of(sum), List.of(ColumnVector.ofLongs(1)), ColumnVector.ofTimestamps(9))
                .get(0)
                .longs())
        .containsExactly(Long.MAX_VALUE - 1);
    assertThatThrownBy(
            () ->
                sut.compute(
                    List.of(sum), List.of(ColumnVector.ofLongs(1)), ColumnVector.ofTimestamps(3)))
        .hasMessageContaining("ARITHMETIC_OVERFLOW");
  }

  @Test
  void agrees_with_a_look_at_every_row_on_random_ones() {
    for (int seed = 0; seed < 60; seed++) {
      compare(seed, seed % 2 == 0);
    }
  }

  private static void compare(int seed, boolean whole) {
    SplittableRandom random = new SplittableRandom(seed);
    int rows = random.nextInt(1, 120);
    int span = random.nextInt(1, 100);
    long[] keys = new long[rows];
    long[] times = new long[rows];
    boolean[] nulls = new boolean[rows];
    long[] wholes = new long[rows];
    double[] doubles = new double[rows];
    for (int i = 0; i < rows; i++) {
      keys[i] = random.nextInt(4);
      times[i] = random.nextInt(-span, span);
      nulls[i] = random.nextInt(5) == 0;
      wholes[i] = random.nextInt(-9, 9);
      doubles[i] =
          (random.nextDouble() - 0.5) * Math.scalb(1.0, random.nextInt(-20, 20))
              + random.nextInt(3);
    }
    ColumnVector input =
        whole
            ? ColumnVector.of(ColumnType.LONG, wholes, nulls)
            : ColumnVector.of(ColumnType.DOUBLE, doubles, nulls);
    int labels = 80;
    long[] labelKeys = new long[labels];
    long[] labelTimes = new long[labels];
    for (int i = 0; i < labels; i++) {
      labelKeys[i] = random.nextInt(5);
      labelTimes[i] = random.nextInt(-span - 20, span + 20);
    }
    List<Aggregation> asked = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      Double argument = kind == Kind.APPROX_PERCENTILE ? random.nextInt(11) / 10.0 : null;
      for (TimeWindow window : windows(random)) {
        asked.add(new Aggregation(new Aggregate(kind, "v", argument, null), window));
      }
    }
    ColumnBatch source =
        ColumnBatch.of(
            schema(input.type()),
            ColumnVector.ofLongs(keys),
            ColumnVector.ofTimestamps(times),
            input);
    List<ColumnVector> found =
        new WindowSource(source, List.of("k"), "t")
            .compute(
                asked,
                List.of(ColumnVector.ofLongs(labelKeys)),
                ColumnVector.ofTimestamps(labelTimes));
    WindowOracle oracle = new WindowOracle(keys, times, input);
    for (int f = 0; f < asked.size(); f++) {
      Aggregation aggregation = asked.get(f);
      for (int i = 0; i < labels; i++) {
        Object expected =
            oracle.ask(aggregation.function(), aggregation.window(), labelKeys[i], labelTimes[i]);
        Object actual = found.get(f).get(i);
        String where = "seed " + seed + " " + aggregation + " row " + i;
        boolean spread = aggregation.function().kind().name().matches("(STDDEV|VAR)_.*");
        if (spread && expected instanceof Double wanted) {
          assertThat((Double) actual).as(where).isCloseTo(wanted, within(Math.ulp(wanted) * 4));
        } else {
          assertThat(actual).as(where).isEqualTo(expected);
        }
      }
    }
  }

  private static List<TimeWindow> windows(SplittableRandom random) {
    long slide = random.nextInt(1, 20);
    return List.of(
        TimeWindow.rolling(micros(random.nextInt(1, 60))),
        TimeWindow.rolling(micros(random.nextInt(1, 60)), micros(random.nextInt(0, 30))),
        TimeWindow.lifetime(micros(random.nextInt(0, 3))),
        TimeWindow.tumbling(micros(random.nextInt(1, 40))),
        TimeWindow.sliding(micros(slide + random.nextInt(0, 40)), micros(slide)));
  }

  @Test
  void what_is_stored_at_the_ends_of_windows_tells_the_same_as_the_rows() {
    for (int seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long[] times = new long[random.nextInt(1, 30)];
      for (int i = 0; i < times.length; i++) {
        times[i] = random.nextInt(-50, 50);
      }
      long slide = random.nextInt(1, 9);
      long duration = slide + random.nextInt(0, 25);
      TimeWindow window = TimeWindow.sliding(micros(duration), micros(slide));
      WindowSource sut = source(times);
      List<Aggregation> asked =
          List.of(
              new Aggregation(Aggregate.count("v"), window),
              new Aggregation(Aggregate.last("v"), window));
      ColumnBatch ends = sut.ends(duration, slide, 70);
      List<ColumnVector> stored = sut.compute(asked, List.of(ends.column("k")), ends.column("t"));
      for (long at = -60; at < 70; at++) {
        List<ColumnVector> direct =
            sut.compute(asked, List.of(ColumnVector.ofLongs(1)), ColumnVector.ofTimestamps(at));
        int newest = -1;
        for (int i = 0; i < ends.size(); i++) {
          newest = ends.column("t").longs()[i] <= at ? i : newest;
        }
        for (int f = 0; f < 2; f++) {
          Object expected = newest < 0 ? null : stored.get(f).get(newest);
          assertThat(direct.get(f).get(0)).as("seed %d at %d", seed, at).isEqualTo(expected);
        }
      }
    }
  }

  private static List<@Nullable Object> counts(long[] times, TimeWindow window, long... at) {
    long[] keys = new long[at.length];
    Arrays.fill(keys, 1);
    return values(
        source(times)
            .compute(
                List.of(new Aggregation(Aggregate.count("v"), window)),
                List.of(ColumnVector.ofLongs(keys)),
                ColumnVector.ofTimestamps(at))
            .get(0));
  }

  private static WindowSource source(long[] times) {
    long[] keys = new long[times.length];
    long[] values = new long[times.length];
    for (int i = 0; i < times.length; i++) {
      keys[i] = 1;
      values[i] = i;
    }
    return new WindowSource(
        ColumnBatch.of(
            schema(ColumnType.LONG),
            ColumnVector.ofLongs(keys),
            ColumnVector.ofTimestamps(times),
            ColumnVector.ofLongs(values)),
        List.of("k"),
        "t");
  }

  private static Schema schema(ColumnType value) {
    return Schema.of(
        Column.of("k", ColumnType.LONG),
        Column.of("t", ColumnType.TIMESTAMP),
        Column.of("v", value));
  }

  private static List<@Nullable Object> values(ColumnVector vector) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < vector.size(); i++) {
      values.add(vector.get(i));
    }
    return values;
  }
}
