package io.mudbrick.benchmarks;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.internal.join.AsOfJoin;
import io.mudbrick.featurestore.internal.join.TableIndex;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The point-in-time join alone: arrays in, arrays out, in no order, beside tables of DuckDB that
 * are in memory. Rows a second are those of both sides, features and labels.
 */
final class JoinMeasurement implements Bench.Measurement {
  private static final long MEMORY = 512L << 20;

  @Override
  public List<Figure> measure(boolean quick) throws Exception {
    int rows = quick ? 1_000_000 : 10_000_000;
    int labels = quick ? 200_000 : 1_000_000;
    return measure(rows, labels, rows / 100, quick ? 3 : 5);
  }

  private static List<Figure> measure(int rows, int labels, int keys, int rounds) throws Exception {
    ColumnBatch features = FeatureRows.features(rows, keys, 0, 1);
    ColumnBatch wanted = FeatureRows.labels(labels, keys);
    List<Sample> ours = new ArrayList<>();
    List<Sample> peer = new ArrayList<>();
    try (DuckDb duckDb = new DuckDb()) {
      duckDb.table("f", features);
      duckDb.table("l", wanted);
      long expected = 0;
      for (int round = 0; round < rounds; round++) {
        peer.add(
            Sample.of(
                () ->
                    duckDb.run(
                        "CREATE OR REPLACE TEMP TABLE r AS SELECT l.*, v0, v1, v2, v3"
                            + " FROM l ASOF LEFT JOIN f ON l.k = f.k AND l.t >= f.t")));
        expected = duckDb.checksum("r");
      }
      for (int round = -3; round < rounds; round++) {
        List<ColumnVector> found = new ArrayList<>();
        Sample sample = Sample.of(() -> found.addAll(join(features, wanted)));
        if (FeatureRows.checksum(found) != expected) {
          throw new IllegalStateException("Different features");
        }
        if (round >= 0) { // the first rounds warm the JVM up
          ours.add(sample);
        }
      }
    }
    String load = "%d feature rows x %d labels, %d keys, 4 doubles; median of %d";
    List<Figure> figures =
        new ArrayList<>(
            Sample.figures(
                "features.join",
                ours,
                peer,
                DuckDb.NAME,
                load.formatted(rows, labels, keys, rounds)));
    figures.add(rate("features.join_rate", rows + labels, figures.get(0)));
    return figures;
  }

  /** Millions of rows a second from milliseconds. */
  static Figure rate(String name, long rows, Figure millis) {
    double ours = rows / millis.ours() / 1000;
    double peer = rows / millis.peer() / 1000;
    return new Figure(
        name, ours, peer, millis.peerName(), ours / peer, "M rows/s of both sides", millis.load());
  }

  private static List<ColumnVector> join(ColumnBatch features, ColumnBatch labels) {
    AsOfJoin.Room room =
        new AsOfJoin.Room(MEMORY, 2, () -> Path.of(System.getProperty("java.io.tmpdir")));
    long[] found;
    try (AsOfJoin join =
        new AsOfJoin(List.of(labels.column(0)), labels.column(1), TableIndex.UNBOUNDED, room)) {
      join.add(List.of(features.column(0)), features.column(1), 0);
      found = join.finish().rows();
    }
    int[] places = new int[found.length];
    Arrays.setAll(places, i -> (int) found[i]);
    return features.columns().subList(2, 2 + FeatureRows.FEATURES).stream()
        .parallel()
        .map(feature -> feature.take(places))
        .toList();
  }
}
