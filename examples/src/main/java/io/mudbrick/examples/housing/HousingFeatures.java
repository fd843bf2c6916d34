package io.mudbrick.examples.housing;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.examples.Story;
import io.mudbrick.featurestore.ErasureReport;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.FeatureVector;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.featurestore.TrainingSetSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.featurestore.profile.FeatureDrift;
import io.mudbrick.featurestore.view.Aggregate;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource;
import io.mudbrick.featurestore.view.FeatureViews;
import io.mudbrick.featurestore.view.MaterializeSpec;
import io.mudbrick.featurestore.view.MaterializedFeature;
import io.mudbrick.featurestore.view.RegisteredFeature;
import io.mudbrick.featurestore.view.TimeWindow;
import io.mudbrick.platform.Mudbrick;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Features over windows: what a city's market did in the year and the quarter before a day, defined
 * once, then in a training set, computed ahead, online, and erased.
 */
public final class HousingFeatures {
  private static final String SCHEMA = "texas.housing";
  private static final String MONTHS = SCHEMA + ".months";

  private final FeatureStore store;
  private final Catalog catalog;
  private final Story story;

  public HousingFeatures(Mudbrick platform, Story story) {
    this.store = platform.module(FeatureStore.class);
    this.catalog = platform.module(Catalog.class);
    this.story = story;
  }

  /** Runs it on a store of its own, in memory. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    try (Mudbrick platform = Mudbrick.builder().start()) {
      new HousingFeatures(platform, new Story(out, false)).run();
    }
  }

  /** The training set, once what came after is done. */
  public TrainingSet run() {
    story.step("Months of sales as a feature table", this::load);
    List<RegisteredFeature> features = story.step("Define features in the catalog", this::define);
    TrainingSet set = story.step("A training set, as of each row's day", () -> train(features));
    String table = story.step("Compute them ahead", () -> ahead(features));
    story.step("Bring them online", () -> publish(table));
    story.step("See what shifted", this::compare);
    story.step("Erase a city", this::erase);
    return set;
  }

  private void load() {
    catalog.catalogs().create("texas");
    catalog.schemas().create(SCHEMA);
    ColumnBatch all = HousingData.months();
    store.createTable(
        FeatureTableSpec.builder(MONTHS, HousingData.MONTH)
            .primaryKeys("city", "month_end")
            .timeseries("month_end")
            .description("Home sales by city and month")
            .build());
    // As they came: the first ten years, then the rest.
    long middle = ChronoUnit.MICROS.between(Instant.EPOCH, HousingData.end(2009, 12));
    for (boolean early : new boolean[] {true, false}) {
      int[] rows =
          IntStream.range(0, all.size())
              .filter(i -> all.column("month_end").longs()[i] <= middle == early)
              .toArray();
      store.writeTable(MONTHS, all.take(rows), WriteMode.MERGE);
    }
    story.say("%d rows, %s", all.size(), store.getTable(MONTHS).features());
  }

  private List<RegisteredFeature> define() {
    FeatureViews views = store.views();
    TimeWindow year = TimeWindow.sliding(Duration.ofDays(365), Duration.ofDays(7));
    TimeWindow quarter = TimeWindow.sliding(Duration.ofDays(91), Duration.ofDays(7));
    List<RegisteredFeature> made = new ArrayList<>();
    for (Feature feature :
        List.of(
            months(Aggregate.sum("sales"), year),
            months(Aggregate.sum("sales"), quarter),
            months(Aggregate.avg("median"), quarter),
            months(Aggregate.stddevSamp("median"), year),
            months(Aggregate.approxPercentile("listings", 0.9), year))) {
      made.add(views.create(SCHEMA, feature));
      story.say("%s", made.get(made.size() - 1).fullName());
    }
    return made;
  }

  private static Feature months(Aggregate function, TimeWindow window) {
    return Feature.of(FeatureSource.table(MONTHS))
        .entity("city")
        .timeseries("month_end")
        .aggregate(function, window)
        .build();
  }

  /** Whether more homes were sold than a year before, for some cities and days. */
  private TrainingSet train(List<RegisteredFeature> features) {
    Schema labels =
        Schema.of(
            Column.of("city", ColumnType.STRING),
            Column.of("month_end", ColumnType.TIMESTAMP),
            Column.of("grew", ColumnType.BOOLEAN));
    List<Row> rows = new ArrayList<>();
    for (String city : List.of("Austin", "Dallas", "El Paso", "Houston", "Waco")) {
      for (int year = 2002; year < 2015; year++) {
        rows.add(Row.of(labels, city, HousingData.end(year, 6), (year + city.length()) % 2 == 0));
      }
    }
    TrainingSetSpec.Builder spec =
        TrainingSetSpec.builder(ColumnBatch.ofRows(labels, rows)).label("grew");
    features.forEach(spec::feature);
    TrainingSet set = store.createTrainingSet(spec.build());
    story.say("%d rows; the first: %s", set.data().size(), set.data().row(0));
    return set;
  }

  private String ahead(List<RegisteredFeature> features) {
    List<MaterializedFeature> made =
        store
            .views()
            .materialize(
                MaterializeSpec.of(features.stream().map(RegisteredFeature::fullName).toList())
                    .offline(SCHEMA, "market")
                    .build());
    String table = made.get(0).tableName();
    story.say("%s holds %d rows", table, store.readTable(table).size());
    return table;
  }

  private void publish(String table) {
    String online = SCHEMA + ".market_online";
    store.publish(table, PublishSpec.snapshot(online));
    FeatureVector waco = store.lookup(online, Map.of("city", "Waco"));
    waco.features()
        .forEach((name, value) -> story.say("Waco %s: %s", name, String.valueOf(value.value())));
  }

  private void compare() {
    for (FeatureDrift drift : store.profiles().compare(MONTHS, 1, 2).features()) {
      story.say("%s: PSI %s, KS %s", drift.feature(), rounded(drift.psi()), rounded(drift.ks()));
    }
  }

  private static String rounded(@Nullable Double number) {
    return number == null ? "none" : String.format(Locale.ROOT, "%.2f", number);
  }

  private void erase() {
    ErasureReport report =
        store.eraseKeys(
            MONTHS,
            ColumnBatch.of(
                Schema.of(Column.of("city", ColumnType.STRING)), ColumnVector.ofStrings("Waco")));
    story.say(
        "%d rows in %d files, and from %s", report.rows(), report.files(), report.derivedTables());
  }
}
