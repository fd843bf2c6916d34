package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tables can hold: nested types, extremes, and partitions by any legal type. */
class ColumnTypesTest {
  private static final Schema PROFILE =
      Schema.builder()
          .required("id", ColumnType.LONG)
          .column("embedding", ColumnType.array(ColumnType.FLOAT))
          .column("tags", ColumnType.map(ColumnType.STRING, ColumnType.INT))
          .column(
              "address",
              ColumnType.struct(
                  Column.of("city", ColumnType.STRING),
                  Column.of("at", ColumnType.struct(Column.of("lat", ColumnType.DOUBLE)))))
          .build();

  @TempDir Path dir;

  @Test
  void nested_values_are_written_and_read() {
    DeltaTable table = DeltaTables.create(dir, PROFILE);
    Row full =
        Row.of(
            PROFILE,
            1,
            new float[] {0.5f, -1},
            Map.of("a", 1),
            Map.of("city", "Köln", "at", Map.of("lat", 50.9)));
    Row holes = Row.of(PROFILE, 2, Arrays.asList(1f, null), Map.of(), Map.of("at", Map.of()));
    Row nothing = Row.of(PROFILE, 3, null, null, null);

    table.append(List.of(full, holes, nothing));

    List<Row> rows = table.read().toRows();
    assertThat(rows).containsExactly(full, holes, nothing);
    assertThat(rows.get(0).getList("embedding")).containsExactly(0.5f, -1f);
    assertThat(rows.get(0).getMap("tags")).containsEntry("a", 1);
    assertThat(rows.get(0).getStruct("address").getString("city")).isEqualTo("Köln");
    assertThat(rows.get(1).getStruct("address").getStruct("at").get("lat")).isNull();
    assertThat(table.read().columns("id", "address").toColumns().column("address").nullCount())
        .isEqualTo(1);
    assertThat(DeltaTables.open(dir).schema()).isEqualTo(PROFILE);
  }

  @Test
  void nested_values_that_do_not_fit_name_their_place() {
    assertThatThrownBy(() -> Row.of(PROFILE, 1, List.of("x"), null, null))
        .hasMessage("Column 'embedding.element' is float and got a value of type string");
    assertThatThrownBy(() -> Row.of(PROFILE, 1, null, Map.of("a", "b"), null))
        .hasMessage("Column 'tags.value' is int and got a value of type string");
    assertThatThrownBy(() -> Row.of(PROFILE, 1, null, null, Map.of("town", "x")))
        .hasMessage("No column 'town'; there are city, at");
  }

  @Test
  void types_are_read_from_sql_and_from_the_logs_json() {
    String sql = "map<string,array<struct<a:int,`b c`:decimal(10,2)>>>";
    ColumnType type = ColumnType.parse(sql);

    assertThat(type.sqlName()).isEqualTo(sql);
    assertThat(ColumnType.parse(type.deltaName())).isEqualTo(type);
    assertThat(ColumnType.parse("ARRAY < STRUCT<x BIGINT NOT NULL COMMENT 'it''s', y: Decimal> >"))
        .isEqualTo(
            ColumnType.array(
                ColumnType.struct(
                    Column.required("x", ColumnType.LONG).withComment("it's"),
                    Column.of("y", ColumnType.decimal(10, 0)))));
    for (String broken :
        List.of(
            "array", "array<int", "array<>", "struct<>", "map<int>", "struct<a>", "int>", "{")) {
      assertThatThrownBy(() -> ColumnType.parse(broken))
          .hasMessageContaining("Unknown column type");
    }
    assertThatThrownBy(() -> ColumnType.parse("array<".repeat(5000)))
        .hasMessageContaining("Unknown column type");
  }

  @Test
  void random_tables_come_back_as_they_were_written() throws Exception {
    for (long seed = 0; seed < 30; seed++) {
      RandomTables random = new RandomTables(seed);
      Schema schema = random.schema();
      DeltaTable table = DeltaTables.create(dir.resolve("t" + seed), schema);
      List<Row> rows = new ArrayList<>(random.rows(schema, 20));
      table.append(rows);
      List<Row> more = random.rows(schema, 3);
      table.append(ColumnBatch.ofRows(schema, more));
      rows.addAll(more);

      assertThat(DeltaTables.open(table.directory()).schema())
          .as("seed %d", seed)
          .isEqualTo(schema);
      assertThat(Canonical.rows(table.read().toRows()))
          .as("seed %d: %s", seed, schema)
          .isEqualTo(Canonical.rows(rows));
    }
  }

