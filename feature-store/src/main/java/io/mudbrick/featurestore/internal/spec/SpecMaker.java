package io.mudbrick.featurestore.internal.spec;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.ColumnFunction;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeatureFunction;
import io.mudbrick.featurestore.FeatureLookup;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.Sent;
import io.mudbrick.featurestore.FeatureSpec.SpecColumn;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.NewFeatureSpec;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.internal.SpecErrors;
import io.mudbrick.featurestore.internal.tables.FeatureTables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes the spec that a user wants: what no table and no function gives, callers send. */
final class SpecMaker {
  private final Catalog catalog;
  private final FeatureTables tables;
  private final NewFeatureSpec wanted;
  private final Set<String> excluded;
  private final Map<String, FeatureTable> found = new LinkedHashMap<>();
  private final Map<String, Column> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<Column> sentInOrder = new ArrayList<>();

  SpecMaker(Catalog catalog, FeatureTables tables, NewFeatureSpec wanted) {
    this.catalog = catalog;
    this.tables = tables;
    this.wanted = wanted;
    this.excluded = Set.copyOf(wanted.excludeColumns());
  }

  FeatureSpec make() {
    if (wanted.lookups().isEmpty() && wanted.functions().isEmpty()) {
      throw SpecErrors.noFeatures(wanted.name());
    }
    wanted.lookups().forEach(this::sendKeys);
    List<SpecColumn> columns = new ArrayList<>();
    sentInOrder.forEach(column -> columns.add(sent(column.name(), column.type())));
    LookupCheck check = new LookupCheck(Schema.of(sentInOrder), excluded);
    for (FeatureLookup lookup : wanted.lookups()) {
      FeatureTable table = table(lookup);
      columns.addAll(check.outputs(lookup, table, table.schema()));
    }
    List<SpecColumn> all =
        new FunctionCheck(catalog, excluded, List.of())
            .with(columns, wanted.functions(), this::sentInput);
    requireExcluded(all);
    List<FeatureSpec.Table> used = new ArrayList<>();
    for (FeatureTable table : found.values()) {
      TableRead read = tables.open(table).read();
      used.add(new FeatureSpec.Table(table.name(), table.id(), read.version()));
    }
    SpecLimits.check(all, used);
    return new FeatureSpec(all, used, wanted.mode());
  }

  private FeatureTable table(FeatureLookup lookup) {
    return found.computeIfAbsent(FeatureTables.canonical(lookup.table()), tables::get);
  }

  private void sendKeys(FeatureLookup lookup) {
    FeatureTable table = table(lookup);
    List<String> keys = lookup.lookupKey();
    List<Column> own = table.lookupKeys().stream().map(table.schema()::column).toList();
    if (keys.size() != own.size()) {
      throw FeatureStoreErrors.lookupKeyCount(table.name(), own, keys);
    }
    for (int i = 0; i < keys.size(); i++) {
      send(keys.get(i), own.get(i).type());
    }
    String time = table.timeseriesColumn();
    String timestamp = lookup.timestampLookupKey();
    if (time != null && timestamp != null) {
      send(timestamp, table.schema().column(time).type());
    }
  }

  /** Of two types for one column the first counts: the check of lookups refuses the other. */
  private void send(String name, ColumnType type) {
    Column column = Column.of(name, type);
    if (sent.putIfAbsent(name, column) == null) {
      sentInOrder.add(column);
    }
  }

  private SpecColumn sent(String name, ColumnType type) {
    return new Sent(name, type, !excluded.contains(name));
  }

  private SpecColumn sentInput(
      FeatureFunction function, FunctionSpec.Parameter parameter, String column) {
    ColumnFunction open = catalog.functions().open(function.function());
    int at = open.info().spec().parameters().indexOf(parameter);
    return sent(column, open.parameters().get(at));
  }

  private void requireExcluded(List<SpecColumn> all) {
    for (String name : wanted.excludeColumns()) {
      if (all.stream().noneMatch(column -> column.name().equals(name))) {
        throw FeatureStoreErrors.unknownExcluded(name);
      }
    }
  }
}
