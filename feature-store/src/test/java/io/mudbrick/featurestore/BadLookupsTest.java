package io.mudbrick.featurestore;

import static io.mudbrick.featurestore.Shop.CUSTOMERS;
import static io.mudbrick.featurestore.Shop.SALES;
import static io.mudbrick.featurestore.Shop.labels;
import static io.mudbrick.featurestore.Shop.salesLookup;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.test.MudbrickTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Training sets that cannot be made, and what is said then. */
@MudbrickTest
class BadLookupsTest {
  private Shop shop;

  @BeforeEach
  void open(Mudbrick platform) {
    shop = new Shop(platform);
    shop.sale(1, 0, 10.0);
  }

  private void refused(TrainingSetSpec spec, ErrorCode code, String... words) {
    assertThatThrownBy(() -> shop.store.createTrainingSet(spec))
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContainingAll(words);
  }

  private static TrainingSetSpec.Builder spec(FeatureLookup lookup) {
    return TrainingSetSpec.builder(labels(1, 5)).lookup(lookup);
  }

  @Test
  void a_date_in_a_key_that_is_not_the_time_series_column() {
    Schema schema =
        Schema.builder()
            .required("id", ColumnType.LONG)
            .required("day", ColumnType.DATE)
            .column("n", ColumnType.INT)
            .build();
    shop.catalog
        .tables()
        .create(TableSpec.builder("shop.ml.days", schema).primaryKey("id", "day").build());
    refused(
        spec(FeatureLookup.of("shop.ml.days", "customer", "when")).build(),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "'day'",
        "not declared as its time series column",
        "make it a string");
  }

  @Test
  void a_timestamp_for_a_key() {
    refused(
        spec(FeatureLookup.builder(SALES).lookupKey("when").timestampLookupKey("when").build())
            .build(),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "'when' is of type timestamp",
        "'id'");
  }

  @Test
  void a_feature_with_the_name_of_the_label() {
    FeatureLookup lookup =
        FeatureLookup.builder(CUSTOMERS).lookupKey("customer").rename("age", "Bought").build();
    refused(
        spec(lookup).label("bought").build(),
        ErrorCode.INVALID_PARAMETER_VALUE,
        "two columns 'Bought'");
  }

  @Test
  void a_table_that_is_gone_and_one_that_came_back_without_the_feature() {
    FeatureLookup lookup =
        FeatureLookup.builder(CUSTOMERS).lookupKey("customer").features("age").build();
    shop.store.dropTable(CUSTOMERS);
    refused(spec(lookup).build(), ErrorCode.RESOURCE_DOES_NOT_EXIST, CUSTOMERS);
    shop.store.createTable(
        FeatureTableSpec.builder(CUSTOMERS)
            .column("id", ColumnType.LONG)
            .column("city", ColumnType.STRING)
            .primaryKeys("id")
            .build());
    refused(spec(lookup).build(), ErrorCode.INVALID_PARAMETER_VALUE, "no feature 'age'");
  }

  @Test
  void a_version_that_never_was() {
    refused(
        spec(salesLookup()).tableVersions(Map.of(SALES, 99L)).build(),
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "99");
  }

  @Test
  void data_files_that_are_gone_are_told_whichever_thread_misses_them() throws Exception {
    for (int hour = 1; hour < 6; hour++) {
      shop.sale(1, hour, 1.0 * hour);
    }
    List<Path> files = shop.catalog.tables().open(SALES).read().files();
    Files.delete(files.get(files.size() - 1));
    refused(
        spec(salesLookup()).build(),
        ErrorCode.DATA_LOSS,
        files.get(files.size() - 1).getFileName().toString());
  }
}
