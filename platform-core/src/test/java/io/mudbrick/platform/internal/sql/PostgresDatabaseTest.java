package io.mudbrick.platform.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.sql.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PostgresDatabaseTest extends DatabaseContract {
  private String url = "";

  @Override
  Store create() {
    url = EmbeddedServer.newDatabase();
    return reopen();
  }

  @Override
  Store reopen() {
    return new PostgresDatabase(url);
  }

  @Override
  String uniqueViolation() {
    return "duplicate key";
  }

  @Test
  void two_stores_number_without_gap_or_twin() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (Store one = reopen();
        Store two = reopen()) {
      String next = "INSERT INTO t (k) SELECT COALESCE(MAX(k), 0) + 1 FROM t";
      List<Future<?>> writes = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        Store store = i % 2 == 0 ? one : two;
        writes.add(threads.submit(() -> store.run(tx -> tx.update(next))));
      }
      for (Future<?> write : writes) {
        write.get();
      }
      assertThat(
              one.<List<Long>>read(
                  tx -> tx.query("SELECT MAX(k), COUNT(*) FROM t", r -> r.number(1) + r.number(2))))
          .containsExactly(400L);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void what_one_store_changed_the_other_forgets_before_its_next_call_and_only_then() {
    try (Store one = reopen();
        Store two = reopen()) {
      AtomicInteger forgottenByOne = new AtomicInteger();
      AtomicInteger forgottenByTwo = new AtomicInteger();
      Watch watch = one.watch("things", forgottenByOne::incrementAndGet);
      two.watch("things", forgottenByTwo::incrementAndGet);
      two.watch("other things", () -> forgottenByTwo.addAndGet(100));

      one.run(watch::changed);
      one.catchUp();
      assertThat(forgottenByOne).hasValue(0);
      two.catchUp();
      two.catchUp();
      assertThat(forgottenByTwo).hasValue(1);

      assertThatThrownBy(
              () ->
                  one.run(
                      tx -> {
                        watch.changed(tx);
                        throw new PlatformException(ErrorCode.ABORTED, "no");
                      }))
          .hasMessage("no");
      two.catchUp();
      assertThat(forgottenByTwo).hasValue(1);
    }
  }

  @Test
  void a_name_is_free_again_when_its_holders_connection_dies() {
    try (Store one = reopen();
        Store two = reopen()) {
      one.lock("a");
      assertThat(two.tryLock("a")).isEmpty();

      one.run(
          tx ->
              tx.query(
                  "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
                      + " AND pid <> pg_backend_pid()",
                  r -> 1));

      two.lock("a").close();
    }
  }

  @Test
  void a_write_whose_connection_dies_is_refused_whole_and_the_next_one_succeeds() {
    try (Store one = reopen()) {
      assertThatThrownBy(
              () ->
                  one.run(
                      tx -> {
                        tx.update("INSERT INTO t (k) VALUES (1)");
                        tx.query("SELECT pg_terminate_backend(pg_backend_pid())", r -> 1);
                        tx.update("INSERT INTO t (k) VALUES (2)");
                      }))
          .isInstanceOf(RuntimeException.class);

      one.run(tx -> tx.update("INSERT INTO t (k) VALUES (3)"));

      assertThat(one.<List<Long>>read(tx -> tx.query("SELECT k FROM t", r -> r.number(1))))
          .containsExactly(3L);
    }
  }

  @Test
  void a_database_that_is_not_there_is_temporarily_unavailable_and_names_no_password() {
    assertThatThrownBy(() -> new PostgresDatabase("postgresql://me:secret@127.0.0.1:1/none"))
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.TEMPORARILY_UNAVAILABLE);
              assertThat(e.message()).contains("cannot be reached").doesNotContain("secret");
            });
    assertThatThrownBy(() -> new PostgresDatabase("mysql://me:secret@host/db"))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("postgresql://user:password@host");
  }
}
