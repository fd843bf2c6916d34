package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** History, updates and restore. */
class TableHistoryTest {
  private static final Schema SCHEMA =
      Schema.builder().required("id", ColumnType.LONG).column("name", ColumnType.STRING).build();
  private static final Schema KEY = SCHEMA.select(List.of("id"));

  @TempDir Path dir;

  @Test
  void each_commit_says_what_it_did_under_the_names_of_delta() {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(row(1, "a"), row(2, "b"), row(3, "c")));
    table.upsert(List.of(row(2, "B"), row(4, "d")), "id");
    table.write().update(row -> row.getLong("id") < 3, Map.of("name", "x"));
    table.write().deleteByKey(List.of(Row.of(KEY, 1)));

    List<TableCommit> history = table.history(10);

    assertThat(history)
        .extracting(TableCommit::operation)
        .containsExactly("DELETE", "UPDATE", "MERGE", "WRITE", "CREATE TABLE");
    assertThat(history.get(0).metrics())
        .containsEntry("numDeletedRows", "1")
        .containsEntry("numCopiedRows", "3")
        .containsEntry("numRemovedFiles", "1")
        .containsEntry("numAddedFiles", "1")
        .containsKeys("executionTimeMs", "numAddedBytes", "numRemovedBytes");
    assertThat(history.get(1).metrics())
        .containsEntry("numUpdatedRows", "2")
        .containsEntry("numCopiedRows", "2");
    assertThat(history.get(2).metrics())
        .containsEntry("numSourceRows", "2")
        .containsEntry("numTargetRowsInserted", "1")
        .containsEntry("numTargetRowsUpdated", "1")
        .containsEntry("numTargetRowsCopied", "2")
        .containsEntry("numOutputRows", "4");
    assertThat(history.get(3).metrics())
        .containsEntry("numFiles", "1")
        .containsEntry("numOutputRows", "3")
        .containsKey("numOutputBytes");
    assertThat(history.get(3).parameters())
        .containsEntry("mode", "Append")
        .containsEntry("partitionBy", "[]");
    assertThat(history.get(3).basis().blindAppend()).contains(true);
    assertThat(history.get(3).basis().readVersion()).hasValue(0);
    assertThat(history.get(2).basis().blindAppend()).contains(false);
    assertThat(history.get(2).basis().isolationLevel()).contains("Serializable");
    assertThat(history.get(0).by().engine()).contains("Mudbrick");
    assertThat(history.get(0).timestamp()).isBetween(history.get(4).timestamp(), Instant.now());
  }

  @Test
  void rows_are_updated_by_predicate_and_by_key() {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(row(1, "a"), row(2, "b")));
    table.append(List.of(row(3, "c")));

    CommitResult byPredicate =
        table.write().update(row -> row.getLong("id") > 1, row -> row.with(Map.of("name", "x")));
    CommitResult byKey =
        table.write().updateByKey(List.of(row(1, "A"), row(77, "nobody")), List.of("id"));
    CommitResult nothing = table.write().update(row -> false, Map.of("name", "y"));

    assertThat(byPredicate.updated()).isEqualTo(2);
    assertThat(byKey.updated()).isEqualTo(1);
    assertThat(nothing.applied()).isFalse();
    assertThat(table.read().toRows())
        .containsExactlyInAnyOrder(row(1, "A"), row(2, "x"), row(3, "x"));
    assertThatThrownBy(() -> table.write().update(row -> true, Map.of("id", "text")))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE));
  }

  @Test
  void rows_are_updated_and_deleted_by_a_condition_in_sql() {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(row(1, "a"), row(2, null), row(3, "c")));
    table.append(List.of(row(7, "it's")));
    Path untouched = table.read().files().get(1);

    CommitResult updated = table.write().update("id < 3", Map.of("name", "x"));
    CommitResult deleted = table.write().delete(Filter.equal("name", "c"));
    CommitResult nothing = table.write().delete("name IS NULL");

    assertThat(updated.updated()).isEqualTo(2);
    assertThat(deleted.deleted()).isEqualTo(1);
    assertThat(nothing.applied()).isFalse();
    assertThat(table.read().files()).contains(untouched);
    assertThat(table.write().delete("true").deleted()).isEqualTo(3);
    assertThat(table.history(3))
        .extracting(commit -> commit.parameters().get("predicate"))
        .containsExactly("[\"(true)\"]", "[\"(name = 'c')\"]", "[\"(id < 3)\"]");
  }

  @Test
  void an_update_by_key_leaves_columns_that_the_data_lacks() {
    Schema wide = SCHEMA.plus(List.of(Column.of("age", ColumnType.INT)));
    DeltaTable table = DeltaTables.create(dir, wide);
    table.append(List.of(Row.of(wide, 1, "a", 30), Row.of(wide, 2, "b", 40)));
    Schema ages = wide.select(List.of("age", "id"));

    table.write().updateByKey(List.of(Row.of(ages, 41, 2)), List.of("id"));

    assertThat(table.read().toRows())
        .containsExactlyInAnyOrder(Row.of(wide, 1, "a", 30), Row.of(wide, 2, "b", 41));
  }

  @Test
  void a_table_is_restored_to_a_version_with_its_columns() throws Exception {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(row(1, "a"), row(2, "b")));
    table.overwrite(List.of(row(3, "c")));
    table.addColumns(List.of(Column.of("x", ColumnType.INT)));
    table.append(List.of(row(4, "d")));

    CommitResult result = table.maintenance().restore(1);

    assertThat(result.version()).isEqualTo(5);
    assertThat(table.read().toRows()).containsExactlyInAnyOrder(row(1, "a"), row(2, "b"));
    assertThat(table.schema()).isEqualTo(SCHEMA);
    TableCommit commit = table.history(1).get(0);
    assertThat(commit.operation()).isEqualTo("RESTORE");
    assertThat(commit.parameters()).containsEntry("version", "1");
    assertThat(commit.metrics())
        .containsEntry("numRestoredFiles", "1")
        .containsEntry("numRemovedFiles", "2")
        .containsEntry("numOfFilesAfterRestore", "1");
    assertThat(new KernelReader(dir).rows()).hasSize(2);
    assertThat(table.read().version(4).toRows()).hasSize(2);
    assertThat(DeltaTables.open(dir).upsert(List.of(row(1, "A")), "id").updated()).isEqualTo(1);
  }

  @Test
  void a_table_is_restored_to_a_point_in_time() throws Exception {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(row(1, "a")));
    table.append(List.of(row(2, "b")));
    for (int version = 0; version < 3; version++) {
      Files.setLastModifiedTime(
          dir.resolve("_delta_log/%020d.json".formatted(version)),
          FileTime.from(Instant.now().minus(Duration.ofHours(10 - version))));
    }

    DeltaTables.open(dir)
        .maintenance()
        .restore(Instant.now().minus(Duration.ofMinutes(60 * 8 + 30)));

    assertThat(table.read().toRows()).containsExactly(row(1, "a"));
    assertThat(table.history(1).get(0).parameters()).containsKey("timestamp");
  }

  @Test
  void a_version_whose_files_a_vacuum_deleted_is_not_restored() {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(row(1, "a")));
    table.overwrite(List.of(row(2, "b")));
    table
        .maintenance()
        .vacuum(VacuumOptions.DEFAULT.retaining(Duration.ZERO).withoutRetentionCheck());

    assertThatThrownBy(() -> table.maintenance().restore(1))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_DOES_NOT_EXIST))
        .hasMessageStartingWith("Not all files from version 1 of the table");
    assertThatThrownBy(() -> table.maintenance().restore(99)).hasMessageContaining("No version 99");
    assertThat(table.read().toRows()).containsExactly(row(2, "b"));
  }

  private static Row row(long id, String name) {
    return Row.of(SCHEMA, id, name);
  }
}
