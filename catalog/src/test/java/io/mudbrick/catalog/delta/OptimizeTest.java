package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.Table;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.expressions.Column;
import io.delta.kernel.expressions.Literal;
import io.delta.kernel.expressions.Predicate;
import io.mudbrick.platform.PlatformException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptimizeTest {
  private static final Schema SCHEMA =
      Schema.builder()
          .required("id", ColumnType.LONG)
          .column("part", ColumnType.STRING)
          .column("x", ColumnType.INT)
          .column("y", ColumnType.DOUBLE)
          .build();

  @TempDir Path dir;

  @Test
  void files_are_packed_up_to_the_target_size() throws Exception {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    for (int i = 0; i < 8; i++) {
      table.append(rows(i * 100, 100, "a"));
    }
    long one = Files.size(table.read().files().get(0));

    table.maintenance().optimize(OptimizeOptions.DEFAULT.withTargetFileSize(one * 4 + one / 2));

    assertThat(table.read().files()).hasSize(2);
    assertThat(table.read().count()).isEqualTo(800);
    assertThat(table.history(1).get(0).metrics())
        .containsEntry("numRemovedFiles", "8")
        .containsEntry("numAddedFiles", "2")
        .containsKeys("minFileSize", "p50FileSize", "maxFileSize");
  }

  @Test
  void only_the_partitions_asked_for_are_joined() {
    DeltaTable table = DeltaTables.create(dir, SCHEMA, TableOptions.DEFAULT.partitionedBy("part"));
    for (int i = 0; i < 3; i++) {
      table.append(rows(i, 1, "a"));
      table.append(rows(i, 1, "b"));
    }

    table.maintenance().optimize(OptimizeOptions.DEFAULT.where("part = 'a'"));

    assertThat(table.read().files()).hasSize(4);
    assertThat(table.history(1).get(0).parameters())
        .containsEntry("predicate", "[\"(part = 'a')\"]");
    assertThatThrownBy(() -> table.maintenance().optimize(OptimizeOptions.DEFAULT.where("id = 1")))
        .hasMessageContaining("id");
  }

  @Test
  void after_a_z_order_a_reader_skips_most_files_by_either_column() throws Exception {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(rows(0, 6400, "a"));
    long size = Files.size(table.read().files().get(0));
    List<Row> before = table.read().toRows();

    table
        .maintenance()
        .optimize(OptimizeOptions.DEFAULT.withTargetFileSize(size / 64).zOrderBy("x", "y"));

    List<Path> files = table.read().files();
    assertThat(files.size()).isBetween(60, 70);
    assertThat(table.read().toRows()).containsExactlyInAnyOrderElementsOf(before);
    Engine engine = DefaultEngine.create(new Configuration());
    assertThat(scanned(engine, new Predicate("=", new Column("x"), Literal.ofInt(500))))
        .isBetween(1, 20);
    assertThat(scanned(engine, new Predicate("<", new Column("y"), Literal.ofDouble(0.05))))
        .isBetween(1, 20);
    assertThat(table.history(1).get(0).parameters()).containsEntry("zOrderBy", "[\"x\",\"y\"]");
    assertThat(table.changesSince(1).isEmpty()).isTrue();
  }

  private int scanned(Engine engine, Predicate predicate) throws Exception {
    int count = 0;
    try (var batches =
        Table.forPath(engine, dir.toString())
            .getLatestSnapshot(engine)
            .getScanBuilder()
            .withFilter(predicate)
            .build()
            .getScanFiles(engine)) {
      while (batches.hasNext()) {
        try (var rows = batches.next().getRows()) {
          while (rows.hasNext()) {
            rows.next();
            count++;
          }
        }
      }
    }
    return count;
  }

  @Test
  void a_z_order_of_no_effect_is_refused() {
    Schema schema =
        SCHEMA.plus(List.of(io.mudbrick.catalog.delta.Column.of("b", ColumnType.BINARY)));
    DeltaTable table = DeltaTables.create(dir, schema, TableOptions.DEFAULT.partitionedBy("part"));
    TableMaintenance maintenance = table.maintenance();

    assertThatThrownBy(() -> maintenance.optimize(OptimizeOptions.DEFAULT.zOrderBy("part")))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e ->
                assertThat(e.details())
                    .containsEntry("reason", "DELTA_ZORDERING_ON_PARTITION_COLUMN"));
    assertThatThrownBy(() -> maintenance.optimize(OptimizeOptions.DEFAULT.zOrderBy("b")))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e ->
                assertThat(e.details())
                    .containsEntry("reason", "DELTA_ZORDERING_ON_COLUMN_WITHOUT_STATS"));
    assertThatThrownBy(() -> maintenance.optimize(OptimizeOptions.DEFAULT.zOrderBy("nobody")))
        .hasMessageContaining("No column 'nobody'");
  }

  @Test
  void a_table_that_asks_for_it_compacts_itself_after_fifty_small_files() {
    TableOptions options =
        TableOptions.DEFAULT.withProperties(Map.of("delta.autoOptimize.autoCompact", "true"));
    DeltaTable table = DeltaTables.create(dir, SCHEMA, options);
    for (int i = 0; i < 49; i++) {
      table.append(rows(i, 1, "a"));
    }
    assertThat(table.read().files()).hasSize(49);

    CommitResult result = table.append(rows(49, 1, "a"));

    assertThat(result.version()).isEqualTo(50);
    assertThat(table.read().files()).hasSize(1);
    assertThat(table.read().count()).isEqualTo(50);
    assertThat(table.history(1).get(0).parameters()).containsEntry("auto", "true");
  }

  private static List<Row> rows(long first, int count, String part) {
    Random random = new Random(first);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(Row.of(SCHEMA, first + i, part, random.nextInt(1000), random.nextDouble()));
    }
    return rows;
  }
}
