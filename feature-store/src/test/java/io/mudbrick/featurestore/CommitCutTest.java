package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.SALES;
import static io.mudbrick.featurestore.Shop.at;
import static io.mudbrick.featurestore.Shop.salesLookup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.view.Aggregate;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource;
import io.mudbrick.featurestore.view.TimeWindow;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.test.MudbrickTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Backfilled rows bear old event times and are committed late: a cut by commit hides them. */
@MudbrickTest
class CommitCutTest {
  private static final Schema LABELS =
      Schema.of(
          Column.of("customer", ColumnType.LONG),
          Column.of("when", ColumnType.TIMESTAMP),
          Column.of("decided", ColumnType.TIMESTAMP));
  private static final CommitCut DECIDED = CommitCut.by("decided");
  private Shop shop;
  private FeatureStore sut;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    sut = shop.store;
  }

  /** A sale, and when it reached the disk: no two in one millisecond. */
  private Instant sale(long id, int hour, double spent) {
    Instant before = committed();
    do {
      shop.sale(id, hour, spent);
    } while (committed().equals(before));
    return committed();
  }

  private Instant committed() {
    return shop.catalog.tables().open(SALES).history(1).get(0).timestamp();
  }

  /** Customer 1 as of five hours after noon, decided at each of these times. */
  private static ColumnBatch labels(@Nullable Instant... decided) {
    List<Row> rows = new ArrayList<>();
    for (Instant each : decided) {
      rows.add(Row.of(LABELS, 1L, at(5), each));
    }
    return ColumnBatch.ofRows(LABELS, rows);
  }

  private List<@Nullable Object> spent(ColumnBatch labels, @Nullable CommitCut cut) {
    TrainingSetSpec.Builder spec = TrainingSetSpec.builder(labels).lookup(salesLookup());
    if (cut != null) {
      spec.knownBy(cut);
    }
    return values(sut.createTrainingSet(spec.build()).data(), "spent");
  }

  private static List<@Nullable Object> values(ColumnBatch data, String column) {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      values.add(data.column(column).get(i));
    }
    return values;
  }

  @Test
  void each_row_sees_what_was_committed_by_its_time() {
    Instant first = sale(1, 0, 10.0);
    Instant backfill = sale(1, 4, 99.0); // an hour that was long over
    Instant correction = sale(1, 4, 98.0);
    ColumnBatch labels =
        labels(
            correction,
            first,
            null,
            backfill,
            first.minusSeconds(3600),
            backfill.minusMillis(1),
            correction.plusSeconds(3600));
    assertThat(spent(labels, null)).containsOnly(98.0);
    assertThat(spent(labels, DECIDED)).containsExactly(98.0, 10.0, null, 99.0, null, 10.0, 98.0);
  }

  @Test
  void one_moment_holds_for_all_rows() {
    Instant first = sale(1, 0, 10.0);
    sale(1, 4, 99.0);
    assertThat(spent(labels(first), CommitCut.at(first))).containsExactly(10.0);
    assertThat(spent(labels(first), CommitCut.at(committed()))).containsExactly(99.0);
    assertThatThrownBy(() -> spent(labels(first), CommitCut.at(Instant.EPOCH)))
        .hasMessageContaining("no version as old as");
  }

  @Test
  void windows_are_cut_too() {
    Instant first = sale(1, 0, 10.0);
    Instant backfill = sale(1, 4, 99.0);
    Schema schema = LABELS.select(List.of("decided"));
    ColumnBatch labels =
        ColumnBatch.of(
            Schema.of(
                Column.of("id", ColumnType.LONG),
                Column.of("at", ColumnType.TIMESTAMP),
                schema.column(0)),
            ColumnVector.ofLongs(1, 1),
            ColumnBatch.ofRows(
                    LABELS,
                    List.of(Row.of(LABELS, 1L, at(5), null), Row.of(LABELS, 1L, at(5), null)))
                .column("when"),
            labels(first, backfill).column("decided"));
    Feature sum =
        Feature.of(FeatureSource.table(SALES))
            .entity("id")
            .timeseries("at")
            .aggregate(Aggregate.sum("spent"), TimeWindow.rolling(Duration.ofDays(1)))
            .build();
    ColumnBatch data =
        sut.createTrainingSet(TrainingSetSpec.builder(labels).feature(sum).knownBy(DECIDED).build())
            .data();
    assertThat(values(data, sum.name())).containsExactly(10.0, 109.0);
  }

  @Test
  void a_feature_that_came_later_was_not_known_before() {
    Instant first = sale(1, 0, 10.0);
    Schema schema =
        Schema.of(
            Column.of("id", ColumnType.LONG),
            Column.of("at", ColumnType.TIMESTAMP),
            Column.of("spent", ColumnType.DOUBLE),
            Column.of("items", ColumnType.INT));
    while (committed().equals(first)) {
      sut.writeTable(SALES, List.of(Row.of(schema, 1L, at(0), 10.0, 3)), WriteMode.MERGE);
    }
    ColumnBatch data =
        sut.createTrainingSet(
                TrainingSetSpec.builder(labels(first, committed()))
                    .lookup(salesLookup())
                    .knownBy(DECIDED)
                    .build())
            .data();
    assertThat(values(data, "spent")).containsExactly(10.0, 10.0);
    assertThat(values(data, "items")).containsExactly(null, 3);
  }

  @Test
  void a_set_is_made_again_from_the_spec_that_its_model_carries() {
    Instant first = sale(1, 0, 10.0);
    sale(1, 2, 20.0);
    TrainingSetSpec.Builder spec =
        TrainingSetSpec.builder(labels(first, committed())).lookup(salesLookup()).knownBy(DECIDED);
    TrainingSet before = sut.createTrainingSet(spec.build());
    FeatureSpec packed = FeatureSpec.parse(before.spec().toYaml());
    // Even a commit whose clock is behind stays out: the version is pinned.
    sale(1, 4, 99.0);
    TrainingSet again = sut.createTrainingSet(spec.tableVersions(packed.tableVersions()).build());
    assertThat(again.data().toRows()).isEqualTo(before.data().toRows());
    assertThat(again.spec()).isEqualTo(before.spec());
  }

  @Test
  void the_cut_needs_a_timestamp() {
    assertThatThrownBy(() -> spent(labels(at(0)), CommitCut.by("nope")))
        .hasMessageContaining("'nope', by which commits are cut");
    assertThatThrownBy(() -> spent(labels(at(0)), CommitCut.by("customer")))
        .hasMessageContaining("is no timestamp");
    assertThat(spent(ColumnBatch.empty(LABELS), DECIDED)).isEmpty();
  }
}
