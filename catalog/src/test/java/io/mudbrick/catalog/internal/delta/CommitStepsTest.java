package io.mudbrick.catalog.internal.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.TableOptions;
import io.mudbrick.platform.files.FileIo;
import io.mudbrick.platform.files.IoStep;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the disk holds before each step of a commit is what a writer leaves that is killed there: it
 * is copied, and each copy must be a table with all of the commit or nothing.
 */
class CommitStepsTest {
  @TempDir Path dir;

  private record Image(IoStep step, String file, Path directory) {}

  @Test
  void an_append_is_there_or_not_wherever_its_writer_stops() throws Exception {
    Set<IoStep> steps = check("append", table -> WriterMain.append(table, 100));

    assertThat(steps)
        .contains(IoStep.CREATE, IoStep.WRITE, IoStep.SYNC, IoStep.LINK, IoStep.SYNC_DIRECTORY);
  }

  @Test
  void an_append_with_a_checkpoint_is_there_or_not() throws Exception {
    Set<IoStep> steps =
        check(
            "checkpoint",
            table -> {
              for (int i = 0; i < 8; i++) {
                WriterMain.append(table, 100 + i);
              }
            });

    assertThat(steps).contains(IoStep.RENAME);
  }

  @Test
  void rewriting_operations_are_there_or_not() throws Exception {
    check("update", table -> table.write().update(row -> true, Map.of("value", "u")));
    check("delete", table -> table.write().delete(row -> row.getLong("id") == 1));
    check("optimize", table -> table.maintenance().optimize());
    check("restore", table -> table.maintenance().restore(1));
    check("overwrite", table -> table.overwrite(List.of()));
  }

  /** Returns the steps at which the writer was stopped. */
  private Set<IoStep> check(String name, Consumer<DeltaTable> operation) throws Exception {
    Path home = dir.resolve(name);
    LocalTable table = LocalTable.create(home, WriterMain.SCHEMA, TableOptions.DEFAULT);
    for (int i = 0; i < 3; i++) {
      WriterMain.append(table, i);
    }
    long before = table.version();
    List<Image> images = new ArrayList<>();
    try (Closeable watching = FileIo.inject((step, file) -> take(images, home, step, file))) {
      operation.accept(table);
    }
    Set<IoStep> steps = EnumSet.noneOf(IoStep.class);
    for (Image image : images) {
      steps.add(image.step());
      check(image, table, before);
    }
    return steps;
  }

  private static void check(Image image, LocalTable table, long before) {
    LocalTable left = LocalTable.asOtherProcess(image.directory());
    long version = left.version();
    assertThat(version).as("%s", image).isBetween(before, table.version());
    assertThat(left.read().toRows())
        .as("%s", image)
        .containsExactlyInAnyOrderElementsOf(table.read().version(version).toRows());
    List<Row> rows = new ArrayList<>(left.read().toRows());
    assertThat(left.append(List.of(Row.of(WriterMain.SCHEMA, 999, "next"))).version())
        .as("%s", image)
        .isEqualTo(version + 1);
    rows.add(Row.of(WriterMain.SCHEMA, 999, "next"));
    assertThat(left.read().toRows()).containsExactlyInAnyOrderElementsOf(rows);
  }

  private void take(List<Image> images, Path home, IoStep step, Path file) throws IOException {
    if (!file.startsWith(home) && !file.startsWith(home.toRealPath())) {
      return;
    }
    Path copy = dir.resolve("image-" + home.getFileName() + "-" + images.size());
    try (Stream<Path> all = Files.walk(home)) {
      for (Path one : (Iterable<Path>) all::iterator) {
        Files.copy(one, copy.resolve(home.relativize(one).toString()));
      }
    }
    images.add(new Image(step, String.valueOf(file.getFileName()), copy));
  }
}
