package io.mudbrick.featurestore.internal.view;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnType.Storage;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.internal.window.WindowSource;
import io.mudbrick.featurestore.view.ColumnSelection;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource.RequestSource;
import io.mudbrick.featurestore.view.FeatureSource.TableSource;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.expr.Expression;
import java.util.regex.Pattern;

/** Whether a definition fits its source. */
public final class FeatureCheck {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-]{1,255}");

  private FeatureCheck() {}

  /**
   * The type of a feature of a table.
   *
   * @param source the columns of the table
   */
  public static ColumnType type(Feature feature, Schema source) {
    checkName(feature);
    String table = "table '" + ((TableSource) feature.source()).table() + "'";
    String time = feature.timeseriesColumn();
    if (feature.entity().isEmpty() || time == null) {
      throw ViewErrors.noEntity(feature.name());
    }
    for (String name : feature.entity()) {
      Column column = column(feature, name, source, table);
      if (isTime(column.type()) || column.type().storage() == Storage.NESTED) {
        throw ViewErrors.entityType(feature.name(), column);
      }
    }
    Column timeColumn = column(feature, time, source, table);
    if (!isTime(timeColumn.type())) {
      throw ViewErrors.timeType(feature.name(), timeColumn);
    }
    checkFilter(feature, source, table);
    return WindowSource.type(
        feature.computation(), column(feature, feature.computation().input(), source, table));
  }

  /** The type of a feature of a request. */
  public static ColumnType type(Feature feature, RequestSource request) {
    checkName(feature);
    if (!feature.entity().isEmpty() || feature.timeseriesColumn() != null) {
      throw ViewErrors.entityOfRequest(feature.name());
    }
    if (!(feature.computation() instanceof ColumnSelection selection)
        || !selection.input().equals(feature.name())) {
      throw ViewErrors.aggregateOfRequest(feature.name());
    }
    for (Column column : request.columns()) {
      if (!(column.type() instanceof ColumnType.Primitive) || column.type() == ColumnType.BINARY) {
        throw ViewErrors.requestType(feature.name(), column);
      }
    }
    return column(feature, selection.input(), Schema.of(request.columns()), "its request source")
        .type();
  }

  private static void checkName(Feature feature) {
    if (!NAME.matcher(feature.name()).matches()) {
      throw ViewErrors.badName(feature.name());
    }
  }

  private static void checkFilter(Feature feature, Schema source, String table) {
    String filter = ((TableSource) feature.source()).filter();
    if (filter == null) {
      return;
    }
    try {
      for (String name : Expression.parse(filter).columns()) {
        column(feature, name, source, table);
      }
    } catch (PlatformException e) {
      throw FeatureStoreErrors.badFeature(
          feature.name(), "has a filter_condition that does not fit: " + e.getMessage());
    }
  }

  private static Column column(Feature feature, String name, Schema source, String where) {
    Column column = source.find(name);
    if (column == null) {
      throw ViewErrors.unknownColumn(feature.name(), name, where);
    }
    return column;
  }

  private static boolean isTime(ColumnType type) {
    return type == ColumnType.TIMESTAMP || type == ColumnType.DATE;
  }
}
