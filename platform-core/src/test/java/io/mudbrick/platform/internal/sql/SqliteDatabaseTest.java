package io.mudbrick.platform.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest {
  @TempDir Path directory;
  private SqliteDatabase sut;

  @BeforeEach
  void open() {
    sut = new SqliteDatabase(directory.resolve("t.db"));
    sut.run(tx -> tx.update("CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT)"));
  }

  @AfterEach
  void close() {
    sut.close();
  }

  private long count() {
    return sut.read(tx -> tx.first("SELECT COUNT(*) FROM t", r -> r.number(1)).orElseThrow());
  }

  @Test
  void what_was_acknowledged_is_there_after_reopening() {
    sut.run(tx -> tx.update("INSERT INTO t VALUES (?, ?)", 1, "one"));
    sut.close();

    sut = new SqliteDatabase(directory.resolve("t.db"));

    assertThat(count()).isEqualTo(1);
  }

  @Test
  void a_write_that_throws_leaves_nothing_and_harms_no_neighbour() throws Exception {
    CountDownLatch writerBusy = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(21);
    try {
      Future<?> first =
          threads.submit(
              () ->
                  sut.run(
                      tx -> {
                        writerBusy.countDown();
                        await(go);
                      }));
      writerBusy.await();
      List<Future<?>> group = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        int key = i;
        group.add(
            threads.submit(
                () ->
                    sut.run(
                        tx -> {
                          tx.update("INSERT INTO t VALUES (?, ?)", key, "x");
                          if (key % 2 == 1) {
                            throw new PlatformException(ErrorCode.ABORTED, "odd");
                          }
                        })));
      }
      go.countDown();
      first.get();
      int refused = 0;
      for (Future<?> write : group) {
        try {
          write.get();
        } catch (java.util.concurrent.ExecutionException e) {
          assertThat(e.getCause()).hasMessage("odd");
          refused++;
        }
      }
      assertThat(refused).isEqualTo(10);
      assertThat(count()).isEqualTo(10);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_nested_write_joins_and_falls_with_the_outer_one() {
    assertThatThrownBy(
            () ->
                sut.run(
                    tx -> {
                      sut.run(inner -> inner.update("INSERT INTO t VALUES (1, 'in')"));
                      assertThat(count()).isEqualTo(1);
                      throw new PlatformException(ErrorCode.ABORTED, "no");
                    }))
        .hasMessage("no");

    assertThat(count()).isZero();
  }

  @Test
  void a_constraint_that_breaks_is_the_callers_to_hear() {
    sut.run(tx -> tx.update("INSERT INTO t VALUES (1, 'a')"));

    assertThatThrownBy(() -> sut.run(tx -> tx.update("INSERT INTO t VALUES (1, 'b')")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("UNIQUE");
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void after_commit_actions_run_only_for_what_stays() {
    AtomicInteger ran = new AtomicInteger();
    sut.run(tx -> tx.afterCommit(ran::incrementAndGet));
    assertThatThrownBy(
            () ->
                sut.run(
                    tx -> {
                      tx.afterCommit(ran::incrementAndGet);
                      throw new PlatformException(ErrorCode.ABORTED, "no");
                    }))
        .hasMessage("no");

    assertThat(ran).hasValue(1);
  }

  @Test
  void an_action_after_a_commit_that_throws_harms_neither_the_write_nor_later_ones() {
    sut.run(
        tx -> {
          tx.update("INSERT INTO t VALUES (1, 'a')");
          tx.afterCommit(
              () -> {
                throw new IllegalStateException("a file cannot be deleted");
              });
        });
    sut.run(tx -> tx.update("INSERT INTO t VALUES (2, 'b')"));

    assertThat(count()).isEqualTo(2);
  }

  @Test
  void a_read_keeps_its_snapshot_while_others_write() {
    sut.run(tx -> tx.update("INSERT INTO t VALUES (1, 'a')"));

    long later =
        sut.read(
            tx -> {
              long before = count();
              Thread other =
                  new Thread(() -> sut.run(w -> w.update("INSERT INTO t VALUES (2, 'b')")));
              other.start();
              join(other);
              assertThat(count()).isEqualTo(before);
              return before;
            });

    assertThat(later).isEqualTo(1);
    assertThat(count()).isEqualTo(2);
  }

  @Test
  void eight_threads_lose_no_write() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> writes = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        int key = i;
        writes.add(
            threads.submit(() -> sut.run(tx -> tx.update("INSERT INTO t VALUES (?, 'x')", key))));
      }
      for (Future<?> write : writes) {
        write.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(count()).isEqualTo(400);
  }

  @Test
  void a_query_inside_the_same_query_does_not_disturb_it() {
    sut.run(
        tx -> {
          for (int i = 0; i < 3; i++) {
            tx.update("INSERT INTO t VALUES (?, 'x')", i);
          }
        });
    List<Long> seen = new ArrayList<>();
    sut.read(
        tx -> {
          String sql = "SELECT k FROM t ORDER BY k";
          tx.forEach(sql, row -> seen.add(row.number(1) + tx.query(sql, r -> 1).size()));
          return seen;
        });

    assertThat(seen).containsExactly(3L, 4L, 5L);
  }

  @Test
  void a_closed_store_says_so() {
    sut.close();

    assertThatThrownBy(() -> sut.run(tx -> tx.update("INSERT INTO t VALUES (1, 'a')")))
        .isInstanceOf(PlatformException.class)
        .hasMessage("The store is closed");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
