package io.mudbrick.featurestore.internal.training;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.Declared;
import io.mudbrick.featurestore.TrainingSetSpec;
import io.mudbrick.featurestore.internal.spec.LookupCheck;
import io.mudbrick.featurestore.internal.view.FeatureCheck;
import io.mudbrick.featurestore.internal.view.ViewErrors;
import io.mudbrick.featurestore.view.DeclaredFeature;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource.RequestSource;
import io.mudbrick.featurestore.view.FeatureSource.TableSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks features against the labels and their sources, and says what they put out. */
final class DeclaredCheck {
  private final Catalog catalog;
  private final TrainingSetSpec request;
  private final LookupCheck names;
  private final List<Declared> columns = new ArrayList<>();
  private final Map<String, TableRead> reads = new LinkedHashMap<>();

  DeclaredCheck(Catalog catalog, TrainingSetSpec request, LookupCheck names) {
    this.catalog = catalog;
    this.request = request;
    this.names = names;
    request.features().forEach(this::add);
  }

  List<Declared> columns() {
    return columns;
  }

  /** The sources at the versions that are read. */
  List<FeatureSpec.Table> tables() {
    List<FeatureSpec.Table> tables = new ArrayList<>();
    reads.forEach(
        (name, read) ->
            tables.add(
                new FeatureSpec.Table(name, catalog.tables().get(name).id(), read.version())));
    return tables;
  }

  private void add(DeclaredFeature declared) {
    Feature feature = declared.feature();
    if (feature.source() instanceof RequestSource source) {
      FeatureCheck.type(feature, source);
      source.columns().forEach(column -> require(feature, column.name(), column.type()));
      return;
    }
    TableSource source = (TableSource) feature.source();
    TableInfo table = catalog.tables().get(source.table());
    TableRead read = reads.computeIfAbsent(table.fullName(), this::read);
    Schema schema = read.schema();
    ColumnType type = FeatureCheck.type(feature, schema);
    for (String column : feature.entity()) {
      require(feature, column, schema.column(column).type());
    }
    String time = String.valueOf(feature.timeseriesColumn());
    require(feature, time, schema.column(time).type());
    for (String label : request.labelColumns()) {
      if (schema.contains(label)) {
        throw ViewErrors.labelInSource(label, table.fullName());
      }
    }
    names.take(feature.name(), table.fullName());
    columns.add(
        new Declared(
            feature.name(),
            type,
            !request.excludeColumns().contains(feature.name()),
            declared.fullName(),
            new Feature(
                feature.name(),
                new TableSource(table.fullName(), source.filter()),
                feature.entity(),
                feature.timeseriesColumn(),
                feature.computation(),
                feature.description())));
  }

  private TableRead read(String table) {
    return CommitCuts.read(request, table, catalog.tables().open(table).read());
  }

  private void require(Feature feature, String name, ColumnType type) {
    Column own = request.labels().schema().find(name);
    if (own == null) {
      throw ViewErrors.missingColumn(feature.name(), name);
    }
    if (!own.type().equals(type)) {
      throw ViewErrors.columnType(feature.name(), name, type, own.type());
    }
  }
}
