package io.mudbrick.benchmarks;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.featurestore.internal.profile.Profiler;
import java.util.ArrayList;
import java.util.List;

/** The profile that a write leaves, of arrays, beside DuckDB's of a table in memory. */
final class ProfileMeasurement implements Bench.Measurement {
  private static final String PEER = "DuckDB 1.5.6 SUMMARIZE, 2 threads";

  @Override
  public List<Figure> measure(boolean quick) throws Exception {
    int rows = quick ? 200_000 : 1_000_000;
    int rounds = quick ? 3 : 5;
    ColumnBatch source = FeatureRows.features(rows, rows / 100, 0, 1).select(columns());
    List<Sample> ours = new ArrayList<>();
    List<Sample> peer = new ArrayList<>();
    try (DuckDb duckDb = new DuckDb()) {
      duckDb.table("f", source);
      for (int round = 0; round < rounds; round++) {
        peer.add(
            Sample.of(
                () -> duckDb.run("CREATE OR REPLACE TEMP TABLE r AS SELECT * FROM (SUMMARIZE f)")));
      }
    }
    for (int round = -3; round < rounds; round++) {
      Sample sample = Sample.of(() -> profile(source));
      if (round >= 0) { // the first rounds warm the JVM up
        ours.add(sample);
      }
    }
    String load = "%d rows, 4 doubles, one thread; median of %d";
    return Sample.figures("features.profile", ours, peer, PEER, load.formatted(rows, rounds));
  }

  private static List<String> columns() {
    return List.of("v0", "v1", "v2", "v3");
  }

  private static void profile(ColumnBatch source) {
    for (int c = 0; c < source.schema().size(); c++) {
      Profiler.of(source.schema().column(c), source.column(c));
    }
  }
}
