package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablePartsTest {
  private static final Schema SCHEMA =
      Schema.builder().column("id", ColumnType.LONG).column("name", ColumnType.STRING).build();

  @TempDir Path dir;
  private DeltaTable table;

  @BeforeEach
  void fill() {
    table = DeltaTables.create(dir.resolve("t"), SCHEMA);
    for (int file = 0; file < 4; file++) {
      int first = file * 10;
      table.append(
          IntStream.range(first, first + 10)
              .mapToObj(id -> Row.of(SCHEMA, (long) id, "n" + id))
              .toList());
    }
  }

  private static List<Row> rows(List<TableRead> parts) {
    return parts.stream().flatMap(part -> part.toRows().stream()).toList();
  }

  @Test
  void parts_bring_the_rows_of_the_whole_in_its_order_and_again() {
    List<TableRead> parts = table.read().parts(Filter.all());
    assertThat(parts).hasSize(4);
    assertThat(rows(parts)).isEqualTo(table.read().toRows()).isEqualTo(rows(parts));
    assertThat(parts.get(2).columns("name").toRows())
        .extracting(row -> row.get("name"))
        .startsWith("n20")
        .hasSize(10);
    assertThat(parts.get(2).count()).isEqualTo(10);
    assertThat(parts.get(2).files()).hasSize(1);
  }

  @Test
  void a_hint_leaves_files_out_and_no_rows() {
    List<TableRead> parts = table.read().parts(Filter.between("id", 15, 22));
    assertThat(parts).hasSize(2);
    assertThat(rows(parts)).hasSize(20);
    assertThat(rows(table.read().where(Filter.atLeast("id", 19)).parts(Filter.lessThan("id", 25))))
        .extracting(row -> row.getLong("id"))
        .startsWith(19L, 20L)
        .hasSize(11);
  }

  @Test
  void parts_stay_at_their_version() {
    List<TableRead> parts = table.read().parts(Filter.all());
    table.append(List.of(Row.of(SCHEMA, 99L, "late")));
    assertThat(rows(parts)).hasSize(40);
    assertThat(table.read().version(2).parts(Filter.all())).hasSize(2);
  }

  @Test
  void a_read_with_a_limit_is_one_part() {
    assertThat(rows(table.read().limit(13).parts(Filter.all()))).hasSize(13);
  }
}
