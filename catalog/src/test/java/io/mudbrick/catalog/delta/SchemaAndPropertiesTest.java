package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a table's columns and properties may be, become, and be asked for. */
class SchemaAndPropertiesTest {
  private static final Schema SCHEMA =
      Schema.builder()
          .required("id", ColumnType.LONG)
          .column("small", ColumnType.BYTE)
          .column("place", ColumnType.struct(Column.of("lat", ColumnType.DOUBLE)))
          .column("stops", ColumnType.array(ColumnType.struct(Column.of("n", ColumnType.INT))))
          .build();

  @TempDir Path dir;

  @Test
  void struct_fields_are_added_and_small_numbers_widened() {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(Row.of(SCHEMA, 1, 7, Map.of("lat", 1.0), List.of(Map.of("n", 1)))));
    Schema wider =
        Schema.builder()
            .column("id", ColumnType.INT)
            .column("small", ColumnType.INT)
            .column(
                "place",
                ColumnType.struct(
                    Column.of("lon", ColumnType.DOUBLE), Column.of("lat", ColumnType.DOUBLE)))
            .column(
                "stops",
                ColumnType.array(
                    ColumnType.struct(
                        Column.of("n", ColumnType.INT), Column.of("name", ColumnType.STRING))))
            .build();

    table
        .write()
        .addingColumns()
        .append(
            List.of(
                Row.of(
                    wider,
                    2,
                    70_000,
                    Map.of("lon", 2.0, "lat", 3.0),
                    List.of(Map.of("n", 2, "name", "b")))));

