package io.mudbrick.catalog.internal.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.DeltaTables;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConcurrentWritersTest {
  private static final int THREADS = 8;
  private static final Schema SCHEMA =
      Schema.builder().required("id", ColumnType.LONG).column("value", ColumnType.STRING).build();

  @TempDir Path dir;

  @Test
  void eight_appenders_lose_nothing() throws Exception {
    DeltaTable shared = DeltaTables.create(dir, SCHEMA);
    Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    Set<Long> versions = ConcurrentHashMap.newKeySet();
    int commits = 12;

    together(
        thread -> {
          DeltaTable table = thread % 2 == 0 ? shared : LocalTable.asOtherProcess(dir);
          return () -> {
            for (int i = 0; i < commits; i++) {
              long id = thread * 1000L + i * 2;
              CommitResult result =
                  table.append(List.of(Row.of(SCHEMA, id, "a"), Row.of(SCHEMA, id + 1, "b")));
              acknowledged.addAll(List.of(id, id + 1));
              versions.add(result.version());
            }
            return null;
          };
        });

    List<Long> ids = ids(DeltaTables.open(dir));
    assertThat(ids).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(acknowledged);
    assertThat(acknowledged).hasSize(THREADS * commits * 2);
    assertThat(versions).hasSize(THREADS * commits);
    assertThat(shared.version()).isEqualTo(THREADS * commits);
  }

  @Test
  void eight_upserters_keep_keys_unique() throws Exception {
    DeltaTable shared = DeltaTables.create(dir, SCHEMA);
    Map<Long, Map<Long, String>> byVersion = new ConcurrentHashMap<>();

    together(
        thread -> {
          // Two act like other processes: they see the conflicts that a lock in this one avoids.
          DeltaTable table = thread < 2 ? LocalTable.asOtherProcess(dir) : shared;
          Random random = new Random(thread);
          return () -> {
            for (int i = 0; i < 5; i++) {
              Map<Long, String> rows = new HashMap<>();
              for (int k = 0; k < 4; k++) {
                rows.put((long) random.nextInt(20), thread + "-" + i);
              }
              byVersion.put(table.upsert(rows(rows), "id").version(), rows);
            }
            return null;
          };
        });

    Map<Long, String> expected = new HashMap<>();
    byVersion.keySet().stream().sorted().forEach(v -> expected.putAll(byVersion.get(v)));
    assertThat(byVersion).hasSize(THREADS * 5);
    assertThat(rowsOf(DeltaTables.open(dir))).isEqualTo(expected);
  }

  @Test
  void upserts_beside_appends_and_new_columns_lose_nothing() throws Exception {
    DeltaTable table = DeltaTables.create(dir, SCHEMA);
    Schema wider = SCHEMA.plus(List.of(Column.of("x", ColumnType.INT)));

    together(
        thread ->
            () -> {
              for (int i = 0; i < 4; i++) {
                long id = thread * 100L + i;
                List<Row> rows = List.of(Row.of(SCHEMA, id, "v"));
                if (thread < 4) {
                  table.append(rows);
                } else if (thread < 7) {
                  table.upsert(rows, "id");
                } else {
                  table.write().addingColumns().append(List.of(Row.of(wider, id, "v", i)));
                }
              }
              return null;
            });

    List<Long> ids = ids(table);
    assertThat(ids).hasSize(THREADS * 4).doesNotHaveDuplicates();
    assertThat(table.schema().names()).containsExactly("id", "value", "x");
  }

  @Test
  void one_transaction_sent_by_eight_is_applied_once() throws Exception {
    DeltaTable shared = DeltaTables.create(dir, SCHEMA);
    Set<Integer> winners = ConcurrentHashMap.newKeySet();

    together(
        thread -> {
          DeltaTable table = thread % 2 == 0 ? shared : LocalTable.asOtherProcess(dir);
          return () -> {
            List<Row> rows = List.of(Row.of(SCHEMA, thread, "v"));
            if (table.write().transaction("journal", 1).append(rows).applied()) {
              winners.add(thread);
            }
            return null;
          };
        });

    assertThat(winners).hasSize(1);
    assertThat(ids(shared)).hasSize(1);
  }

  @Test
  void one_of_eight_creators_makes_the_table() throws Exception {
    Set<Integer> winners = ConcurrentHashMap.newKeySet();
    together(
        thread ->
            () -> {
              try {
                DeltaTables.create(dir, SCHEMA);
                winners.add(thread);
              } catch (PlatformException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.RESOURCE_ALREADY_EXISTS);
              }
              return null;
            });

    assertThat(winners).hasSize(1);
    assertThat(DeltaTables.open(dir).version()).isZero();
  }

  private static void together(IntFunction<Callable<Void>> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<Void>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        Callable<Void> task = work.apply(thread);
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  return task.call();
                }));
      }
      start.countDown();
      for (Future<Void> one : running) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<Row> rows(Map<Long, String> values) {
    return values.entrySet().stream()
        .map(entry -> Row.of(SCHEMA, entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Map<Long, String> rowsOf(DeltaTable table) {
    Map<Long, String> found = new HashMap<>();
    for (Row row : table.read().toRows()) {
      assertThat(found.put(row.getLong("id"), row.getString("value"))).isNull();
    }
    return found;
  }

  private static List<Long> ids(DeltaTable table) {
    return table.read().toRows().stream().map(row -> row.getLong("id")).toList();
  }
}
