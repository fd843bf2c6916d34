package io.mudbrick.featurestore;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A schema with a table of customers and a time series of what they bought. */
final class Shop {
  static final String SCHEMA = "shop.ml";
  static final String CUSTOMERS = "shop.ml.customers";
  static final String SALES = "shop.ml.sales";
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  final Mudbrick platform;
  final FeatureStore store;
  final Catalog catalog;

  Shop(Mudbrick platform) {
    this.platform = platform;
    store = platform.module(FeatureStore.class);
    catalog = platform.module(Catalog.class);
    catalog.catalogs().create("shop");
    catalog.schemas().create(SCHEMA);
    store.createTable(
        FeatureTableSpec.builder(CUSTOMERS)
            .column("id", ColumnType.LONG)
            .column("age", ColumnType.INT)
            .column("city", ColumnType.STRING)
            .primaryKeys("id")
            .description("One row a customer")
            .tag("team", "growth")
            .build());
    store.createTable(
        FeatureTableSpec.builder(SALES)
            .column("id", ColumnType.LONG)
            .column("at", ColumnType.TIMESTAMP)
            .column("spent", ColumnType.DOUBLE)
            .primaryKeys("id", "at")
            .timeseries("at")
            .build());
  }

  void customer(long id, @Nullable Integer age, @Nullable String city) {
    Schema schema = store.getTable(CUSTOMERS).schema();
    store.writeTable(
        CUSTOMERS,
        List.of(Row.of(schema.select(List.of("id", "age", "city")), id, age, city)),
        WriteMode.MERGE);
  }

  /** A sale so many hours after noon. */
  void sale(long id, int hour, @Nullable Double spent) {
    Schema schema = store.getTable(SALES).schema();
    store.writeTable(SALES, List.of(Row.of(schema, id, at(hour), spent)), WriteMode.MERGE);
  }

  static Instant at(int hour) {
    return NOON.plusSeconds(3600L * hour);
  }

  static final Schema LABELS =
      Schema.builder()
          .column("customer", ColumnType.LONG)
          .column("when", ColumnType.TIMESTAMP)
          .column("bought", ColumnType.BOOLEAN)
          .build();

  /** Labels from customer and hour pairs. */
  static ColumnBatch labels(long... customerAndHour) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < customerAndHour.length; i += 2) {
      rows.add(Row.of(LABELS, customerAndHour[i], at((int) customerAndHour[i + 1]), i % 4 == 0));
    }
    return ColumnBatch.ofRows(LABELS, rows);
  }

  static FeatureLookup salesLookup() {
    return FeatureLookup.builder(SALES).lookupKey("customer").timestampLookupKey("when").build();
  }

  /** A user who may use the schema and nothing more, and what they see. */
  Mudbrick stranger() {
    platform.module(Identity.class).createUser("sam@example.com");
    catalog.grants().grant(SecurableRef.catalog("shop"), "sam@example.com", Privilege.USE_CATALOG);
    catalog.grants().grant(SecurableRef.schema(SCHEMA), "sam@example.com", Privilege.USE_SCHEMA);
    return platform.as("sam@example.com");
  }

  void grant(String table, Privilege privilege) {
    catalog.grants().grant(SecurableRef.table(table), "sam@example.com", privilege);
  }
}
