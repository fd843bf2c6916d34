package io.mudbrick.featurestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterator;
import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Feature tables in the hands of other engines: DuckDB makes the same training sets from the same
 * files, to the last bit, and Delta Kernel reads the same rows.
 */
@MudbrickTest
class OtherEnginesTest {
  private static final String TABLE = "other.ml.f";
  private static final Schema LABELS =
      Schema.builder()
          .column("i", ColumnType.INT)
          .column("k", ColumnType.STRING)
          .column("part", ColumnType.INT)
          .column("t", ColumnType.TIMESTAMP)
          .build();

  private FeatureStore store;
  private Catalog catalog;

  @BeforeEach
  void open(Mudbrick platform) {
    store = platform.module(FeatureStore.class);
    catalog = platform.module(Catalog.class);
    catalog.catalogs().create("other");
    catalog.schemas().create("other.ml");
    store.createTable(
        FeatureTableSpec.builder(TABLE)
            .column("k", ColumnType.STRING)
            .column("part", ColumnType.INT)
            .column("t", ColumnType.TIMESTAMP)
            .column("d", ColumnType.DOUBLE)
            .column("f", ColumnType.FLOAT)
            .column("n", ColumnType.LONG)
            .column("s", ColumnType.STRING)
            .primaryKeys("k", "part", "t")
            .timeseries("t")
            .build());
  }

  /**
   * Writes rows of distinct keys and times, in no order.
   *
   * @param keys how many; few of them make long histories, many short ones
   * @param step between times; 1 makes them follow each other closely
   */
  private void fill(int rows, int keys, long step, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int spread = Math.max(10, 3 * rows / keys);
    Set<Long> seen = new HashSet<>();
    Schema schema = store.getTable(TABLE).schema();
    for (int file = 0; file < 3; file++) {
      List<ColumnVectorBuilder> columns =
          schema.columns().stream().map(c -> ColumnVector.builder(c, rows / 3)).toList();
      for (int i = 0; i < rows / 3; i++) {
        int key;
        int slot;
        do {
          key = random.nextInt(keys);
          slot = random.nextInt(spread);
        } while (!seen.add((long) key << 32 | slot));
        columns.get(0).add("key " + key / 2);
        columns.get(1).add(key % 2);
        columns.get(2).add(Instant.EPOCH.plusNanos(1000 * step * (slot - spread / 2)));
        columns.get(3).add(special(random));
        columns.get(4).add(random.nextInt(9) == 0 ? null : (float) special(random));
        columns.get(5).add(random.nextInt(9) == 0 ? null : random.nextLong());
        columns.get(6).add(random.nextInt(9) == 0 ? null : "wört " + random.nextInt(90));
      }
      List<ColumnVector> vectors = columns.stream().map(ColumnVectorBuilder::build).toList();
      catalog.tables().open(TABLE).append(ColumnBatch.of(schema, vectors));
    }
  }

  private static double special(SplittableRandom random) {
    return switch (random.nextInt(12)) {
      case 0 -> Double.NaN;
      case 1 -> -0.0;
      case 2 -> Double.NEGATIVE_INFINITY;
      case 3 -> Double.MIN_VALUE;
      default -> random.nextDouble() * 1e9;
    };
  }

  private static ColumnBatch labels(int rows, int keys, int spread, long step, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<ColumnVectorBuilder> columns =
        LABELS.columns().stream().map(c -> ColumnVector.builder(c, rows)).toList();
    for (int i = 0; i < rows; i++) {
      int key = random.nextInt(keys + 2);
      columns.get(0).add(i);
      columns.get(1).add(random.nextInt(50) == 0 ? null : "key " + key / 2);
      columns.get(2).add(key % 2);
      long micros = step * (random.nextInt(spread) - spread / 2) - random.nextInt(2);
      columns.get(3).add(random.nextInt(50) == 0 ? null : Instant.EPOCH.plusNanos(1000 * micros));
    }
    return ColumnBatch.of(LABELS, columns.stream().map(ColumnVectorBuilder::build).toList());
  }

  @Test
  void duckdb_joins_many_short_histories_alike() throws Exception {
    compare(30_000, 9_000, 20_000, 1);
  }

  @Test
  void duckdb_joins_few_long_histories_alike() throws Exception {
    compare(30_000, 4, 20_000, 1_000_003);
  }

  @Test
  void duckdb_joins_labels_that_outnumber_the_rows_alike() throws Exception {
    compare(900, 40, 40_000, 60_000_000);
  }

