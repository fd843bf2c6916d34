package io.mudbrick.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Reads the tables in {@code DIR/ours}, each version, and notes what it saw in {@code DIR/seen};
 * appends the rows of each once more; then writes tables of its own in {@code DIR/foreign}, and
 * what is in them in {@code DIR/expected}.
 */
public final class SparkWitness {
  private final SparkSession spark;
  private final Path home;

  private SparkWitness(SparkSession spark, Path home) {
    this.spark = spark;
    this.home = home;
  }

  public static void main(String[] args) throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "1")
            .config("spark.default.parallelism", "1")
            .config("spark.sql.session.timeZone", "America/Los_Angeles")
            .config("spark.sql.datetime.java8API.enabled", "true")
            .config("spark.databricks.delta.snapshotPartitions", "1")
            .config("spark.databricks.delta.retentionDurationCheck.enabled", "false")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.sql.warehouse.dir", Path.of(args[0], "warehouse").toString())
            .getOrCreate()) {
      SparkWitness witness = new SparkWitness(spark, Path.of(args[0]));
      new SparkCommits(spark, Path.of(args[0])).run();
      witness.readOurs();
      new ForeignTables(spark, Path.of(args[0])).write();
    }
  }

  private void readOurs() throws IOException {
    Files.createDirectories(home.resolve("seen"));
    List<Path> tables;
    try (Stream<Path> folders = Files.list(home.resolve("ours"))) {
      tables = folders.sorted().toList();
    }
    for (Path table : tables) {
      String name = table.getFileName().toString();
      long newest = newest(table);
      for (long version = 0; version <= newest; version++) {
        Dataset<Row> rows =
            spark.read().format("delta").option("versionAsOf", version).load(table.toString());
        Canonical.write(rows, home.resolve("seen").resolve(name + "." + version));
      }
      spark
          .read()
          .format("delta")
          .load(table.toString())
          .write()
          .format("delta")
          .mode("append")
          .save(table.toString());
      Dataset<Row> after = spark.read().format("delta").load(table.toString());
      Canonical.write(after, home.resolve("seen").resolve(name + ".appended"));
    }
  }

  private static long newest(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table.resolve("_delta_log"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.matches("\\d{20}\\.json"))
          .mapToLong(file -> Long.parseLong(file.substring(0, 20)))
          .max()
          .orElseThrow();
    }
  }
}
