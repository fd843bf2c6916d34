package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeltaTableTest {
  private static final Schema CUSTOMERS =
      Schema.builder()
          .required("id", ColumnType.LONG)
          .column("name", ColumnType.STRING)
          .column("charges", ColumnType.DOUBLE)
          .build();

  @TempDir Path dir;

  @Test
  void every_type_comes_back_as_it_was_written() {
    DeltaTable table = DeltaTables.create(dir, AllTypes.SCHEMA);

    CommitResult result = table.append(AllTypes.ROWS);

    assertThat(result).isEqualTo(new CommitResult(1, true, 3, 0, 0));
    assertThat(DeltaTables.open(dir).schema()).isEqualTo(AllTypes.SCHEMA);
    assertThat(DeltaTables.open(dir).read().toRows()).isEqualTo(AllTypes.ROWS);
  }

  @Test
  void columns_are_read_as_arrays_with_their_nulls() {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    table.append(List.of(customer(1, "ada", 1.5), customer(2, null, null)));
    table.append(List.of(customer(3, "eve", 3.5)));

    ColumnBatch batch = table.read().columns("charges", "ID").toColumns();

    assertThat(batch.schema().names()).containsExactly("charges", "id");
    assertThat(batch.column("id").longs()).containsExactly(1, 2, 3);
    assertThat(batch.column("charges").toDoubles()).containsExactly(1.5, Double.NaN, 3.5);
    assertThat(batch.column("charges").isNull(1)).isTrue();
    assertThat(table.read().count()).isEqualTo(3);
  }

  @Test
  void a_batch_of_arrays_is_appended() {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);

    table.append(
        ColumnBatch.of(
            CUSTOMERS,
            ColumnVector.ofLongs(1, 2),
            ColumnVector.ofStrings("ada", null),
            ColumnVector.ofDoubles(1, 2)));

    assertThat(table.read().toRows())
        .containsExactly(customer(1, "ada", 1.0), customer(2, null, 2.0));
  }

  @Test
  void overwrite_replaces_all_rows() {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    table.append(List.of(customer(1, "ada", 1.0), customer(2, "bob", 2.0)));

    CommitResult result = table.overwrite(List.of(customer(3, "eve", 3.0)));

    assertThat(result).isEqualTo(new CommitResult(2, true, 1, 0, 2));
    assertThat(table.read().toRows()).containsExactly(customer(3, "eve", 3.0));
  }

  @Test
  void upsert_replaces_rows_of_the_same_key_and_adds_the_others() {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    table.append(List.of(customer(1, "ada", 1.0), customer(2, "bob", 2.0)));
    table.append(List.of(customer(5, "kim", 5.0)));

    CommitResult result =
        table.upsert(List.of(customer(2, "BOB", 2.5), customer(3, "eve", 3.0)), "id");

    assertThat(result).isEqualTo(new CommitResult(3, true, 1, 1, 0));
    assertThat(table.read().toRows())
        .containsExactlyInAnyOrder(
            customer(1, "ada", 1.0),
            customer(2, "BOB", 2.5),
            customer(3, "eve", 3.0),
            customer(5, "kim", 5.0));
  }

  @Test
  void upsert_by_two_columns_matches_both() {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    table.append(List.of(customer(1, "ada", 1.0), customer(1, "bob", 2.0)));

    table.upsert(List.of(customer(1, "bob", 9.0), customer(2, "ada", 9.0)), "id", "name");

    assertThat(table.read().toRows())
        .containsExactlyInAnyOrder(
            customer(1, "ada", 1.0), customer(1, "bob", 9.0), customer(2, "ada", 9.0));
  }

  @Test
  void rows_are_deleted_by_key_and_by_predicate() {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    table.append(
        List.of(customer(1, "ada", 1.0), customer(2, "bob", 2.0), customer(3, "eve", 3.0)));
    Schema keys = CUSTOMERS.select(List.of("id"));

    CommitResult byKey = table.write().deleteByKey(List.of(Row.of(keys, 1), Row.of(keys, 77)));
    CommitResult byPredicate = table.write().delete(row -> row.getDouble("charges") > 2.5);
    CommitResult nothing = table.write().delete(row -> row.isNull("name"));

    assertThat(byKey.deleted()).isEqualTo(1);
    assertThat(byPredicate.deleted()).isEqualTo(1);
    assertThat(nothing).isEqualTo(new CommitResult(3, false, 0, 0, 0));
    assertThat(table.read().toRows()).containsExactly(customer(2, "bob", 2.0));
  }

  @Test
  void every_version_can_be_read_again() {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    table.append(List.of(customer(1, "ada", 1.0)));
    table.upsert(List.of(customer(1, "ADA", 1.0)), "id");
    table.addColumns(List.of(Column.of("city", ColumnType.STRING)));
    table.overwrite(List.of());

    assertThat(table.read().version(0).toRows()).isEmpty();
    assertThat(table.read().version(1).toRows()).containsExactly(customer(1, "ada", 1.0));
    assertThat(table.read().version(2).toRows()).containsExactly(customer(1, "ADA", 1.0));
    assertThat(table.read().version(2).schema()).isEqualTo(CUSTOMERS);
    assertThat(table.read().version(3).toRows().get(0).get("city")).isNull();
    assertThat(table.read().toRows()).isEmpty();
    assertFails(
        () -> table.read().version(5),
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "No version 5 of the table in " + table.directory() + "; it has versions 0 to 4");
  }

  @Test
  void a_read_stays_at_its_version() {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    table.append(List.of(customer(1, "ada", 1.0)));
    TableRead before = table.read();

    table.overwrite(List.of(customer(2, "bob", 2.0)));

    assertThat(before.version()).isEqualTo(1);
    assertThat(before.toRows()).containsExactly(customer(1, "ada", 1.0));
  }

  @Test
  void checkpoints_are_written_and_a_long_log_opens() throws Exception {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    for (int i = 1; i <= 25; i++) {
      table.append(List.of(customer(i, "c" + i, 1.0)));
    }

    try (Stream<Path> log = Files.list(dir.resolve("_delta_log"))) {
      assertThat(log.map(file -> file.getFileName().toString()))
          .contains(
              "00000000000000000010.checkpoint.parquet",
              "00000000000000000020.checkpoint.parquet",
              "_last_checkpoint")
          .noneMatch(name -> name.endsWith(".tmp") || name.endsWith(".crc"));
    }
    DeltaTable again = DeltaTables.open(dir);
    assertThat(again.read().columns("id").toColumns().column("id").longs())
        .containsExactly(LongStream.rangeClosed(1, 25).toArray());
    assertThat(again.read().version(7).count()).isEqualTo(7);
    again.upsert(List.of(customer(3, "x", 2.0)), "id");
    assertThat(again.read().count()).isEqualTo(25);
  }

  @Test
  void history_names_each_operation() {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    table.append(List.of(customer(1, "ada", 1.0)));
    table.upsert(List.of(customer(1, "ADA", 1.0)), "id");
    table.write().delete(row -> true);

    List<TableCommit> history = table.history(10);

    assertThat(history)
        .extracting(TableCommit::version, TableCommit::operation)
        .containsExactly(
            Tuple.tuple(3L, "DELETE"),
            Tuple.tuple(2L, "MERGE"),
            Tuple.tuple(1L, "WRITE"),
            Tuple.tuple(0L, "CREATE TABLE"));
    assertThat(history.get(1).parameters()).containsEntry("keyColumns", "[\"id\"]");
    assertThat(history.get(2).parameters()).containsEntry("mode", "Append");
    assertThat(history.get(2).metrics()).containsEntry("numOutputRows", "1");
    assertThat(history.get(2).timestamp()).isBeforeOrEqualTo(Instant.now());
    assertThat(table.history(2)).hasSize(2);
  }

  @Test
  void a_transaction_is_applied_once() {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    List<Row> rows = List.of(customer(1, "ada", 1.0));

    CommitResult first = table.write().transaction("journal", 41).append(rows);
    CommitResult again = DeltaTables.open(dir).write().transaction("journal", 41).append(rows);
    CommitResult other = table.write().transaction("other", 1).append(rows);
    CommitResult next = table.write().transaction("journal", 42).append(List.of());

    assertThat(first.applied()).isTrue();
    assertThat(again.applied()).isFalse();
    assertThat(other.applied()).isTrue();
    assertThat(next.applied()).isTrue();
    assertThat(table.read().count()).isEqualTo(2);
    assertThat(table.lastTransaction("journal")).hasValue(42);
    assertThat(table.lastTransaction("nobody")).isEmpty();
  }

  @Test
  void new_columns_are_added_when_that_is_asked() {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    table.append(List.of(customer(1, "ada", 1.0)));
    Schema wider = CUSTOMERS.plus(List.of(Column.required("age", ColumnType.INT)));
    List<Row> rows = List.of(Row.of(wider, 2, "bob", 2.0, 30));

    assertFails(
        () -> table.append(rows),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "No column 'age'; there are id, name, charges");
    table.write().addingColumns().append(rows);

    assertThat(table.schema().column("age").nullable()).isTrue();
    assertThat(table.read().columns("id", "age").toRows())
        .extracting(row -> row.get("age"))
        .containsExactly(null, 30);
  }

  @Test
  void a_batch_is_fitted_by_name_and_widened() {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    Schema narrow =
        Schema.of(Column.of("CHARGES", ColumnType.INT), Column.of("id", ColumnType.SHORT));

    table.append(List.of(Row.of(narrow, 7, 1)));
    table.append(
        ColumnBatch.of(
            narrow,
            ColumnVector.ofInts(8),
            ColumnVector.of(ColumnType.SHORT, new int[] {2}, null)));

    assertThat(table.read().toRows())
        .containsExactly(customer(1, null, 7.0), customer(2, null, 8.0));
  }

  @Test
  void partitioned_tables_are_written_read_and_changed() throws Exception {
    Schema schema =
        Schema.builder()
            .column("day", ColumnType.DATE)
            .required("id", ColumnType.LONG)
            .column("Länge/Ort", ColumnType.STRING)
            .build();
    DeltaTable table =
        DeltaTables.create(dir, schema, TableOptions.DEFAULT.partitionedBy("day", "Länge/Ort"));
    LocalDate day = LocalDate.of(2026, 11, 22);
    List<Row> rows =
        List.of(
            Row.of(schema, day, 1, "a b"),
            Row.of(schema, day, 2, "ä%20/.."),
            Row.of(schema, null, 3, null));

    table.append(rows);
    table.upsert(List.of(Row.of(schema, day, 4, "a b"), Row.of(schema, day, 3, "x")), "id");

    assertThat(table.partitionColumns()).containsExactly("day", "Länge/Ort");
    assertThat(table.read().toRows())
        .containsExactlyInAnyOrder(
            rows.get(0), rows.get(1), Row.of(schema, day, 4, "a b"), Row.of(schema, day, 3, "x"));
    assertThat(table.read().columns("day").toColumns().column("day").ints())
        .containsOnly((int) day.toEpochDay());
    assertThat(table.read().files()).allMatch(file -> file.startsWith(table.directory()));
  }

  @Test
  void data_that_does_not_fit_is_refused_with_the_column_named() {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    Schema wrong = Schema.of(Column.of("id", ColumnType.STRING));

    assertFails(
        () -> table.append(ColumnBatch.of(wrong, ColumnVector.ofStrings("x"))),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Column 'id' is bigint and got string values");
    assertFails(
        () -> Row.of(CUSTOMERS, 1, 2, 3.0),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Column 'name' is string and got a value of type int");
    assertFails(
        () -> Row.of(CUSTOMERS, null, "ada", 3.0),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Column 'id' is NOT NULL and got null");
    assertFails(
        () -> table.append(List.of(Row.of(CUSTOMERS.select(List.of("name")), "ada"))),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Column 'id' is NOT NULL and got null");
    assertFails(
        () -> table.upsert(List.of(customer(1, "a", 1.0), customer(1, "b", 1.0)), "id"),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "The data holds the key (id) = [1] more than once");
    assertFails(
        () -> table.upsert(List.of(customer(1, null, 1.0)), "name"),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Key column 'name' holds null");
    assertFails(
        () -> table.upsert(List.of(customer(1, null, 1.0)), "nme"),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "No column 'nme'; there are id, name, charges");
    assertFails(
        () -> table.read().columns("nme"),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "No column 'nme'; there are id, name, charges");
    assertThat(table.version()).isZero();
  }

  @Test
  void tables_that_are_missing_or_there_already_are_named() {
    assertFails(
        () -> DeltaTables.open(dir), ErrorCode.RESOURCE_DOES_NOT_EXIST, "No Delta table in " + dir);
    assertThat(DeltaTables.exists(dir)).isFalse();
    DeltaTables.create(dir, CUSTOMERS);
    assertThat(DeltaTables.exists(dir)).isTrue();
    assertFails(
        () -> DeltaTables.create(dir, CUSTOMERS),
        ErrorCode.RESOURCE_ALREADY_EXISTS,
        "There is a Delta table in " + dir);
    assertFails(
        () -> DeltaTables.create(dir.resolve("x"), Schema.of(Column.of("a b", ColumnType.LONG))),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Column name 'a b' holds a blank or one of , ; { } ( ) = which Delta tables cannot store");
  }

  @Test
  void comments_and_properties_are_kept() {
    Schema schema = Schema.of(Column.required("id", ColumnType.LONG).withComment("the key"));
    DeltaTables.create(
        dir,
        schema,
        TableOptions.DEFAULT
            .withProperties(Map.of("delta.appendOnly", "true", "owner", "me"))
            .withComment("all of them"));

    DeltaTable table = DeltaTables.open(dir);

    assertThat(table.schema()).isEqualTo(schema);
    assertThat(table.properties()).containsEntry("owner", "me");
    table.append(List.of(Row.of(schema, 1)));
    assertThatThrownBy(() -> table.overwrite(List.of(Row.of(schema, 2))))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.FAILED_PRECONDITION));
    assertThat(table.read().files()).hasSize(1);
  }

  @Test
  void a_broken_or_missing_data_file_is_named() throws Exception {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    table.append(List.of(customer(1, "ada", 1.0)));
    Path file = table.read().files().get(0);
    Files.write(file, new byte[100]);
    assertFails(
        () -> table.read().toRows(), ErrorCode.DATA_LOSS, "Cannot read the data file " + file);
    Files.delete(file);
    assertFails(
        () -> table.read().toRows(), ErrorCode.DATA_LOSS, "Cannot read the data file " + file);
  }

  @Test
  void an_upsert_rewrites_only_files_that_hold_its_keys() {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    for (int i = 0; i < 4; i++) {
      table.append(List.of(customer(i * 10, "a" + i, 1.0), customer(i * 10 + 9, "z" + i, 1.0)));
    }
    List<Path> before = table.read().files();

    table.upsert(List.of(customer(10, "changed", 2.0)), "id");
    table.upsert(List.of(customer(77, "z2", 2.0)), "name");

    assertThat(table.read().files()).contains(before.get(0), before.get(3)).hasSize(4);
    assertThat(table.read().toRows())
        .extracting(row -> row.getLong("id"))
        .containsExactlyInAnyOrder(0L, 9L, 10L, 19L, 20L, 77L, 30L, 39L);
  }

  @Test
  void tables_of_a_later_protocol_and_broken_logs_are_named() throws Exception {
    DeltaTables.create(dir, CUSTOMERS);
    Path next = dir.resolve("_delta_log").resolve("00000000000000000001.json");
    Files.writeString(
        next,
        "{\"protocol\":{\"minReaderVersion\":3,\"minWriterVersion\":7,"
            + "\"readerFeatures\":[\"dreams\"],"
            + "\"writerFeatures\":[\"dreams\"]}}\n");

    assertThatThrownBy(() -> DeltaTables.open(dir))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_IMPLEMENTED))
        .hasMessageStartingWith("[DELTA_UNSUPPORTED_FEATURES_FOR_READ]")
        .hasMessageContaining("dreams");

    Files.writeString(next, "{\"add\":{\n");
    assertThatThrownBy(() -> DeltaTables.open(dir))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA_LOSS))
        .hasMessageStartingWith("Cannot read the log of the table in " + dir);
  }

  @Test
  void refused_writes_leave_no_files() throws Exception {
    DeltaTable table = DeltaTables.create(dir, CUSTOMERS);
    List<Row> rows = new ArrayList<>(Arrays.asList(customer(1, "a", 1.0), customer(1, "b", 1.0)));
    assertThatThrownBy(() -> table.upsert(rows, "id")).isInstanceOf(PlatformException.class);

    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("_delta_log");
    }
  }

  private static Row customer(long id, String name, Double charges) {
    return Row.of(CUSTOMERS, id, name, charges);
  }

  private static void assertFails(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
  }

  @Test
  void a_key_has_one_zero() {
    Schema schema =
        Schema.builder().column("key", ColumnType.DOUBLE).column("n", ColumnType.INT).build();
    DeltaTable table = DeltaTables.create(dir, schema);
    table.append(List.of(Row.of(schema, -0.0, 1)));
    table.upsert(List.of(Row.of(schema, 0.0, 2)), "key");
    assertThat(table.read().toRows()).extracting(row -> row.get("n")).containsExactly(2);
  }
}
