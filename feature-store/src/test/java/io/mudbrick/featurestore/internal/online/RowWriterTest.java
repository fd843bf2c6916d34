package io.mudbrick.featurestore.internal.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureStoreModule;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.PublishMode;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.platform.internal.sql.Migrations;
import io.mudbrick.platform.internal.sql.SqliteDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a publish that dies half way leaves behind. */
class RowWriterTest {
  private static final int ROWS = 25_000;
  private static final Schema SCHEMA =
      Schema.builder().column("k", ColumnType.LONG).column("n", ColumnType.LONG).build();
  private static final FeatureTable TABLE =
      new FeatureTable("c.s.t", "id", SCHEMA, List.of("k"), null, null, Map.of());
  private static final Layout LAYOUT = Layout.of(TABLE, SCHEMA);

  private SqliteDatabase database;
  private RowWriter sut;

  @BeforeEach
  void open(@TempDir Path dir) {
    database = new SqliteDatabase(dir.resolve("test.db"));
    Migrations.run(database, "feature-store", FeatureStoreModule.class.getClassLoader());
    database.run(tx -> OnlineDao.insert(tx, record(1, 11, ROWS)));
    sut = new RowWriter(database, 1);
    sut.write(1, rows(ROWS, 5), written -> {});
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_table_that_is_gone_shows_nothing() {
    assertThat(database.<Boolean>write(tx -> OnlineDao.update(tx, record(2, 12, ROWS)))).isTrue();
    database.run(tx -> OnlineDao.delete(tx, 1));
    assertThat(database.<Boolean>write(tx -> OnlineDao.update(tx, record(3, 13, ROWS)))).isFalse();
  }

  @Test
  void readers_keep_to_the_generation_that_is_shown() {
    sut.write(2, rows(ROWS, 6), written -> {});
    assertThat(shown()).containsExactly(5L, 5L);
    database.run(tx -> OnlineDao.update(tx, record(2, 12, ROWS)));
    assertThat(shown()).containsExactly(6L, 6L);
  }

  @Test
  void what_a_dead_publish_left_is_cleaned_before_the_next_one_writes() {
    assertThatThrownBy(
            () ->
                sut.write(
                    2,
                    rows(ROWS, 6),
                    written -> {
                      if (written == 20_000) {
                        throw new IllegalStateException("killed");
                      }
                    }))
        .hasMessage("killed");
    assertThat(sut.count(2)).isEqualTo(20_000);
    sut.clean(1);
    assertThat(sut.count(2)).isZero();
    assertThat(sut.count(1)).isEqualTo(ROWS);
    sut.write(2, rows(10, 7), written -> {});
    database.run(tx -> OnlineDao.update(tx, record(2, 12, 10)));
    sut.clean(2);
    assertThat(sut.count(1)).isZero();
    assertThat(sut.count(2)).isEqualTo(10);
  }

  @Test
  void progress_is_told_to_the_last_row() {
    List<Long> told = new ArrayList<>();
    sut.write(2, rows(ROWS, 6), told::add);
    assertThat(told).containsExactly(10_000L, 20_000L, 25_000L);
  }

  @Test
  void changes_are_made_all_or_none() {
    ChangeLoad.Changes changes = changes(rows(ROWS - 1, 8));
    assertThatThrownBy(
            () ->
                sut.apply(
                    1,
                    changes,
                    false,
                    tx -> {
                      throw new IllegalStateException("killed");
                    }))
        .hasMessage("killed");
    assertThat(shown()).containsExactly(5L, 5L);
    sut.apply(1, changes, false, tx -> OnlineDao.update(tx, record(1, 13, ROWS - 1)));
    assertThat(shown()).containsExactly(8L, null);
  }

  /** All of these rows, and the last key is gone. */
  private static ChangeLoad.Changes changes(SourceRows next) {
    Map<KeyBytes, Row> rows = new HashMap<>();
    for (int i = 0; i < next.size(); i++) {
      rows.put(next.key(i), new Row(next.time(i), next.payload(i)));
    }
    KeyBytes last = KeyBytes.of(List.of(ColumnVector.ofLongs(ROWS - 1)), 0);
    return new ChangeLoad.Changes(rows, Set.of(Objects.requireNonNull(last)), 0, 1);
  }

  /** The values of the first and the last key as a new reader sees them. */
  private List<@Nullable Object> shown() {
    OnlineViews views = new OnlineViews(database, new RowFiles(Path.of("none")), () -> {});
    ColumnVector keys = ColumnVector.ofLongs(0, ROWS - 1);
    List<@Nullable KeyBytes> bytes = new ArrayList<>();
    bytes.add(KeyBytes.of(List.of(keys), 0));
    bytes.add(KeyBytes.of(List.of(keys), 1));
    List<@Nullable Object> values = new ArrayList<>();
    for (StoredRow row : views.rows("m", "c.s.t_online", bytes).rows()) {
      values.add(row == StoredRow.NONE ? null : row.get(0));
    }
    return values;
  }

  private static SourceRows rows(int count, long value) {
    long[] keys = new long[count];
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = i;
      values[i] = value;
    }
    return SourceRows.of(
        TABLE,
        ColumnBatch.of(SCHEMA, ColumnVector.ofLongs(keys), ColumnVector.ofLongs(values)),
        LAYOUT);
  }

  private static OnlineRecord record(long generation, long stamp, long rows) {
    return new OnlineRecord(
        1,
        "m",
        "c.s.t_online",
        "default",
        "c.s.t",
        "id",
        LAYOUT.json(),
        generation,
        stamp,
        stamp,
        Instant.EPOCH,
        rows,
        null,
        new OnlineRecord.Publication("w", "me", PublishMode.TRIGGERED, null, null, null));
  }
}
