package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableChangesTest {
  private static final Schema SCHEMA =
      Schema.builder().required("id", ColumnType.LONG).column("name", ColumnType.STRING).build();
  private static final Schema KEY = SCHEMA.select(List.of("id"));

  @TempDir Path dir;

  @Test
  void each_operation_shows_what_it_did_to_the_rows() {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(row(1, "a"), row(2, "b"), row(3, "c")));
    table.upsert(List.of(row(2, "B"), row(4, "d")), "id");
    table.write().update(row -> row.getLong("id") == 1, Map.of("name", "A"));
    table.write().deleteByKey(List.of(Row.of(KEY, 3)));
    table.overwrite(List.of(row(9, "z")));

    assertThat(told(table.changes(0, 1)))
        .containsExactlyInAnyOrder("1 insert 1 a", "1 insert 2 b", "1 insert 3 c");
    assertThat(told(table.changes(2, 2)))
        .containsExactlyInAnyOrder(
            "2 update_preimage 2 b", "2 update_postimage 2 B", "2 insert 4 d");
    assertThat(told(table.changes(3, 3)))
        .containsExactly("3 update_preimage 1 a", "3 update_postimage 1 A");
    assertThat(told(table.changes(4, 4))).containsExactly("4 delete 3 c");
    assertThat(told(table.changes(5, 5)))
        .containsExactlyInAnyOrder("5 delete 1 A", "5 delete 2 B", "5 delete 4 d", "5 insert 9 z");
    assertThat(table.changes(0, 5).toRows()).hasSize(13);
  }

  @Test
  void a_key_tells_updates_from_the_outside() {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(row(1, "a"), row(2, "b")));
    table.overwrite(List.of(row(1, "A"), row(3, "c")));

    assertThat(told(table.changesSince(1).byKey(List.of("id"))))
        .containsExactlyInAnyOrder(
            "2 update_preimage 1 a", "2 update_postimage 1 A", "2 insert 3 c", "2 delete 2 b");
  }

  @Test
  void rows_that_stay_the_same_are_no_change_however_often_they_occur() {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(row(1, "a"), row(1, "a"), row(2, null)));
    table.overwrite(List.of(row(2, null), row(1, "a")));
    table.maintenance().optimize();

    assertThat(told(table.changesSince(1))).containsExactly("2 delete 1 a");
  }

  @Test
  void compaction_restructuring_and_standing_still_change_nothing_and_read_nothing()
      throws Exception {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(row(1, "a")));
    table.append(List.of(row(2, "b")));
    long before = table.version();
    List<Path> old = table.read().files();
    table.maintenance().optimize();
    table.addColumns(List.of(Column.of("x", ColumnType.INT)));
    for (Path file : old) {
      Files.delete(file);
    }

    assertThat(table.changesSince(before).isEmpty()).isTrue();
    assertThat(table.changesSince(before).toRows()).isEmpty();
    assertThat(table.changesSince(table.version()).isEmpty()).isTrue();
    assertThat(table.changesSince(before).schema().names())
        .containsExactly("id", "name", "x", "_change_type", "_commit_version", "_commit_timestamp");
  }

  @Test
  void changes_that_a_vacuum_took_away_are_refused_by_name() throws Exception {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(row(1, "a")));
    table.overwrite(List.of(row(2, "b")));
    table
        .maintenance()
        .vacuum(VacuumOptions.DEFAULT.retaining(Duration.ZERO).withoutRetentionCheck());

    assertThatThrownBy(() -> table.changes(1, 2).toRows())
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_DOES_NOT_EXIST);
              assertThat(e.details()).containsEntry("reason", "DELTA_CHANGE_DATA_FILE_NOT_FOUND");
            })
        .hasMessageContaining("begin with a later version");
    assertThat(table.changesSince(2).toRows()).isEmpty();
    assertThatThrownBy(() -> table.changes(2, 9))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.details()).containsEntry("reason", "DELTA_INVALID_CDC_RANGE"));
  }

  @Test
  void what_changed_leads_from_any_version_to_any_later_one() {
    DeltaTable table = DeltaTables.create(dir, SCHEMA, TableOptions.DEFAULT.partitionedBy("name"));
    Random random = new Random(7);
    for (int step = 0; step < 25; step++) {
      List<Row> rows = new ArrayList<>();
      for (int id = 0; id < 12; id++) {
        if (random.nextInt(3) == 0) {
          rows.add(row(id, "n" + random.nextInt(3)));
        }
      }
      switch (random.nextInt(5)) {
        case 0 -> table.write().delete(row -> row.getLong("id") % 4 == 0);
        case 1 -> table.write().update(row -> row.getLong("id") % 3 == 0, Map.of("name", "u"));
        case 2 -> table.maintenance().optimize();
        case 3 -> table.maintenance().restore(random.nextInt((int) table.version() + 1));
        default -> table.upsert(rows, "id");
      }
    }
    for (int i = 0; i < 10; i++) {
      long from = random.nextInt((int) table.version());
      Map<Row, Integer> rows = new HashMap<>();
      table.read().version(from).toRows().forEach(row -> rows.merge(row, 1, Integer::sum));
      for (Row change : table.changesSince(from).toRows()) {
        Row row = row(change.getLong("id"), change.getString("name"));
        boolean gone = change.getString("_change_type").matches("delete|update_preimage");
        rows.merge(row, gone ? -1 : 1, Integer::sum);
      }
      rows.values().removeIf(count -> count == 0);
      Map<Row, Integer> now = new HashMap<>();
      table.read().toRows().forEach(row -> now.merge(row, 1, Integer::sum));
      assertThat(rows).isEqualTo(now);
    }
  }

  private static List<String> told(TableChanges changes) {
    return changes.toRows().stream()
        .map(
            row ->
                row.get("_commit_version")
                    + " "
                    + row.get("_change_type")
                    + " "
                    + row.get("id")
                    + " "
                    + row.get("name"))
        .toList();
  }

  private static Row row(long id, String name) {
    return Row.of(SCHEMA, id, name);
  }
}
