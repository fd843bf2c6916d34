package io.mudbrick.featurestore.internal.replay;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.Declared;
import io.mudbrick.featurestore.FeatureSpec.LookedUp;
import io.mudbrick.featurestore.FeatureSpec.Sent;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The columns of a log: when it was served, from which versions, what of it the caller overrode,
 * then what callers send, and the features.
 */
record LogLayout(FeatureSpec spec) {
  static final String SERVED_AT = "served_at";
  static final String VERSIONS = "table_versions";
  static final String OVERRIDDEN = "overridden";

  /** The table's property that holds the spec. */
  static final String SPEC_PROPERTY = "mudbrick.featureSpec";

  static String in(String column) {
    return "in_" + column;
  }

  static String out(String feature) {
    return "out_" + feature;
  }

  List<Column> sent() {
    return spec.columns().stream()
        .filter(Sent.class::isInstance)
        .map(column -> Column.of(column.name(), column.type()))
        .toList();
  }

  /** The features; nested ones as JSON, as they are online. */
  List<Column> features() {
    List<Column> features = new ArrayList<>();
    for (SpecColumn column : spec.columns()) {
      if (column.include() && !(column instanceof Sent)) {
        boolean nested = column.type().storage() == ColumnType.Storage.NESTED;
        features.add(Column.of(column.name(), nested ? ColumnType.STRING : column.type()));
      }
    }
    return features;
  }

  /** The columns by which rows are looked up, times left out: what says whose a request is. */
  Set<String> keys() {
    Set<String> keys = new LinkedHashSet<>();
    for (SpecColumn column : spec.columns()) {
      if (column instanceof LookedUp lookup) {
        keys.addAll(lookup.lookupKey());
      }
      if (column instanceof Declared declared) {
        keys.addAll(declared.feature().entity());
      }
    }
    return keys;
  }

  /** The columns that say as of when. */
  Set<String> times() {
    Set<String> times = new LinkedHashSet<>();
    for (SpecColumn column : spec.columns()) {
      String time = null;
      if (column instanceof LookedUp lookup) {
        time = lookup.timestampLookupKey();
      } else if (column instanceof Declared declared) {
        time = declared.feature().timeseriesColumn();
      }
      if (time != null) {
        times.add(time);
      }
    }
    return times;
  }

  Schema schema() {
    Schema.Builder schema =
        Schema.builder()
            .column(SERVED_AT, ColumnType.TIMESTAMP)
            .column(VERSIONS, ColumnType.map(ColumnType.STRING, ColumnType.LONG))
            .column(OVERRIDDEN, ColumnType.array(ColumnType.STRING));
    sent().forEach(column -> schema.column(in(column.name()), column.type()));
    features().forEach(column -> schema.column(out(column.name()), column.type()));
    return schema.build();
  }
}
