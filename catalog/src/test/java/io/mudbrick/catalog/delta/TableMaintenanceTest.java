package io.mudbrick.catalog.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableMaintenanceTest {
  private static final Schema SCHEMA =
      Schema.builder().required("id", ColumnType.LONG).column("part", ColumnType.STRING).build();
  private static final Instant NOW = Instant.now();

  @TempDir Path dir;

  @Test
  void optimize_joins_small_files_and_keeps_the_rows() {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    for (int i = 0; i < 5; i++) {
      table.append(List.of(row(i, "a")));
    }

    CommitResult result = table.maintenance().optimize();

    assertThat(result.applied()).isTrue();
    assertThat(table.read().files()).hasSize(1);
    assertThat(table.read().columns("id").toColumns().column("id").longs())
        .containsExactly(0, 1, 2, 3, 4);
    assertThat(table.read().version(5).files()).hasSize(5);
    assertThat(table.history(1).get(0).operation()).isEqualTo("OPTIMIZE");
    assertThat(table.history(1).get(0).metrics())
        .containsEntry("numRemovedFiles", "5")
        .containsEntry("numAddedFiles", "1");
    assertThat(table.maintenance().optimize().applied()).isFalse();
  }

  @Test
  void optimize_stays_within_partitions_and_other_engines_follow() throws Exception {
    DeltaTable table = DeltaTables.create(dir, SCHEMA, TableOptions.DEFAULT.partitionedBy("part"));
    for (int i = 0; i < 3; i++) {
      table.append(List.of(row(i, "a"), row(10 + i, "b"), row(20 + i, null)));
    }

    table.maintenance().optimize();

    assertThat(table.read().files()).hasSize(3);
    assertThat(new KernelReader(dir).rows())
        .hasSize(9)
        .containsExactlyInAnyOrderElementsOf(
            table.read().toRows().stream().map(Row::values).toList());
  }

  @Test
  void a_table_is_read_as_of_a_point_in_time() throws Exception {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(row(1, "a")));
    table.append(List.of(row(2, "a")));
    commitAt(0, daysAgo(30));
    commitAt(1, daysAgo(20));
    commitAt(2, daysAgo(10));
    TableRead read = DeltaTables.open(dir).read();

    assertThat(read.asOf(daysAgo(30)).version()).isZero();
    assertThat(read.asOf(daysAgo(15)).toRows()).containsExactly(row(1, "a"));
    assertThat(read.asOf(NOW).version()).isEqualTo(2);
    assertThatThrownBy(() -> read.asOf(daysAgo(31)))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_DOES_NOT_EXIST))
        .hasMessageContaining("has no version as old as");
  }

  @Test
  void vacuum_deletes_what_no_version_within_the_retention_needs() throws Exception {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(row(1, "a")));
    table.overwrite(List.of(row(2, "a")));
    table.overwrite(List.of(row(3, "a")));
    Path first = table.read().version(1).files().get(0);
    Path second = table.read().version(2).files().get(0);
    Path third = table.read().files().get(0);
    Path abandoned = Files.writeString(dir.resolve("part-abandoned.parquet"), "");
    Path halfCommit = Files.writeString(dir.resolve("_delta_log").resolve(".4.json.x.tmp"), "");
    Path inFlight = Files.writeString(dir.resolve("part-in-flight.parquet"), "");
    for (Path file : List.of(first, second, third, abandoned, halfCommit)) {
      setTime(file, daysAgo(30));
    }
    commitAt(0, daysAgo(30));
    commitAt(1, daysAgo(29));
    commitAt(2, daysAgo(20));
    commitAt(3, daysAgo(5));

    long deleted = DeltaTables.open(dir).maintenance().vacuum(Duration.ofDays(10));

    assertThat(deleted).isEqualTo(3);
    assertThat(List.of(first, abandoned, halfCommit)).noneMatch(Files::exists);
    assertThat(List.of(second, third, inFlight)).allMatch(Files::exists);
    assertThat(table.read().version(2).toRows()).containsExactly(row(2, "a"));
    assertThat(table.read().toRows()).containsExactly(row(3, "a"));
    try (Stream<Path> log = Files.list(dir.resolve("_delta_log"))) {
      assertThat(log).hasSizeGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void vacuum_refuses_a_retention_that_slow_readers_do_not_survive() {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);

    assertThatThrownBy(() -> table.maintenance().vacuum(Duration.ofHours(1)))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_PARAMETER_VALUE))
        .hasMessageStartingWith(
            "Are you sure you would like to vacuum files with such a low retention period?");
  }

  @Test
  void a_dry_run_names_the_files_and_deletes_none() throws Exception {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(row(1, "a")));
    table.overwrite(List.of(row(2, "a")));
    Path old = table.read().version(1).files().get(0);
    VacuumOptions atOnce = VacuumOptions.DEFAULT.retaining(Duration.ZERO).withoutRetentionCheck();

    VacuumResult told = table.maintenance().vacuum(atOnce.asDryRun());

    assertThat(told).isEqualTo(new VacuumResult(List.of(old), Files.size(old), false));
    assertThat(table.version()).isEqualTo(2);
    assertThat(table.maintenance().vacuum(atOnce).files()).containsExactly(old);
    assertThat(old).doesNotExist();
    assertThat(table.history(2))
        .extracting(TableCommit::operation)
        .containsExactly("VACUUM END", "VACUUM START");
    assertThat(table.history(2).get(1).metrics()).containsEntry("numFilesToDelete", "1");
    assertThat(table.history(2).get(1).parameters())
        .containsEntry("specifiedRetentionMillis", "0")
        .containsEntry("retentionCheckEnabled", "false");
  }

  @Test
  void the_guard_goes_by_the_retention_of_the_table() throws Exception {
    DeltaTable table =
        DeltaTables.create(
            dir,
            SCHEMA,
            TableOptions.DEFAULT.withProperties(
                Map.of("delta.deletedFileRetentionDuration", "interval 2 hours")));
    table.append(List.of(row(1, "a")));
    table.overwrite(List.of(row(2, "a")));
    Path old = table.read().version(1).files().get(0);
    setTime(old, NOW.minus(Duration.ofHours(4)));
    for (int version = 0; version < 3; version++) {
      commitAt(version, NOW.minus(Duration.ofHours(5 - version)));
    }

    assertThatThrownBy(() -> table.maintenance().vacuum(Duration.ofHours(1)))
        .hasMessageContaining("1 hours are less than the table's 2 hours");
    assertThat(DeltaTables.open(dir).maintenance().vacuum(VacuumOptions.DEFAULT).files())
        .containsExactly(old);
  }

  @Test
  void a_vacuum_without_retention_waits_for_the_writers_of_this_process() throws Exception {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    table.append(List.of(row(1, "a")));
    VacuumOptions atOnce = VacuumOptions.DEFAULT.retaining(Duration.ZERO).withoutRetentionCheck();
    List<Thread> vacuums = new CopyOnWriteArrayList<>();

    // The predicate runs between reading and writing: a vacuum beside it must not end before.
    table
        .write()
        .update(
            row -> {
              if (vacuums.isEmpty()) {
                Thread vacuum = new Thread(() -> table.maintenance().vacuum(atOnce));
                vacuums.add(vacuum);
                vacuum.start();
                while (vacuum.getState() != Thread.State.WAITING) {
                  Thread.onSpinWait();
                }
              }
              return true;
            },
            Map.of("part", "b"));
    vacuums.get(0).join();

    assertThat(table.read().toRows()).containsExactly(row(1, "b"));
    assertThat(table.history(2))
        .extracting(TableCommit::operation)
        .containsExactly("VACUUM END", "VACUUM START");
  }

  @Test
  void a_checkpoint_cleans_up_the_log_that_is_older_than_its_retention() throws Exception {
    DeltaTable table =
        DeltaTables.create(
            dir,
            SCHEMA,
            TableOptions.DEFAULT.withProperties(
                Map.of("delta.logRetentionDuration", "interval 5 days")));
    for (int i = 1; i <= 15; i++) {
      table.append(List.of(row(i, "a")));
    }
    for (int version = 0; version <= 15; version++) {
      commitAt(version, daysAgo(30 - version));
    }
    setTime(dir.resolve("_delta_log/00000000000000000010.checkpoint.parquet"), daysAgo(20));
    DeltaTable again = DeltaTables.open(dir);
    for (int i = 16; i <= 20; i++) {
      again.append(List.of(row(i, "a")));
    }

    assertThat(dir.resolve("_delta_log/%020d.json".formatted(3))).doesNotExist();
    assertThat(dir.resolve("_delta_log/%020d.json".formatted(18))).exists();
    assertThat(again.read().count()).isEqualTo(20);
    assertThat(DeltaTables.open(dir).read().count()).isEqualTo(20);
    assertThat(again.history(100).size()).isBetween(5, 12);
    assertThatThrownBy(() -> again.read().version(3))
        .hasMessageContaining("Version 3 of the table in");
    assertThatThrownBy(() -> again.changesSince(2).toRows())
        .isInstanceOfSatisfying(
            PlatformException.class,
            e ->
                assertThat(e.details()).containsEntry("reason", "DELTA_TRUNCATED_TRANSACTION_LOG"));
    assertThatThrownBy(() -> again.write().basedOn(3).append(List.of(row(1, "a"))))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_DOES_NOT_EXIST));
  }

  private void commitAt(long version, Instant time) throws IOException {
    setTime(dir.resolve("_delta_log").resolve("%020d.json".formatted(version)), time);
  }

  private static void setTime(Path file, Instant time) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(time));
  }

  private static Instant daysAgo(int days) {
    return NOW.minus(Duration.ofDays(days));
  }

  private static Row row(long id, String part) {
    return Row.of(SCHEMA, id, part);
  }
}
