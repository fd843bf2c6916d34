package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Delta Kernel and DuckDB read what we wrote. */
class OtherEnginesTest {
  private static final Schema POINTS =
      Schema.builder()
          .required("id", ColumnType.LONG)
          .column("name", ColumnType.STRING)
          .column("at", ColumnType.TIMESTAMP)
          .build();

  @TempDir Path dir;

  @Test
  void kernel_reads_every_type() throws Exception {
    DeltaTables.create(dir, AllTypes.SCHEMA).append(AllTypes.ROWS);

    List<List<Object>> rows = new KernelReader(dir).rows();

    assertThat(rows).hasSize(3);
    for (int i = 0; i < rows.size(); i++) {
      assertThat(rows.get(i).toArray())
          .usingElementComparator((a, b) -> Arrays.deepEquals(wrap(a), wrap(b)) ? 0 : 1)
          .containsExactly(AllTypes.ROWS.get(i).values().toArray());
    }
  }

  @Test
  void kernel_sees_each_version_of_a_changing_table_behind_checkpoints() throws Exception {
    DeltaTable table = DeltaTables.create(dir, POINTS);
    for (int i = 1; i <= 12; i++) {
      table.write().transaction("app", i).append(List.of(Row.of(POINTS, i, "n" + i, null)));
    }
    table.upsert(List.of(Row.of(POINTS, 3, "three", null)), "id");
    table.write().delete(row -> row.getLong("id") > 4);

    for (long version : new long[] {0, 5, 10, 12, 13, 14}) {
      assertThat(new KernelReader(dir, version).rows())
          .as("version %d", version)
          .containsExactlyInAnyOrderElementsOf(
              table.read().version(version).toRows().stream().map(Row::values).toList());
    }
    assertThat(new KernelReader(dir).transaction("app")).contains(12L);
    assertThat(new KernelReader(dir).schema().get("id").isNullable()).isFalse();
  }

  @Test
  void kernel_reads_partitioned_and_widened_tables() throws Exception {
    DeltaTable table = DeltaTables.create(dir, POINTS, TableOptions.DEFAULT.partitionedBy("name"));
    table.append(
        List.of(
            Row.of(POINTS, 1, "a b/ä=%", null),
            Row.of(POINTS, 2, null, null),
            Row.of(POINTS, 3, "x", null)));
    table.addColumns(List.of(io.mudbrick.catalog.delta.Column.of("y", ColumnType.DOUBLE)));
    table.append(List.of(Row.of(table.schema(), 4, "x", null, 2.5)));

    assertThat(new KernelReader(dir).rows())
        .containsExactlyInAnyOrderElementsOf(
            table.read().toRows().stream().map(Row::values).toList());
  }

  @Test
  void kernel_skips_files_by_our_statistics_and_none_too_many() throws Exception {
    DeltaTable table = DeltaTables.create(dir, POINTS);
    long second = 1_000_000;
    String prefix = "p".repeat(40);
    for (int i = 0; i < 3; i++) {
      table.append(
          ColumnBatch.of(
              POINTS,
              ColumnVector.ofLongs(i * 10, i * 10 + 9),
              ColumnVector.ofStrings(prefix + i, prefix + i + "z"),
              ColumnVector.ofTimestamps(i * second + 1, i * second + 999_999)));
    }
    KernelReader kernel = new KernelReader(dir);

    assertThat(kernel.filesFor(compare("=", "id", Literal.ofLong(15)))).isEqualTo(1);
    assertThat(kernel.filesFor(compare(">", "id", Literal.ofLong(9)))).isEqualTo(2);
    assertThat(kernel.filesFor(compare("=", "name", Literal.ofString(prefix + "2z")))).isPositive();
    assertThat(kernel.filesFor(compare("=", "name", Literal.ofString("q")))).isZero();
    assertThat(kernel.filesFor(compare("=", "at", Literal.ofTimestamp(second + 999_999))))
        .isEqualTo(1);
  }

  @Test
  void duckdb_reads_every_type() throws Exception {
    DeltaTable table = DeltaTables.create(dir, AllTypes.SCHEMA);
    table.append(AllTypes.ROWS);

    List<List<Object>> rows = duckdb(table, "select * from t order by big nulls last");

    assertThat(rows.get(2)).containsOnlyNulls();
    assertThat(rows.get(0))
        .contains(true, (byte) -7, (short) 300, 70_000, 5_000_000_000L, 1.5f, 0.1, "häuser 🏠")
        .contains(LocalDate.of(1969, 7, 20), new BigDecimal("-12345.67"))
        .contains(new BigDecimal("-1234567890123456789012345678.0123456789"))
        .contains(OffsetDateTime.parse("1969-07-20T20:17:40.123456Z").toInstant());
  }

  @Test
  void duckdb_counts_and_sums_a_large_table_alike() throws Exception {
    int size = 100_000;
    double[] values = new double[size];
    long[] ids = new long[size];
    Arrays.setAll(ids, i -> i);
    Arrays.setAll(values, i -> Math.sin(i));
    Schema schema =
        Schema.builder().column("id", ColumnType.LONG).column("x", ColumnType.DOUBLE).build();
    DeltaTable table = DeltaTables.create(dir, schema);
    table.append(ColumnBatch.of(schema, ColumnVector.ofLongs(ids), ColumnVector.ofDoubles(values)));
    table.write().delete(row -> row.getLong("id") % 1000 == 0);

    List<Object> counted = duckdb(table, "select count(*), sum(id)::bigint, max(x) from t").get(0);

    ColumnBatch ours = table.read().toColumns();
    assertThat(counted)
        .containsExactly(
            (long) ours.size(),
            Arrays.stream(ours.column("id").longs()).sum(),
            Arrays.stream(ours.column("x").doubles()).max().orElseThrow());
    assertThat(ours.size()).isEqualTo(99_900);
  }

  private static Predicate compare(String operator, String column, Literal value) {
    return new Predicate(operator, new Column(column), value);
  }

  private static Object[] wrap(Object value) {
    return new Object[] {value};
  }

  private static List<List<Object>> duckdb(DeltaTable table, String sql) throws Exception {
    String files =
        table.read().files().stream()
            .map(file -> "'" + file.toString().replace("'", "''") + "'")
            .collect(Collectors.joining(",", "[", "]"));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("set autoinstall_known_extensions=false");
      statement.execute("set autoload_known_extensions=false");
      statement.execute("set TimeZone='UTC'");
      statement.execute("create view t as select * from read_parquet(" + files + ")");
      try (ResultSet result = statement.executeQuery(sql)) {
        List<List<Object>> rows = new ArrayList<>();
        while (result.next()) {
          List<Object> row = new ArrayList<>();
          for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            Object value = result.getObject(i);
            row.add(value instanceof OffsetDateTime time ? time.toInstant() : value);
          }
          rows.add(row);
        }
        return rows;
      }
    }
  }
}