    assertThat(table.schema().column("id").type()).isEqualTo(ColumnType.LONG);
    assertThat(table.schema().column("id").nullable()).isFalse();
    assertThat(table.schema().column("small").type()).isEqualTo(ColumnType.INT);
    assertThat(table.schema().column("place").type().sqlName())
        .isEqualTo("struct<lat:double,lon:double>");
    assertThat(table.read().toRows())
        .extracting(Row::toString)
        .containsExactly(
            "{id=1, small=7, place={lat=1.0, lon=null}, stops=[{n=1, name=null}]}",
            "{id=2, small=70000, place={lat=3.0, lon=2.0}, stops=[{n=2, name=b}]}");
    assertThat(table.read().where(Filter.equal("place.lon", 2.0)).count()).isEqualTo(1);
    assertThat(table.read().where(Filter.isNull("place.lon")).count()).isEqualTo(1);
    assertThat(table.read().version(1).schema()).isEqualTo(SCHEMA);
  }

  @Test
  void types_that_do_not_go_together_are_refused_in_deltas_words() {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    Schema wrong = Schema.of(Column.of("id", ColumnType.STRING));

    assertThatThrownBy(() -> table.write().addingColumns().append(List.of(Row.of(wrong, "x"))))
        .hasMessage(
            "[DELTA_FAILED_TO_MERGE_FIELDS] Failed to merge fields 'id' and 'id'."
                + " [DELTA_MERGE_INCOMPATIBLE_DATATYPE] Failed to merge incompatible data types"
                + " bigint and string");
    assertThat(table.version()).isZero();
  }

  @Test
  void known_properties_are_checked_and_others_kept() {
    Map<String, String> good =
        Map.of(
            "delta.appendOnly", "true",
            "delta.logRetentionDuration", "interval 30 days",
            "delta.checkpointInterval", "20",
            "delta.enableDeletionVectors", "false",
            "delta.columnMapping.mode", "none",
            "team", "churn");
    assertThat(
            DeltaTables.create(
                    dir.resolve("good"), SCHEMA, TableOptions.DEFAULT.withProperties(good))
                .properties())
        .containsAllEntriesOf(good);

    assertRefused("delta.apendOnly", "true", "[DELTA_UNKNOWN_CONFIGURATION]");
    assertRefused("delta.appendOnly", "yes", "'yes' is no value of delta.appendOnly");
    assertRefused("delta.checkpointInterval", "0", "delta.checkpointInterval");
    assertRefused("delta.logRetentionDuration", "soon", "delta.logRetentionDuration");
    assertRefused("delta.enableDeletionVectors", "true", "deletionVectors");
    assertRefused("delta.columnMapping.mode", "name", "columnMapping");
    assertRefused("delta.checkpointPolicy", "v2", "v2Checkpoint");
    assertRefused("delta.enableChangeDataFeed", "true", "changeDataFeed");
    assertRefused("delta.constraints.small", "x < 3", "checkConstraints");
    assertRefused("delta.feature.timestampNtz", "supported", "timestampNtz");
    assertRefused("delta.minReaderVersion", "3", "delta.minReaderVersion=3");
  }

  private void assertRefused(String name, String value, String message) {
    assertThatThrownBy(
            () ->
                DeltaTables.create(
                    dir.resolve("bad"),
                    SCHEMA,
                    TableOptions.DEFAULT.withProperties(Map.of(name, value))))
        .as(name)
        .hasMessageContaining(message);
    assertThat(dir.resolve("bad")).doesNotExist();
  }

  @Test
  void the_detail_of_a_table_is_what_describe_detail_shows() {
    Schema schema = Schema.of(Column.of("p", ColumnType.STRING), Column.of("x", ColumnType.INT));
    DeltaTable table =
        DeltaTables.create(
            dir,
            schema,
            new TableOptions(List.of("p"), Map.of("delta.appendOnly", "true"), "words"));
    table.append(List.of(Row.of(schema, "a", 1), Row.of(schema, "b", 2), Row.of(schema, "b", 3)));

    TableDetail detail = table.detail();

    assertThat(detail.numFiles()).isEqualTo(2);
    assertThat(detail.rows()).hasValue(3);
    assertThat(detail.sizeInBytes())
        .isEqualTo(table.read().files().stream().mapToLong(f -> f.toFile().length()).sum());
    assertThat(detail.partitionColumns()).containsExactly("p");
    assertThat(detail.properties()).containsOnly(Map.entry("delta.appendOnly", "true"));
    assertThat(detail.description()).isEqualTo("words");
    assertThat(detail.location()).isEqualTo(table.directory());
    assertThat(detail.minReaderVersion()).isEqualTo(1);
    assertThat(detail.minWriterVersion()).isEqualTo(2);
    assertThat(detail.features()).containsExactly("appendOnly", "invariants");
    assertThat(detail.createdAt()).isNotNull();
    assertThat(detail.lastModified()).isAfterOrEqualTo(detail.createdAt().minusSeconds(2));
  }

  @Test
  void a_table_is_written_from_a_stream_of_batches_at_once() throws Exception {
    Schema schema = Schema.of(Column.of("x", ColumnType.INT));
    DeltaTable table = DeltaTables.create(dir, schema);
    Iterable<ColumnBatch> batches =
        () ->
            IntStream.range(0, 50)
                .mapToObj(i -> ColumnBatch.of(schema, ColumnVector.ofInts(i, i + 100)))
                .iterator();

    CommitResult appended = table.write().appendAll(batches);
    CommitResult replaced = table.write().overwriteAll(batches);

    assertThat(appended.inserted()).isEqualTo(100);
    assertThat(replaced).isEqualTo(new CommitResult(2, true, 100, 0, 100));
    assertThat(table.read().count()).isEqualTo(100);
    assertThat(table.read().files()).hasSize(1);
    assertThat(table.write().appendAll(List.of()).applied()).isFalse();

    Iterator<ColumnBatch> broken =
        new Iterator<>() {
          private int left = 2;

          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public ColumnBatch next() {
            if (left-- == 0) {
              throw new IllegalStateException("the source broke");
            }
            return ColumnBatch.of(schema, ColumnVector.ofInts(new int[(1 << 20) - 1]));
          }
        };
    assertThatThrownBy(() -> table.write().appendAll(() -> broken)).hasMessage("the source broke");
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.filter(f -> f.toString().endsWith(".parquet"))).hasSize(2);
    }
    assertThat(table.version()).isEqualTo(2);
  }

  @Test
  void conditions_in_sql_choose_rows_and_files() {
    Schema schema =
        Schema.builder()
            .column("p", ColumnType.STRING)
            .column("x", ColumnType.INT)
            .column("s", ColumnType.struct(Column.of("a", ColumnType.INT)))
            .build();
    DeltaTable table = DeltaTables.create(dir, schema, TableOptions.DEFAULT.partitionedBy("p"));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      rows.add(Row.of(schema, i < 10 ? "a" : i < 20 ? "b" : null, i, Map.of("a", i)));
    }
    table.append(rows);

    assertThat(table.read().where("x BETWEEN 3 AND 5 OR x * 2 = 58").count()).isEqualTo(4);
    assertThat(table.read().where("p = 'a' AND x > 7").files()).hasSize(1);
    assertThat(table.read().where("x IN (1, 2)").files()).hasSize(1);
    assertThat(table.read().where("p IS NULL").count()).isEqualTo(10);
    assertThat(table.read().where("p IS NULL").files()).hasSize(1);
    assertThat(table.read().where(Filter.not(Filter.sql("x < 28"))).columns("x").toRows())
        .extracting(row -> row.getInt("x"))
        .containsExactly(28, 29);
    assertThat(table.read().where("s.a = 7").columns("x").toRows())
        .extracting(row -> row.getInt("x"))
        .containsExactly(7);
    assertThatThrownBy(() -> table.read().where("nme = 1")).hasMessageContaining("nme");
    assertThatThrownBy(() -> table.read().where("x + 1")).hasMessageContaining("int");
  }
}
