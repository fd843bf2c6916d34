package io.mudbrick.benchmarks;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.platform.Mudbrick;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Feature tables of doubles by a number, the keys in no order. */
final class WideTable {
  static final String KEY = "id";

  private final FeatureStore store;

  WideTable(Mudbrick platform) {
    Catalog catalog = platform.module(Catalog.class);
    catalog.catalogs().create("bench");
    catalog.schemas().create("bench.online");
    this.store = platform.module(FeatureStore.class);
  }

  FeatureStore store() {
    return store;
  }

  /** Makes a table with the keys from 0; returns its name. */
  String create(String name, int rows, int features) {
    String table = "bench.online." + name;
    FeatureTableSpec.Builder spec = FeatureTableSpec.builder(table).column(KEY, ColumnType.LONG);
    for (int f = 0; f < features; f++) {
      spec.column("f" + f, ColumnType.DOUBLE);
    }
    store.createTable(spec.primaryKeys(KEY).build());
    store.writeTable(table, batch(store.getTable(table).schema(), rows), WriteMode.OVERWRITE);
    return table;
  }

  private static ColumnBatch batch(Schema schema, int rows) {
    SplittableRandom random = new SplittableRandom(1);
    long[] keys = new long[rows];
    for (int i = 0; i < rows; i++) {
      int j = random.nextInt(i + 1);
      keys[i] = keys[j];
      keys[j] = i;
    }
    List<ColumnVector> columns = new ArrayList<>();
    columns.add(ColumnVector.ofLongs(keys));
    for (int f = 1; f < schema.size(); f++) {
      columns.add(ColumnVector.ofDoubles(random.doubles(rows).toArray()));
    }
    return ColumnBatch.of(schema, columns);
  }

  /** Writes one row, all of whose features are this value. */
  void write(String table, long key, double value) {
    Schema schema = store.getTable(table).schema();
    Object[] values = new Object[schema.size()];
    values[0] = key;
    for (int f = 1; f < values.length; f++) {
      values[f] = value;
    }
    store.writeTable(table, List.of(Row.of(schema, values)), WriteMode.MERGE);
  }
}
