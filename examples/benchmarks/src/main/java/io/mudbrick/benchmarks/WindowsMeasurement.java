package io.mudbrick.benchmarks;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.internal.window.WindowSource;
import io.mudbrick.featurestore.view.Aggregate;
import io.mudbrick.featurestore.view.Aggregation;
import io.mudbrick.featurestore.view.TimeWindow;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Features over windows: for each row what a rolling window before it comes to, arrays in and
 * arrays out, beside DuckDB's window functions over a table in memory.
 */
final class WindowsMeasurement implements Bench.Measurement {
  private static final String PEER = "DuckDB 1.5.6 window functions, 2 threads";

  @Override
  public List<Figure> measure(boolean quick) throws Exception {
    int rows = quick ? 200_000 : 2_000_000;
    int rounds = quick ? 3 : 5;
    ColumnBatch source = FeatureRows.features(rows, rows / 100, 0, 1);
    long[] times = source.column(1).longs();
    long least = Long.MAX_VALUE;
    long greatest = Long.MIN_VALUE;
    for (long time : times) {
      least = Math.min(least, time);
      greatest = Math.max(greatest, time);
    }
    long width = Math.max(1, (greatest - least) / 5); // some twenty rows
    List<Sample> ours = new ArrayList<>();
    List<Sample> peer = new ArrayList<>();
    try (DuckDb duckDb = new DuckDb()) {
      duckDb.table("f", source);
      String window =
          " OVER (PARTITION BY k ORDER BY t RANGE BETWEEN " + width + " PRECEDING AND 1 PRECEDING)";
      String sql =
          "CREATE OR REPLACE TEMP TABLE r AS SELECT sum(v0)"
              + window
              + " v0, max(v1)"
              + window
              + " v1, avg(v2)"
              + window
              + " v2, stddev_samp(v3)"
              + window
              + " v3 FROM f";
      for (int round = 0; round < rounds; round++) {
        peer.add(Sample.of(() -> duckDb.run(sql)));
      }
    }
    for (int round = -3; round < rounds; round++) {
      Sample sample = Sample.of(() -> compute(source, width));
      if (round >= 0) { // the first rounds warm the JVM up
        ours.add(sample);
      }
    }
    String load = "%d rows, %d entities, sum, max, avg, stddev over some 20 rows; median of %d";
    return Sample.figures(
        "features.windows", ours, peer, PEER, load.formatted(rows, rows / 100, rounds));
  }

  private static List<ColumnVector> compute(ColumnBatch source, long width) {
    TimeWindow window = TimeWindow.rolling(Duration.of(width, ChronoUnit.MICROS));
    return new WindowSource(source, List.of("k"), "t")
        .compute(
            List.of(
                new Aggregation(Aggregate.sum("v0"), window),
                new Aggregation(Aggregate.max("v1"), window),
                new Aggregation(Aggregate.avg("v2"), window),
                new Aggregation(Aggregate.stddevSamp("v3"), window)),
            List.of(source.column(0)),
            source.column(1));
  }
}
