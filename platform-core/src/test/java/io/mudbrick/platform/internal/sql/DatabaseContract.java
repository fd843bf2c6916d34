package io.mudbrick.platform.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.sql.Lock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store keeps, whatever database it is. */
abstract class DatabaseContract {
  private Store sut;

  /** A new, empty store. */
  abstract Store create();

  /** The one made by {@link #create}, opened again. */
  abstract Store reopen();

  /** How the database says that a key is there already. */
  abstract String uniqueViolation();

  @BeforeEach
  void open() {
    sut = create();
    String table = "CREATE TABLE t (k INTEGER PRIMARY KEY, v TEXT, r DOUBLE PRECISION)";
    sut.run(tx -> tx.update(sut.dialect().ddl(table)));
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
    sut.run(tx -> tx.update("INSERT INTO t (k, v) VALUES (?, ?)", 1, "one"));
    sut.close();

    sut = reopen();

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
                          tx.update("INSERT INTO t (k, v) VALUES (?, ?)", key, "x");
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
        } catch (ExecutionException e) {
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
                      sut.run(inner -> inner.update("INSERT INTO t (k, v) VALUES (1, 'in')"));
                      assertThat(count()).isEqualTo(1);
                      throw new PlatformException(ErrorCode.ABORTED, "no");
                    }))
        .hasMessage("no");

    assertThat(count()).isZero();
  }

  @Test
  void a_constraint_that_breaks_is_the_callers_to_hear() {
    sut.run(tx -> tx.update("INSERT INTO t (k, v) VALUES (1, 'a')"));

    assertThatThrownBy(() -> sut.run(tx -> tx.update("INSERT INTO t (k, v) VALUES (1, 'b')")))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining(uniqueViolation());
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
          tx.update("INSERT INTO t (k, v) VALUES (1, 'a')");
          tx.afterCommit(
              () -> {
                throw new IllegalStateException("a file cannot be deleted");
              });
        });
    sut.run(tx -> tx.update("INSERT INTO t (k, v) VALUES (2, 'b')"));

    assertThat(count()).isEqualTo(2);
  }

  @Test
  void a_read_keeps_its_snapshot_while_others_write() {
    sut.run(tx -> tx.update("INSERT INTO t (k, v) VALUES (1, 'a')"));

    long later =
        sut.read(
            tx -> {
              long before = count();
              Thread other =
                  new Thread(() -> sut.run(w -> w.update("INSERT INTO t (k, v) VALUES (2, 'b')")));
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
            threads.submit(
                () -> sut.run(tx -> tx.update("INSERT INTO t (k, v) VALUES (?, 'x')", key))));
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
            tx.update("INSERT INTO t (k, v) VALUES (?, 'x')", i);
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

    assertThatThrownBy(() -> sut.run(tx -> tx.update("INSERT INTO t (k, v) VALUES (1, 'a')")))
        .isInstanceOf(PlatformException.class)
        .hasMessage("The store is closed");
  }

  private String roundTrip(String text) {
    sut.run(
        tx -> {
          tx.update("DELETE FROM t");
          tx.update("INSERT INTO t (k, v) VALUES (1, ?)", text);
        });
    return sut.read(tx -> tx.first("SELECT v FROM t WHERE v = ?", r -> r.string(1), text))
        .orElse("not found");
  }

  @Test
  void any_text_comes_back_also_with_control_characters() {
    for (String text : List.of("", "a\0b", "\0", "\1", "\1\1\0\2", "é\uD83D\uDE00", "%_\\'\"")) {
      assertThat(roundTrip(text)).isEqualTo(text);
    }
  }

  @Test
  void text_is_ordered_by_its_code_points_and_compared_exactly() {
    List<String> ordered =
        List.of("", "\0", "\0a", "\1", "\1\0", "\2", " a", "B", "_", "a", "a!", "b", "é");
    sut.run(
        tx -> {
          int key = ordered.size();
          for (String text : ordered) {
            tx.update("INSERT INTO t (k, v) VALUES (?, ?)", key--, text);
          }
        });

    assertThat(
            sut.<List<String>>read(tx -> tx.query("SELECT v FROM t ORDER BY v", r -> r.string(1))))
        .isEqualTo(ordered);
    assertThat(
            sut.<List<String>>read(
                tx -> tx.query("SELECT v FROM t WHERE v = 'A'", r -> r.string(1))))
        .isEmpty();
  }

  @Test
  void numbers_keep_their_64_bits_and_nulls_stay_nulls() {
    sut.run(
        tx -> {
          tx.update(
              "INSERT INTO t (k, v, r) VALUES (?, ?, ?)",
              Long.MIN_VALUE,
              null,
              Double.NEGATIVE_INFINITY);
          tx.update(
              "INSERT INTO t (k, v, r) VALUES (?, ?, ?)", Long.MAX_VALUE, "x", Double.MIN_VALUE);
        });

    assertThat(sut.<List<Long>>read(tx -> tx.query("SELECT k FROM t ORDER BY k", r -> r.number(1))))
        .containsExactly(Long.MIN_VALUE, Long.MAX_VALUE);
    assertThat(sut.<List<Double>>read(tx -> tx.query("SELECT r FROM t ORDER BY k", r -> r.real(1))))
        .containsExactly(Double.NEGATIVE_INFINITY, Double.MIN_VALUE);
    assertThat(sut.<Boolean>read(tx -> tx.exists("SELECT 1 FROM t WHERE v IS NULL"))).isTrue();
  }

  @Test
  void a_long_result_is_stepped_through() {
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      rows.add(new Object[] {i, "row " + i});
    }
    sut.run(tx -> tx.batch("INSERT INTO t (k, v) VALUES (?, ?)", rows));

    assertThat(sut.<List<Long>>read(tx -> tx.query("SELECT k FROM t ORDER BY k", r -> r.number(1))))
        .hasSize(5_000)
        .isSorted();
  }

  @Test
  void a_name_has_one_holder() throws Exception {
    Lock held = sut.lock("a");

    assertThat(sut.tryLock("a")).isEmpty();
    assertThat(sut.tryLock("b")).hasValueSatisfying(Lock::close);
    CountDownLatch got = new CountDownLatch(1);
    Thread waiting =
        new Thread(
            () ->
                sut.alone(
                    "a",
                    () -> {
                      got.countDown();
                      return 1;
                    }));
    waiting.start();
    assertThat(got.getCount()).isEqualTo(1);
    held.close();
    got.await();
    waiting.join();
    assertThat(sut.tryLock("a")).hasValueSatisfying(Lock::close);
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