  @Test
  void a_megabyte_of_text_comes_back() {
    Schema schema = Schema.of(Column.of("s", ColumnType.STRING), Column.of("b", ColumnType.BINARY));
    DeltaTable table = DeltaTables.create(dir, schema);
    Row row = Row.of(schema, "ä".repeat(1 << 20), new byte[1 << 20]);

    table.append(List.of(row));

    assertThat(table.read().toRows()).containsExactly(row);
  }

  @Test
  void tables_are_partitioned_by_any_legal_type() {
    Object[][] values = {
      {ColumnType.BOOLEAN, true},
      {ColumnType.BYTE, Byte.MIN_VALUE},
      {ColumnType.SHORT, Short.MAX_VALUE},
      {ColumnType.INT, -1},
      {ColumnType.LONG, Long.MIN_VALUE},
      {ColumnType.FLOAT, Float.NaN},
      {ColumnType.DOUBLE, Double.NEGATIVE_INFINITY},
      {ColumnType.decimal(38, 10), new BigDecimal("-1234567890123456789012345678.0123456789")},
      {ColumnType.STRING, "../%2F=ä 🏠\u0000\n\"'\\:*?<>|{}[]"},
      {ColumnType.BINARY, "häuser".getBytes(StandardCharsets.UTF_8)},
      {ColumnType.DATE, LocalDate.of(1, 1, 1)},
      {ColumnType.TIMESTAMP, Instant.parse("1883-11-18T12:03:57.000001Z")},
    };
    for (Object[] value : values) {
      ColumnType type = (ColumnType) value[0];
      Schema schema = Schema.of(Column.of("p", type), Column.of("x", ColumnType.INT));
      Path home = dir.resolve(type.sqlName().replaceAll("\\W", ""));
      DeltaTable table = DeltaTables.create(home, schema, TableOptions.DEFAULT.partitionedBy("p"));
      List<Row> rows = List.of(Row.of(schema, value[1], 1), Row.of(schema, null, 2));

      table.append(rows);

      assertThat(DeltaTables.open(home).read().toRows())
          .as(type.sqlName())
          .containsExactlyInAnyOrderElementsOf(rows);
      assertThat(table.read().files())
          .hasSize(2)
          .allMatch(file -> file.toString().chars().allMatch(c -> c > 31 && c < 127));
    }
  }

  @Test
  void an_empty_text_in_a_partition_column_is_null_as_in_every_engine() {
    Schema schema = Schema.of(Column.of("p", ColumnType.STRING), Column.of("x", ColumnType.INT));
    DeltaTable table = DeltaTables.create(dir, schema, TableOptions.DEFAULT.partitionedBy("p"));

    table.append(List.of(Row.of(schema, "", 1), Row.of(schema, null, 2)));

    assertThat(table.read().files()).hasSize(1);
    assertThat(table.read().toRows()).extracting(row -> row.get("p")).containsOnlyNulls();
  }

  @Test
  void what_cannot_partition_a_table_is_refused() {
    assertThatThrownBy(
            () -> DeltaTables.create(dir, PROFILE, TableOptions.DEFAULT.partitionedBy("tags")))
        .hasMessage("Column 'tags' is map<string,int>, which cannot partition a table");
    Schema bytes = Schema.of(Column.of("p", ColumnType.BINARY), Column.of("x", ColumnType.INT));
    DeltaTable table = DeltaTables.create(dir, bytes, TableOptions.DEFAULT.partitionedBy("p"));
    assertThatThrownBy(() -> table.append(List.of(Row.of(bytes, new byte[] {-1}, 1))))
        .hasMessageContaining("no text in UTF-8");
  }

  @Test
  void timestamps_without_a_zone_are_refused_by_the_features_name() {
    Schema schema = Schema.of(Column.of("at", ColumnType.TIMESTAMP_NTZ));
    assertThatThrownBy(() -> DeltaTables.create(dir, schema))
        .hasMessageStartingWith("[DELTA_UNSUPPORTED_FEATURES_FOR_WRITE]")
        .hasMessageContaining("timestampNtz");
  }
}
