package io.mudbrick.featurestore.internal.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.ConsistencyReport;
import io.mudbrick.featurestore.ConsistencyReport.Difference;
import io.mudbrick.featurestore.ConsistencyReport.Kind;
import io.mudbrick.featurestore.FeatureStoreModule;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.PublishMode;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.internal.sql.Migrations;
import io.mudbrick.platform.internal.sql.SqliteDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of the online store that are not those of the feature table are found and named. */
class VerifyTest {
  private static final int ROWS = 5_000;
  private static final Schema SCHEMA =
      Schema.builder()
          .column("k", ColumnType.LONG)
          .column("n", ColumnType.LONG)
          .column("d", ColumnType.DOUBLE)
          .build();
  private static final FeatureTable TABLE =
      new FeatureTable("c.s.t", "id", SCHEMA, List.of("k"), null, null, Map.of());
  private static final Layout LAYOUT = Layout.of(TABLE, SCHEMA);
  private SqliteDatabase database;
  private ColumnBatch rows;

  @BeforeEach
  void open(@TempDir Path dir) {
    database = new SqliteDatabase(dir.resolve("test.db"));
    Migrations.run(database, "feature-store", FeatureStoreModule.class.getClassLoader());
    long[] k = new long[ROWS];
    double[] d = new double[ROWS];
    for (int i = 0; i < ROWS; i++) {
      k[i] = i - 100;
      d[i] = i % 7 == 0 ? -0.0 : i;
    }
    rows =
        ColumnBatch.of(
            SCHEMA, ColumnVector.ofLongs(k), ColumnVector.ofLongs(k), ColumnVector.ofDoubles(d));
    new RowWriter(database, 1).write(3, SourceRows.of(TABLE, rows, LAYOUT), written -> {});
    database.run(tx -> OnlineDao.insert(tx, RECORD));
  }

  @AfterEach
  void close() {
    database.close();
  }

  private static final OnlineRecord RECORD =
      new OnlineRecord(
          1,
          "m",
          "c.s.t_online",
          "store",
          "c.s.t",
          "id",
          LAYOUT.json(),
          3,
          11,
          7,
          Instant.EPOCH,
          ROWS,
          null,
          new OnlineRecord.Publication("w", "me", PublishMode.TRIGGERED, null, null, null));

  private ConsistencyReport verify() {
    PayloadCodec codec = new PayloadCodec(LAYOUT.payloadSchema());
    OnlineView view =
        new OnlineView(RECORD, LAYOUT, new DatabaseRows(database, RECORD, codec, SCHEMA.size()));
    return new Verification(new ExpectedRows(TABLE, rows, LAYOUT)).compare(view).orElseThrow();
  }

  private void put(long key, double value) {
    ColumnBatch one =
        ColumnBatch.of(
            SCHEMA,
            ColumnVector.ofLongs(key),
            ColumnVector.ofLongs(key),
            ColumnVector.ofDoubles(value));
    new RowWriter(database, 1).write(3, SourceRows.of(TABLE, one, LAYOUT), written -> {});
  }

  private void drop(long key) {
    KeyBytes bytes = Objects.requireNonNull(KeyBytes.of(List.of(ColumnVector.ofLongs(key)), 0));
    database.run(
        tx ->
            OnlineDao.deleteRows(
                tx, List.<@Nullable Object[]>of(new Object[] {1L, 3L, bytes.bytes()})));
  }

  @Test
  void what_is_the_same_bit_for_bit_is_consistent() {
    ConsistencyReport report = verify();
    assertThat(report.consistent()).isTrue();
    assertThat(report.rows()).isEqualTo(ROWS);
    assertThat(report.version()).isEqualTo(7);
    assertThat(report.differences()).isEmpty();
    report.requireConsistent();
  }

  @Test
  void what_is_missing_wrong_or_too_much_is_named() {
    drop(5);
    put(-100, 0.0); // it was -0.0
    put(99_999, 1);
    ConsistencyReport report = verify();
    assertThat(report.wrong()).isEqualTo(2);
    assertThat(report.extra()).isEqualTo(1);
    assertThat(report.differences())
        .containsExactlyInAnyOrder(
            new Difference(Kind.MISSING, Map.of("k", 5L), List.of()),
            new Difference(Kind.WRONG, Map.of("k", -100L), List.of("d")),
            new Difference(Kind.EXTRA, Map.of("k", 99_999L), List.of()));
    assertThatThrownBy(report::requireConsistent)
        .hasMessageContaining("2 are wrong or missing, and 1 are too many")
        .isInstanceOfSatisfying(
            PlatformException.class,
            e -> assertThat(e.details()).containsEntry("reason", "ONLINE_INCONSISTENT"));
  }

  @Test
  void only_the_first_differences_are_named() {
    for (int i = 0; i < 30; i++) {
      drop(i);
    }
    assertThat(verify().wrong()).isEqualTo(30);
    assertThat(verify().differences()).hasSize(20);
  }

  @Test
  void nothing_online_is_all_missing_and_no_table_all_too_much() {
    new RowWriter(database, 1).clean(4);
    assertThat(verify().wrong()).isEqualTo(ROWS);
    put(1, 1);
    rows = ColumnBatch.empty(SCHEMA);
    assertThat(verify().extra()).isEqualTo(1);
  }

  @Test
  void keys_of_every_type_come_back_from_their_bytes() {
    Map<ColumnType, Object> values =
        Map.of(
            ColumnType.BOOLEAN,
            true,
            ColumnType.SHORT,
            (short) -3,
            ColumnType.INT,
            Integer.MIN_VALUE,
            ColumnType.LONG,
            Long.MAX_VALUE,
            ColumnType.FLOAT,
            -1.5f,
            ColumnType.DOUBLE,
            Double.NaN,
            ColumnType.STRING,
            "ä\u0000",
            ColumnType.DATE,
            LocalDate.of(1969, 1, 2),
            ColumnType.TIMESTAMP,
            Instant.parse("1960-01-01T00:00:00.000001Z"),
            ColumnType.decimal(10, 3),
            new BigDecimal("-12.340"));
    List<Column> columns = new ArrayList<>();
    List<ColumnVector> vectors = new ArrayList<>();
    values.forEach(
        (type, value) -> {
          Column column = Column.of("c" + columns.size(), type);
          columns.add(column);
          vectors.add(ColumnVector.builder(column, 1).add(value).build());
        });
    byte[] all = Objects.requireNonNull(KeyBytes.of(vectors, 0)).bytes();
    assertThat(KeyBytes.values(columns, all).values()).containsExactlyElementsOf(values.values());
    for (int i = 0; i < columns.size(); i++) {
      byte[] one = Objects.requireNonNull(KeyBytes.of(List.of(vectors.get(i)), 0)).bytes();
      assertThat(KeyBytes.values(List.of(columns.get(i)), one).get("c" + i))
          .isEqualTo(vectors.get(i).get(0));
    }
  }
}
