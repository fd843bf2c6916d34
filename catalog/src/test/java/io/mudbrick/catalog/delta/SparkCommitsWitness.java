package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A table with every kind of commit that we make: Spark shows its history, and commits on it. */
final class SparkCommitsWitness {
  private static final Schema SCHEMA =
      Schema.builder().column("id", ColumnType.LONG).column("name", ColumnType.STRING).build();

  private final Path home;
  private final DeltaTable table;

  SparkCommitsWitness(Path home) {
    this.home = home;
    this.table = DeltaTables.create(home.resolve("commits"), SCHEMA);
  }

  void write() {
    table.append(List.of(row(1, "a"), row(2, "b"), row(3, "c")));
    table.upsert(List.of(row(2, "B"), row(4, "d")), "id");
    table.append(List.of(row(5, "e"), row(6, "f")));
    table.write().update("id = 4", Map.of("name", "D"));
    table.write().delete("id = 6");
    table.maintenance().optimize(OptimizeOptions.DEFAULT.zOrderBy("id", "name"));
    table.overwrite(List.of(row(9, "z")));
    table.maintenance().restore(6);
    table.maintenance().vacuum(VacuumOptions.DEFAULT);
    table.maintenance().vacuum(VacuumOptions.DEFAULT.retaining(Duration.ofDays(8)).scrubbingLog());
  }

  void check() throws IOException {
    List<String> history = Files.readAllLines(home.resolve("seen").resolve("commits.history"));
    assertThat(history.stream().map(line -> line.split("\\|")[1]))
        .containsExactly(
            "VACUUM END",
            "VACUUM START",
            "VACUUM END",
            "VACUUM START",
            "RESTORE",
            "WRITE",
            "OPTIMIZE",
            "DELETE",
            "UPDATE",
            "WRITE",
            "MERGE",
            "WRITE",
            "CREATE TABLE");
    assertThat(history.get(9))
        .isEqualTo(
            "3|WRITE|{mode=Append, partitionBy=[]}|[numFiles, numOutputBytes, numOutputRows]"
                + "|2|Serializable|true|Mudbrick");
    assertThat(history.get(6)).contains("zOrderBy=[\"id\",\"name\"]", "numRemovedFiles");

    assertThat(table.version()).isEqualTo(18);
    assertThat(table.history(6))
        .extracting(TableCommit::operation)
        .containsExactly("RESTORE", "OPTIMIZE", "WRITE", "MERGE", "DELETE", "UPDATE");
    assertThat(told(13, 13)).containsExactly("update_preimage 1 a", "update_postimage 1 spark");
    assertThat(told(14, 14)).containsExactly("delete 5 e");
    assertThat(told(15, 15)).containsExactlyInAnyOrder("delete 3 c", "insert 3 m", "insert 99 n");
    assertThat(told(16, 17)).containsExactly("insert 50 i");
    assertThat(table.read().toRows())
        .containsExactlyInAnyOrderElementsOf(table.read().version(3).toRows());
  }

  private List<String> told(long from, long to) {
    List<String> told = new ArrayList<>();
    for (Row row : table.changes(from, to).toRows()) {
      told.add(row.get("_change_type") + " " + row.get("id") + " " + row.get("name"));
    }
    return told;
  }

  private static Row row(long id, String name) {
    return Row.of(SCHEMA, id, name);
  }
}
