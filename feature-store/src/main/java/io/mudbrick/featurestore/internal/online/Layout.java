package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.platform.json.Json;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an online table, as its row in the database keeps them.
 *
 * @param time the time series column; its values lie in front of the features
 */
record Layout(List<Entry> keys, @Nullable Entry time, List<Entry> features) {

  /** A column: its name and its type's SQL name. */
  record Entry(String name, String type) {
    static Entry of(Column column) {
      return new Entry(column.name(), column.type().sqlName());
    }

    Column column() {
      return Column.of(name, ColumnType.parse(type));
    }
  }

  static Layout of(FeatureTable table, Schema schema) {
    String time = table.timeseriesColumn();
    return new Layout(
        table.lookupKeys().stream().map(key -> Entry.of(schema.column(key))).toList(),
        time == null ? null : Entry.of(schema.column(time)),
        schema.columns().stream()
            .filter(column -> !table.primaryKeys().contains(column.name()))
            .map(Entry::of)
            .toList());
  }

  static Layout read(String json) {
    return Json.read(json, Layout.class);
  }

  String json() {
    return Json.write(this);
  }

  /** The names of all columns. */
  List<String> columns() {
    return Stream.of(keys.stream(), Stream.ofNullable(time), features.stream())
        .flatMap(Function.identity())
        .map(Entry::name)
        .toList();
  }

  List<Column> keyColumns() {
    return keys.stream().map(Entry::column).toList();
  }

  @Nullable Column timeColumn() {
    return time == null ? null : time.column();
  }

  Schema featureSchema() {
    return Schema.of(features.stream().map(Entry::column).toList());
  }

  /** What a row holds beside its key: the time, if there is one, and the features. */
  Schema payloadSchema() {
    Schema schema = featureSchema();
    return time == null ? schema : Schema.of(time.column()).plus(schema.columns());
  }
}
