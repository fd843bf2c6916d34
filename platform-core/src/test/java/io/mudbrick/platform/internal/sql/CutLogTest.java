package io.mudbrick.platform.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite's log, cut off anywhere: whatever transaction is wholly in it is there, and no other. */
class CutLogTest {
  private static final int TRANSACTIONS = 24;

  @TempDir Path directory;

  @Test
  void a_store_whose_log_is_cut_off_holds_every_transaction_that_is_wholly_there()
      throws IOException {
    Path file = directory.resolve("store.db");
    List<Long> ends = new ArrayList<>();
    byte[] store;
    byte[] log;
    try (SqliteDatabase database = new SqliteDatabase(file)) {
      database.run(tx -> tx.update("CREATE TABLE t (n INTEGER NOT NULL, v TEXT NOT NULL)"));
      for (int n = 0; n < TRANSACTIONS; n++) {
        int number = n;
        ends.add(Files.size(log(file)));
        database.run(
            tx -> {
              tx.update("INSERT INTO t VALUES (?, ?)", number, "x".repeat(number * 500));
              tx.update("INSERT INTO t VALUES (?, ?)", number, "twin");
            });
      }
      ends.add(Files.size(log(file)));
      store = Files.readAllBytes(file);
      log = Files.readAllBytes(log(file));
    }
    for (int length : cuts(ends)) {
      Path cut = directory.resolve("cut-" + length + ".db");
      Files.write(cut, store);
      Files.write(log(cut), Arrays.copyOf(log, length));
      long whole = ends.stream().filter(end -> end <= length).count() - 1;
      try (SqliteDatabase database = new SqliteDatabase(cut)) {
        assertThat(numbers(database)).as("cut at %d", length).isEqualTo(firstTwice(whole));
        database.run(tx -> tx.update("INSERT INTO t VALUES (?, '')", TRANSACTIONS));
        assertThat(numbers(database)).hasSize((int) (2 * whole + 1));
      }
      Files.delete(cut);
    }
  }

  /** At each end of a transaction, next to it, and in the middle of what it wrote. */
  private static TreeSet<Integer> cuts(List<Long> ends) {
    TreeSet<Integer> cuts = new TreeSet<>();
    for (int i = 0; i < ends.size(); i++) {
      int end = ends.get(i).intValue();
      cuts.add(end);
      if (i > 0) {
        int before = ends.get(i - 1).intValue();
        cuts.addAll(List.of(before + 1, before + 24, (before + end) / 2, end - 1));
      }
    }
    return cuts;
  }

  private static List<Long> numbers(SqliteDatabase database) {
    return database.read(tx -> tx.query("SELECT n FROM t ORDER BY n", row -> row.number(1)));
  }

  private static List<Long> firstTwice(long count) {
    List<Long> twice = new ArrayList<>();
    for (long n = 0; n < count; n++) {
      twice.add(n);
      twice.add(n);
    }
    return twice;
  }

  private static Path log(Path file) {
    return file.resolveSibling(file.getFileName() + "-wal");
  }
}
