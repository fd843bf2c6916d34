package io.mudbrick.benchmarks;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureLookup;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.featurestore.TrainingSetSpec;
import io.mudbrick.platform.Mudbrick;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A training set from Delta tables into a Delta table, as a user makes it, beside DuckDB over the
 * same Parquet files into one of its own. Ours is on disk when it is done.
 */
final class JoinTablesMeasurement implements Bench.Measurement {
  private static final String FEATURES = "bench.ml.f";
  private static final String LABELS = "bench.ml.l";
  private static final int FILES = 10;

  @Override
  public List<Figure> measure(boolean quick) throws Exception {
    int rows = quick ? 1_000_000 : 10_000_000;
    int labels = quick ? 200_000 : 1_000_000;
    int rounds = quick ? 3 : 5;
    Path directory = Files.createTempDirectory("bench-features");
    List<Sample> ours = new ArrayList<>();
    List<Sample> peer = new ArrayList<>();
    try (Mudbrick platform = Mudbrick.builder().start();
        DuckDb duckDb = new DuckDb()) {
      furnish(platform, rows, labels);
      Catalog catalog = platform.module(Catalog.class);
      String peerFile = directory.resolve("r.parquet").toString();
      String sql =
          "COPY (SELECT l.*, v0, v1, v2, v3 FROM read_parquet(%s) l ASOF LEFT JOIN read_parquet(%s) f"
              + " ON l.k = f.k AND l.t >= f.t) TO '%s' (FORMAT parquet)";
      String query = sql.formatted(files(catalog, LABELS), files(catalog, FEATURES), peerFile);
      for (int round = -2; round < rounds; round++) {
        Files.deleteIfExists(Path.of(peerFile));
        Sample peerSample = Sample.of(() -> duckDb.run(query));
        long[] sums = new long[1];
        String result = "bench.ml.r" + (round + 2);
        Sample sample = Sample.of(() -> sums[0] = make(platform, result));
        if (sums[0] != duckDb.checksum("read_parquet('" + peerFile + "')")) {
          throw new IllegalStateException("Different features");
        }
        catalog.tables().delete(result);
        if (round >= 0) { // the first rounds warm the JVM up
          ours.add(sample);
          peer.add(peerSample);
        }
      }
    } finally {
      Folders.delete(directory);
    }
    String load =
        "Delta to Delta: %d feature rows in %d files x %d labels, 4 doubles; median of %d";
    List<Figure> figures =
        new ArrayList<>(
            Sample.figures(
                "features.tables",
                ours,
                peer,
                DuckDb.NAME + ", the same files to Parquet",
                load.formatted(rows, FILES, labels, rounds)));
    figures.add(JoinMeasurement.rate("features.tables_rate", (long) rows + labels, figures.get(0)));
    return figures;
  }

  private static void furnish(Mudbrick platform, int rows, int labels) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("bench");
    catalog.schemas().create("bench.ml");
    catalog
        .tables()
        .create(
            TableSpec.builder(FEATURES, FeatureRows.TABLE)
                .primaryKey("k", "t")
                .timeseries("t")
                .build());
    DeltaTable features = catalog.tables().open(FEATURES);
    for (int file = 0; file < FILES; file++) {
      features.append(FeatureRows.features(rows / FILES, rows / 100, file, FILES));
    }
    catalog.tables().create(TableSpec.builder(LABELS, FeatureRows.LABELS).build());
    catalog.tables().open(LABELS).append(FeatureRows.labels(labels, rows / 100));
  }

  private static String files(Catalog catalog, String table) {
    return catalog.tables().open(table).read().files().stream()
        .map(file -> "'" + file + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** Returns the checksum of what was made. */
  private static long make(Mudbrick platform, String result) {
    Catalog catalog = platform.module(Catalog.class);
    ColumnBatch labels = catalog.tables().open(LABELS).read().toColumns();
    TrainingSet set =
        platform
            .module(FeatureStore.class)
            .createTrainingSet(
                TrainingSetSpec.builder(labels)
                    .lookup(
                        FeatureLookup.builder(FEATURES)
                            .lookupKey("k")
                            .timestampLookupKey("t")
                            .build())
                    .label("y")
                    .build());
    Schema schema = set.data().schema();
    catalog.tables().create(TableSpec.builder(result, schema).build());
    catalog.tables().open(result).append(set.data());
    return FeatureRows.checksum(
        set.data().columns().subList(schema.size() - FeatureRows.FEATURES, schema.size()));
  }
}
