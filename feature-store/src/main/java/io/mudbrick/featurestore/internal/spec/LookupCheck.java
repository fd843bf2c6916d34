package io.mudbrick.featurestore.internal.spec;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureLookup;
import io.mudbrick.featurestore.FeatureSpec.LookedUp;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks lookups against the labels and the tables, and says what they put out. */
public final class LookupCheck {
  private final Schema labels;
  private final Set<String> excluded;
  private final Set<String> outputs = new HashSet<>();

  public LookupCheck(Schema labels, Set<String> excluded) {
    this.labels = labels;
    this.excluded = excluded;
    labels.names().forEach(name -> outputs.add(name.toLowerCase(Locale.ROOT)));
  }

  /**
   * @param schema the table's, at the version that is read
   */
  public List<LookedUp> outputs(FeatureLookup lookup, FeatureTable table, Schema schema) {
    checkKeys(lookup, table);
    checkTime(lookup, table);
    List<LookedUp> result = new ArrayList<>();
    for (Column feature : features(lookup, table, schema)) {
      String name = lookup.renameOutputs().getOrDefault(feature.name(), feature.name());
      take(name, table.name());
      result.add(
          new LookedUp(
              name,
              feature.type(),
              !excluded.contains(name),
              table.name(),
              feature.name(),
              lookup.lookupKey(),
              lookup.timestampLookupKey(),
              lookup.lookbackWindow(),
              defaultValue(lookup, name, feature.type())));
    }
    checkNames(lookup, table, result);
    return result;
  }

  /** Takes a name, which no other output may have. */
  public void take(String name, String table) {
    if (!outputs.add(name.toLowerCase(Locale.ROOT))) {
      throw FeatureStoreErrors.outputTwice(name, table);
    }
  }

  private void checkKeys(FeatureLookup lookup, FeatureTable table) {
    List<Column> keys = table.lookupKeys().stream().map(table.schema()::column).toList();
    List<String> missing =
        lookup.lookupKey().stream().filter(name -> !labels.contains(name)).toList();
    if (!missing.isEmpty()) {
      throw FeatureStoreErrors.missingLookupKeys(missing, table.name());
    }
    if (lookup.lookupKey().size() != keys.size()) {
      throw FeatureStoreErrors.lookupKeyCount(table.name(), keys, lookup.lookupKey());
    }
    for (int i = 0; i < keys.size(); i++) {
      Column own = labels.column(lookup.lookupKey().get(i));
      if (!own.type().equals(keys.get(i).type())) {
        throw FeatureStoreErrors.lookupKeyType(table.name(), keys.get(i), own);
      }
    }
  }

  private void checkTime(FeatureLookup lookup, FeatureTable table) {
    String timeseries = table.timeseriesColumn();
    String key = lookup.timestampLookupKey();
    if (timeseries == null) {
      if (key != null || lookup.lookbackWindow() != null) {
        throw FeatureStoreErrors.noTimeseries(table.name());
      }
      return;
    }
    if (key == null) {
      throw FeatureStoreErrors.timestampKeyRequired(table.name());
    }
    Column own = labels.find(key);
    if (own == null) {
      throw FeatureStoreErrors.missingTimestampKey(table.name(), key);
    }
    Column time = table.schema().column(timeseries);
    if (!own.type().equals(time.type())) {
      throw FeatureStoreErrors.lookupKeyType(table.name(), time, own);
    }
    Duration window = lookup.lookbackWindow();
    if (window != null && window.isNegative()) {
      throw FeatureStoreErrors.negativeLookback(table.name());
    }
  }

  private static List<Column> features(FeatureLookup lookup, FeatureTable table, Schema schema) {
    List<String> names = lookup.featureNames();
    if (names.isEmpty()) {
      names = schema.names().stream().filter(name -> !table.primaryKeys().contains(name)).toList();
    }
    List<Column> features = new ArrayList<>();
    for (String name : names) {
      Column column = schema.find(name);
      if (column == null || table.primaryKeys().contains(column.name())) {
        throw FeatureStoreErrors.unknownFeature(table.name(), name);
      }
      features.add(column);
    }
    return features;
  }

  private static @Nullable Object defaultValue(FeatureLookup lookup, String name, ColumnType type) {
    Object value = lookup.defaultValues().get(name);
    return value == null
        ? null
        : ColumnVector.builder(Column.of(name, type), 1).add(value).build().get(0);
  }

  private static void checkNames(FeatureLookup lookup, FeatureTable table, List<LookedUp> outputs) {
    Set<String> features = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (LookedUp output : outputs) {
      features.add(output.feature());
      names.add(output.name());
    }
    for (String renamed : lookup.renameOutputs().keySet()) {
      if (!features.contains(renamed)) {
        throw FeatureStoreErrors.unknownFeature(table.name(), renamed);
      }
    }
    for (String output : lookup.defaultValues().keySet()) {
      if (!names.contains(output)) {
        throw FeatureStoreErrors.unknownDefault(table.name(), output);
      }
    }
  }
}
