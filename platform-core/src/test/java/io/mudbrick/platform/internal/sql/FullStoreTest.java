package io.mudbrick.platform.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SQLite that has no page left, which is what it makes of a full disk. */
class FullStoreTest {
  private static final String LARGE = "x".repeat(100_000);

  @TempDir Path directory;
  private SqliteDatabase database;

  @BeforeEach
  void open() {
    database = new SqliteDatabase(directory.resolve("store.db"));
    database.run(tx -> tx.update("CREATE TABLE t (v TEXT NOT NULL)"));
    limit(50);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_write_that_finds_no_space_is_refused_and_undone_and_reads_go_on() {
    insert("a");
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> insertTwo("b", LARGE.repeat(3)))
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.INSUFFICIENT_STORAGE));
      assertThat(values()).containsExactly("a");
    }
  }

  @Test
  void with_space_again_writes_go_on_and_are_still_all_or_nothing() {
    assertThatThrownBy(() -> insert(LARGE.repeat(3))).isInstanceOf(PlatformException.class);
    limit(5_000);
    insert("a");
    assertThatThrownBy(
            () ->
                database.run(
                    tx -> {
                      tx.update("INSERT INTO t VALUES ('half')");
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(values()).containsExactly("a");
  }

  @Test
  void neighbours_of_one_group_are_told_the_truth() {
    List<CompletableFuture<Void>> writes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      String value = i % 10 == 9 ? LARGE.repeat(3) : "v" + i;
      writes.add(CompletableFuture.runAsync(() -> insert(value)));
    }
    int acknowledged = 0;
    for (CompletableFuture<Void> write : writes) {
      try {
        write.join();
        acknowledged++;
      } catch (CompletionException refused) {
        assertThat(refused).hasCauseInstanceOf(PlatformException.class);
      }
    }
    assertThat(values()).hasSize(acknowledged);
  }

  private void limit(int pages) {
    database.run(tx -> tx.query("PRAGMA max_page_count = " + pages, row -> row.number(1)));
  }

  private void insert(String value) {
    database.run(tx -> tx.update("INSERT INTO t VALUES (?)", value));
  }

  private void insertTwo(String first, String second) {
    database.run(
        tx -> {
          tx.update("INSERT INTO t VALUES (?)", first);
          tx.update("INSERT INTO t VALUES (?)", second);
        });
  }

  private List<String> values() {
    return database.read(tx -> tx.query("SELECT v FROM t", row -> row.string(1)));
  }
}
