package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Spark with Delta, in a JVM of its own, reads every version of our tables and appends to them, and
 * we read what it wrote. {@code scripts/witness-spark} runs it.
 */
@Tag("nightly")
class SparkWitnessTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path home;

  private final Map<String, DeltaTable> ours = new TreeMap<>();

  @Test
  void spark_reads_ours_and_appends_and_we_read_what_spark_wrote() throws Exception {
    writeOurs();
    SparkCommitsWitness commits = new SparkCommitsWitness(home);
    commits.write();
    Map<String, List<String>> written = new TreeMap<>();
    for (var table : ours.entrySet()) {
      long newest = table.getValue().version();
      for (long version = 0; version <= newest; version++) {
        written.put(
            table.getKey() + "." + version,
            Canonical.rows(table.getValue().read().version(version).toRows()));
      }
    }

    runSpark();

    commits.check();
    for (var version : written.entrySet()) {
      assertThat(seen(version.getKey())).as(version.getKey()).isEqualTo(version.getValue());
    }
    for (var table : ours.entrySet()) {
      TableRead read = DeltaTables.open(table.getValue().directory()).read();
      assertThat(Canonical.rows(read.toRows()))
          .as("%s after Spark's append", table.getKey())
          .isEqualTo(seen(table.getKey() + ".appended"));
      assertThat(read.count()).isEqualTo(seen(table.getKey() + ".appended").size());
    }
    for (String name : names(home.resolve("expected"))) {
      assertThat(ForeignTablesTest.rows(home.resolve("foreign").resolve(name)))
          .as(name)
          .isEqualTo(Files.readAllLines(home.resolve("expected").resolve(name)));
    }
    String record = System.getProperty("spark.record", "");
    if (!record.isEmpty()) {
      copy(home.resolve("foreign"), Path.of(record, "tables"));
      copy(home.resolve("expected"), Path.of(record, "expected"));
    }
  }

  /** Without the checksum files that Hadoop's local file system keeps. */
  private static void copy(Path source, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(f -> !f.toString().endsWith(".crc")).toList()) {
        Path copy = target.resolve(source.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  private void writeOurs() {
    DeltaTable types = create("types", AllTypes.SCHEMA, TableOptions.DEFAULT);
    types.append(AllTypes.ROWS);
    for (int seed = 0; seed < 25; seed++) {
      RandomTables random = new RandomTables(seed);
      Schema schema = random.schema();
      create("random" + seed, schema, TableOptions.DEFAULT).append(random.rows(schema, 10));
    }
    partitions();
    evolved();
  }

  private void partitions() {
    Schema schema =
        Schema.builder()
            .column("x", ColumnType.INT)
            .column("flag", ColumnType.BOOLEAN)
            .column("small", ColumnType.SHORT)
            .column("real", ColumnType.DOUBLE)
            .column("single", ColumnType.FLOAT)
            .column("price", ColumnType.decimal(20, 3))
            .column("text", ColumnType.STRING)
            .column("bytes", ColumnType.BINARY)
            .column("day", ColumnType.DATE)
            .column("at", ColumnType.TIMESTAMP)
            .build();
    List<String> keys = schema.names().subList(1, schema.size());
    DeltaTable table =
        create("partitions", schema, new TableOptions(keys, Map.of(), "by everything"));
    List<Row> rows = new ArrayList<>();
    rows.add(
        Row.of(
            schema,
            1,
            true,
            -3,
            -0.5,
            1.5f,
            new BigDecimal("-12345.678"),
            "../%2F=ä 🏠\"'\\:*?<>|{}[]",
            new byte[] {'a', 'b'},
            LocalDate.of(1969, 12, 31),
            Instant.parse("1901-01-01T10:20:30.000001Z")));
    rows.add(Row.of(schema, 2, null, null, null, null, null, null, null, null, null));
    rows.add(
        Row.of(
            schema,
            3,
            false,
            Short.MAX_VALUE,
            Double.NaN,
            Float.NEGATIVE_INFINITY,
            BigDecimal.ZERO,
            "",
            new byte[0],
            LocalDate.of(9999, 12, 31),
            Instant.parse("2024-02-29T23:59:59.999999Z")));
    table.append(rows);
  }

  private void evolved() {
    Schema first = Schema.of(Column.required("id", ColumnType.LONG));
    DeltaTable table = create("evolved", first, TableOptions.DEFAULT);
    table.append(List.of(Row.of(first, 1), Row.of(first, 2)));
    Schema wider = first.plus(List.of(Column.of("name", ColumnType.STRING).withComment("later")));
    table.write().addingColumns().append(List.of(Row.of(wider, 3, "c")));
    table.upsert(List.of(Row.of(wider, 1, "a")), "id");
    table.write().delete(row -> row.getLong("id") == 2);
    for (int i = 10; i < 22; i++) {
      table.append(List.of(Row.of(wider, i, "n" + i)));
    }
    table.maintenance().optimize();
  }

  private DeltaTable create(String name, Schema schema, TableOptions options) {
    DeltaTable table = DeltaTables.create(home.resolve("ours").resolve(name), schema, options);
    ours.put(name, table);
    return table;
  }

  private void runSpark() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1500m");
    command.add("-XX:+UseSerialGC");
    command.add("-Duser.timezone=America/Los_Angeles");
    command.add("-Djava.io.tmpdir=" + Files.createDirectory(home.resolve("tmp")));
    for (String opened :
        List.of("lang", "lang.invoke", "io", "net", "nio", "util", "util.concurrent")) {
      command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    command.add("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    command.add("--add-opens=java.base/sun.security.action=ALL-UNNAMED");
    command.add("--add-opens=java.base/sun.util.calendar=ALL-UNNAMED");
    command.add("-cp");
    command.add(System.getProperty("spark.class.path"));
    command.add("io.mudbrick.spark.SparkWitness");
    command.add(home.toString());
    Path log = home.resolve("spark.log");
    Process spark =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(spark.waitFor(Duration.ofMinutes(20).toSeconds(), TimeUnit.SECONDS)).isTrue();
    } finally {
      spark.destroyForcibly();
    }
    assertThat(spark.exitValue()).as("Spark says in %s: %s", log, tail(log)).isZero();
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  private List<String> seen(String name) throws IOException {
    return Files.readAllLines(home.resolve("seen").resolve(name));
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
