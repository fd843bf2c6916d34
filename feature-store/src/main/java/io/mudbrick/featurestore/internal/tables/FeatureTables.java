package io.mudbrick.featurestore.internal.tables;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.TableInfo;
import io.mudbrick.catalog.TableSpec;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.platform.PlatformException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Feature tables as one caller sees them: tables of the catalog that have a primary key. */
public final class FeatureTables {
  private final Catalog catalog;

  public FeatureTables(Catalog catalog) {
    this.catalog = catalog;
  }

  /** The metastore's id. */
  String metastore() {
    return catalog.metastore().id();
  }

  /** The name in the form that the catalog keeps. */
  public static String canonical(String name) {
    return SecurableRef.table(name).fullName();
  }

  public FeatureTable create(FeatureTableSpec spec) {
    checkKey(spec.name(), spec.schema(), spec.primaryKeys(), spec.timeseriesColumn());
    TableSpec table =
        TableSpec.builder(spec.name(), spec.schema())
            .primaryKey(spec.primaryKeys())
            .timeseries(spec.timeseriesColumn())
            .comment(spec.description())
            .build();
    // Not in one transaction: the one writer would wait while the table's files are made.
    TableInfo made = catalog.tables().create(table);
    if (!spec.tags().isEmpty()) {
      tag(made, spec.tags());
    }
    return table(made);
  }

  /** Tags a new table, which is not left behind without its tags. */
  private void tag(TableInfo made, Map<String, String> tags) {
    try {
      catalog.tags().set(made.securable().ref(), tags);
    } catch (PlatformException e) {
      throw discarded(made.fullName(), e);
    }
  }

  /** Drops a table that was just made, because of an error. */
  PlatformException discarded(String table, PlatformException cause) {
    try {
      catalog.tables().delete(table);
    } catch (PlatformException kept) {
      cause.addSuppressed(kept);
    }
    return cause;
  }

  public FeatureTable describe(String name, @Nullable String description) {
    String text = description == null ? "" : description;
    return table(catalog.tables().update(get(name).name(), SecurableUpdate.comment(text)));
  }

  public FeatureTable tag(String name, Map<String, String> tags) {
    catalog.tags().set(SecurableRef.table(get(name).name()), tags);
    return get(name);
  }

  public FeatureTable untag(String name, Collection<String> keys) {
    catalog.tags().unset(SecurableRef.table(get(name).name()), keys);
    return get(name);
  }

  public FeatureTable get(String name) {
    TableInfo info = catalog.tables().get(name);
    checkKey(info.fullName(), info.schema(), info.primaryKey(), info.timeseriesColumn());
    return table(info);
  }

  public List<FeatureTable> list() {
    return catalog.securables().list(SecurableType.TABLE).stream()
        .map(securable -> catalog.tables().get(securable.fullName()))
        .filter(info -> !info.primaryKey().isEmpty())
        .map(this::table)
        .toList();
  }

  public void drop(String name) {
    catalog.tables().delete(get(name).name());
  }

  /** The Delta table, reading and writing as the caller. */
  public DeltaTable open(FeatureTable table) {
    return catalog.tables().open(table.name());
  }

  /** Refuses when a mask may stand before one of these columns, and hides something. */
  void requireShown(FeatureTable table, Collection<String> columns) {
    if (catalog.tables().get(table.name()).columnMasks().keySet().stream()
        .anyMatch(masked -> columns.stream().anyMatch(masked::equalsIgnoreCase))) {
      catalog.tables().requireUnmasked(table.name());
    }
  }

  private FeatureTable table(TableInfo info) {
    return new FeatureTable(
        info.fullName(),
        info.id(),
        info.schema(),
        info.primaryKey(),
        info.timeseriesColumn(),
        info.comment(),
        catalog.tags().list(info.securable().ref()));
  }

  private static void checkKey(
      String table, Schema schema, List<String> primaryKeys, @Nullable String timeseries) {
    if (primaryKeys.isEmpty()) {
      throw FeatureStoreErrors.noPrimaryKey(table);
    }
    for (String key : primaryKeys) {
      Column column = schema.find(key);
      if (column == null) {
        throw FeatureStoreErrors.unknownKeyColumn(table, key);
      }
      if (isTime(column.type()) && !key.equals(timeseries)) {
        throw FeatureStoreErrors.undeclaredTime(table, column);
      }
    }
    if (timeseries != null) {
      Column column = schema.find(timeseries);
      if (!primaryKeys.contains(timeseries) || column == null) {
        throw FeatureStoreErrors.timeseriesNotInKey(table, timeseries);
      }
      if (!isTime(column.type())) {
        throw FeatureStoreErrors.timeseriesType(table, column);
      }
      if (primaryKeys.size() == 1) {
        throw FeatureStoreErrors.onlyTimeseries(table);
      }
    }
  }

  private static boolean isTime(ColumnType type) {
    return type == ColumnType.TIMESTAMP || type == ColumnType.DATE;
  }
}
