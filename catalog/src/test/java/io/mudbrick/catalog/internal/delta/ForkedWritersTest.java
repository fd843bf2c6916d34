package io.mudbrick.catalog.internal.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.DeltaTables;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads and processes that append to one table; some processes are killed. */
class ForkedWritersTest {
  private static final int THREADS = 8;
  private static final long ROOM = 1_000_000;

  @TempDir Path dir;

  /** Row id to the version that its writer was told. */
  private final Map<Long, Long> acknowledged = new ConcurrentHashMap<>();

  @Test
  void eight_threads_and_three_processes_lose_nothing_when_some_are_killed() throws Exception {
    write(15, 60, 1);
  }

  @Test
  @Tag("nightly")
  void thousands_of_commits_and_many_kills_lose_nothing() throws Exception {
    write(120, 400, 8);
  }

  private void write(int perThread, int perProcess, int kills) throws Exception {
    DeltaTable table = DeltaTables.create(dir.resolve("table"), WriterMain.SCHEMA);
    List<Callable<Void>> works = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      long first = thread * ROOM;
      works.add(
          () -> {
            for (long id = first; id < first + perThread; id++) {
              acknowledged.put(id, WriterMain.append(table, id));
            }
            return null;
          });
    }
    for (int process = 0; process < 2; process++) {
      long first = (THREADS + process) * ROOM;
      works.add(
          () -> {
            assertThat(fork(first, perProcess, Integer.MAX_VALUE)).isZero();
            return null;
          });
    }
    works.add(
        () -> {
          for (int kill = 0; kill <= kills; kill++) {
            long first = (THREADS + 2 + kill) * ROOM;
            fork(first, perProcess, 5 + perProcess * kill / (kills + 1));
          }
          return null;
        });
    together(works);
    check(table, kills);
  }

  /** Runs a process; kills it when it has acknowledged so many rows. */
  private int fork(long first, int commits, int lives) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                WriterMain.class.getName(),
                dir.resolve("table").toString(),
                Long.toString(first),
                Integer.toString(commits))
            .redirectError(Files.createTempFile(dir, "errors", ".txt").toFile())
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      int count = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ");
        acknowledged.put(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
        if (++count == lives) {
          process.destroyForcibly();
        }
      }
    } catch (IOException e) {
      assertThat(process.waitFor()).isNotZero(); // its pipe broke when it was killed
    }
    return process.waitFor();
  }

  private static void together(List<Callable<Void>> works) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(works.size());
    try {
      for (Future<Void> one : pool.invokeAll(works)) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private void check(DeltaTable table, int kills) throws Exception {
    List<Long> ids =
        DeltaTables.open(table.directory()).read().toRows().stream()
            .map(row -> row.getLong("id"))
            .toList();
    assertThat(ids).doesNotHaveDuplicates().containsAll(acknowledged.keySet());
    assertThat(acknowledged.values()).doesNotHaveDuplicates();
    // A killed process may have committed one more row than it could tell.
    long versions = table.version();
    assertThat(ids).hasSize((int) versions);
    try (Stream<Path> log = Files.list(table.directory().resolve("_delta_log"))) {
      List<String> names = log.map(file -> file.getFileName().toString()).toList();
      assertThat(names.stream().filter(name -> name.endsWith(".json"))).hasSize((int) versions + 1);
      // One killed between its commit and the checkpoint that was due leaves that one out.
      assertThat(names.stream().filter(name -> name.endsWith(".checkpoint.parquet")).count())
          .isBetween(versions / 10 - kills, versions / 10);
    }
    assertThat(Files.readString(table.directory().resolve("_delta_log/_last_checkpoint")))
        .contains("\"version\":");
  }
}