  private void compare(int rows, int keys, int size, long step) throws Exception {
    fill(rows, keys, step, rows + keys);
    ColumnBatch labels = labels(size, keys, Math.max(10, 3 * rows / keys), step, size);
    ColumnBatch made =
        store
            .createTrainingSet(
                TrainingSetSpec.builder(labels)
                    .lookup(
                        FeatureLookup.builder(TABLE)
                            .lookupKey("k", "part")
                            .timestampLookupKey("t")
                            .build())
                    .build())
            .data();
    catalog.tables().create(TableSpec.builder("other.ml.l", LABELS).build());
    catalog.tables().open("other.ml.l").append(labels);
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    int found = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        Statement statement = connection.createStatement();
        ResultSet theirs =
            statement.executeQuery(
                "SELECT l.i, f.d, f.f, f.n, f.s FROM read_parquet(%s) l ASOF LEFT JOIN read_parquet(%s) f"
                        .formatted(files("other.ml.l"), files(TABLE))
                    + " ON l.k = f.k AND l.part = f.part AND l.t >= f.t ORDER BY l.i")) {
      for (int row = 0; row < size; row++) {
        assertThat(theirs.next()).isTrue();
        for (int c = 0; c < 4; c++) {
          // A label without a time finds nothing. DuckDB gives it the newest row of its key, as if
          // null were later than all times. Objects: their equals tells the two zeros apart.
          Object expected = labels.column("t").isNull(row) ? null : theirs.getObject(2 + c);
          assertThat(made.column(LABELS.size() + c).get(row))
              .as("row %d column %d", row, c)
              .isEqualTo(expected);
        }
        found += made.column(LABELS.size()).isNull(row) ? 0 : 1;
      }
    }
    assertThat(found).isBetween(size / 20, size - size / 20);
  }

  private String files(String table) {
    return catalog.tables().open(table).read().files().stream()
        .map(file -> "'" + file + "'")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  @Test
  void delta_kernel_reads_a_feature_table_that_was_written_and_merged() throws Exception {
    fill(300, 20, 1_000_000, 3);
    ColumnBatch rows = store.readTable(TABLE);
    int[] some = IntStream.range(0, rows.size()).filter(row -> row % 3 == 0).toArray();
    ColumnBatch changed = rows.take(some);
    List<ColumnVector> columns = new ArrayList<>(changed.columns());
    columns.set(5, ColumnVector.ofLongs(new long[some.length]));
    store.writeTable(TABLE, ColumnBatch.of(changed.schema(), columns), WriteMode.MERGE);
    List<List<Object>> ours = new ArrayList<>();
    store
        .readTable(TABLE)
        .rows()
        .forEach(
            row -> {
              List<Object> values = new ArrayList<>();
              for (String name : List.of("k", "part", "d", "n")) {
                values.add(String.valueOf(row.get(name)));
              }
              ours.add(values);
            });
    assertThat(ours).hasSize(300).filteredOn(row -> row.get(3).equals("0")).hasSize(100);
    assertThat(kernel(catalog.tables().open(TABLE))).containsExactlyInAnyOrderElementsOf(ours);
  }

  private static List<List<Object>> kernel(DeltaTable table) throws Exception {
    Engine engine = DefaultEngine.create(new Configuration());
    Path directory = table.directory();
    Snapshot snapshot = Table.forPath(engine, directory.toString()).getLatestSnapshot(engine);
    Scan scan = snapshot.getScanBuilder().build();
    Row state = scan.getScanState(engine);
    List<List<Object>> read = new ArrayList<>();
    try (CloseableIterator<FilteredColumnarBatch> files = scan.getScanFiles(engine)) {
      while (files.hasNext()) {
        try (CloseableIterator<Row> each = files.next().getRows()) {
          while (each.hasNext()) {
            read(engine, state, each.next(), read);
          }
        }
      }
    }
    return read;
  }

  private static void read(Engine engine, Row state, Row file, List<List<Object>> read)
      throws Exception {
    try (CloseableIterator<FileReadResult> results =
            engine
                .getParquetHandler()
                .readParquetFiles(
                    Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                    ScanStateRow.getPhysicalDataReadSchema(state),
                    Optional.empty());
        CloseableIterator<FilteredColumnarBatch> data =
            Scan.transformPhysicalData(engine, state, file, results.map(FileReadResult::getData))) {
      while (data.hasNext()) {
        try (CloseableIterator<Row> rows = data.next().getRows()) {
          rows.forEachRemaining(
              row ->
                  read.add(
                      List.of(
                          row.getString(0),
                          String.valueOf(row.getInt(1)),
                          String.valueOf(row.getDouble(3)),
                          row.isNullAt(5) ? "null" : String.valueOf(row.getLong(5)))));
        }
      }
    }
  }
}
