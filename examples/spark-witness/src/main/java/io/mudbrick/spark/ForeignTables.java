package io.mudbrick.spark;

import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Small tables with the features that Mudbrick reads but does not write. */
final class ForeignTables {
  private static final String ROWS =
      " SELECT id, concat('n', id) AS name, cast(id AS double) / 4 AS x,"
          + " named_struct('a', cast(id AS int), 'b', array(id, null)) AS s FROM range(20)";

  private final SparkSession spark;
  private final Path home;

  ForeignTables(SparkSession spark, Path home) {
    this.spark = spark;
    this.home = home;
  }

  void write() throws IOException {
    Files.createDirectories(home.resolve("expected"));
    plain();
    deletionVectors();
    columnMapping("mapped_name", "name");
    columnMapping("mapped_id", "id");
    checkpoints();
    timestampsWithoutZone();
    typeWidening();
    zOrdered();
    refusedForWriting();
    everything();
  }

  private void plain() throws IOException {
    create("plain", "PARTITIONED BY (p)", "", " SELECT id, id % 3 AS p FROM range(10)");
    done("plain");
  }

  private void deletionVectors() throws IOException {
    create("deleted", "", "'delta.enableDeletionVectors'='true'", ROWS);
    run("DELETE FROM %s WHERE id %% 7 = 3", "deleted");
    run("UPDATE %s SET name = 'changed' WHERE id = 5", "deleted");
    done("deleted");
  }

  private void columnMapping(String name, String mode) throws IOException {
    create(name, "PARTITIONED BY (p)", "'delta.columnMapping.mode'='" + mode + "'",
        " SELECT id, concat('n', id) AS `full name`, id % 2 AS p,"
            + " named_struct('a', id, 'b', 'x') AS s FROM range(10)");
    run("ALTER TABLE %s RENAME COLUMN id TO number", name);
    run("ALTER TABLE %s RENAME COLUMN p TO part", name);
    run("ALTER TABLE %s RENAME COLUMN s.a TO c", name);
    run("ALTER TABLE %s DROP COLUMN `full name`", name);
    run("ALTER TABLE %s ADD COLUMN (`full name` string)", name);
    run("INSERT INTO %s VALUES (100, 1, named_struct('c', 100, 'b', 'y'), 'late')", name);
    done(name);
  }

  private void checkpoints() throws IOException {
    create("checkpoint_v2", "",
        "'delta.checkpointPolicy'='v2','delta.checkpointInterval'='2'", ROWS);
    for (int i = 0; i < 4; i++) {
      run("INSERT INTO %s SELECT 100 + id, 'more', 0.5, null FROM range(2)", "checkpoint_v2");
    }
    done("checkpoint_v2");
  }

  private void timestampsWithoutZone() throws IOException {
    create("ntz", "", "",
        " SELECT id, timestamp_ntz'2024-02-29 23:59:59.999999' AS at,"
            + " timestamp'1883-11-18 12:03:57' AS instant FROM range(3)");
    done("ntz");
  }

  private void typeWidening() throws IOException {
    create("widened", "", "'delta.enableTypeWidening'='true'",
        " SELECT cast(id AS byte) AS a, cast(id AS int) AS b, cast(id AS decimal(5,2)) AS c,"
            + " cast(id AS float) AS d FROM range(4)");
    run("ALTER TABLE %s ALTER COLUMN a TYPE int", "widened");
    run("ALTER TABLE %s ALTER COLUMN b TYPE long", "widened");
    run("ALTER TABLE %s ALTER COLUMN c TYPE decimal(12,4)", "widened");
    run("ALTER TABLE %s ALTER COLUMN d TYPE double", "widened");
    run("INSERT INTO %s VALUES (70000, 5000000000, 12345678.1234, 0.1)", "widened");
    done("widened");
  }

  private void zOrdered() throws IOException {
    create("z_ordered", "", "", ROWS);
    run("INSERT INTO %s SELECT 100 + id, 'more', 0.5, null FROM range(5)", "z_ordered");
    run("OPTIMIZE %s ZORDER BY (x, name)", "z_ordered");
    done("z_ordered");
  }

  /** Readable as they are, but with rules that a writer must know. */
  private void refusedForWriting() throws IOException {
    create("constrained", "", "", ROWS);
    run("ALTER TABLE %s ADD CONSTRAINT small CHECK (x < 100)", "constrained");
    done("constrained");
    create("change_feed", "", "'delta.enableChangeDataFeed'='true'", ROWS);
    run("DELETE FROM %s WHERE id = 3", "change_feed");
    done("change_feed");
    DeltaTable.create(spark)
        .location(home.resolve("foreign").resolve("generated").toString())
        .addColumn("id", "bigint")
        .addColumn(
            DeltaTable.columnBuilder(spark, "twice")
                .dataType("bigint")
                .generatedAlwaysAs("id * 2")
                .build())
        .execute();
    run("INSERT INTO %s (id) VALUES (1), (2)", "generated");
    done("generated");
  }

  private void everything() throws IOException {
    create("everything", "PARTITIONED BY (day, at)",
        "'delta.enableDeletionVectors'='true','delta.columnMapping.mode'='name',"
            + "'delta.checkpointPolicy'='v2','delta.checkpointInterval'='2',"
            + "'delta.enableInCommitTimestamps'='true','delta.enableRowTracking'='true'",
        " SELECT id, date'2024-01-01' + cast(id % 2 AS int) AS day,"
            + " timestamp'2024-01-01 00:00:00.123456' AS at, map('k', id, 'z', null) AS m,"
            + " array(named_struct('v', cast(id AS decimal(20,3)))) AS l,"
            + " unhex('00ff') AS b, id > 3 AS f, cast(id AS short) AS h FROM range(8)");
    run("DELETE FROM %s WHERE id = 6", "everything");
    run("ALTER TABLE %s RENAME COLUMN id TO number", "everything");
    run("DELETE FROM %s WHERE number = 7", "everything");
    done("everything");
  }

  private void create(String name, String partitions, String properties, String select) {
    String text = properties.isEmpty() ? "" : " TBLPROPERTIES (" + properties + ")";
    run("CREATE TABLE %s USING delta " + escape(partitions + text + " AS" + select), name);
  }

  private static String escape(String text) {
    return text.replace("%", "%%");
  }

  private void run(String sql, String name) {
    String table = "delta.`" + home.resolve("foreign").resolve(name) + "`";
    spark.sql(sql.formatted(table));
  }

  private void done(String name) throws IOException {
    Canonical.write(
        spark.read().format("delta").load(home.resolve("foreign").resolve(name).toString()),
        home.resolve("expected").resolve(name));
  }
}
