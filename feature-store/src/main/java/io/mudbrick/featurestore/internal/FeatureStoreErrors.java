package io.mudbrick.featurestore.internal;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every error that a user of the feature store may see. */
public final class FeatureStoreErrors {
  private FeatureStoreErrors() {}

  // Feature tables

  public static PlatformException noPrimaryKey(String table) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Feature tables must have a primary key: '" + table + "' has none.");
  }

  public static PlatformException unknownKeyColumn(String table, String key) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Primary key column '" + key + "' is not a column of '" + table + "'.");
  }

  public static PlatformException undeclaredTime(String table, Column column) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Column '"
            + column.name()
            + "' of type "
            + column.type()
            + " is in the primary key of '"
            + table
            + "' but not declared as its time series column. Declare it, or make it a string.");
  }

  public static PlatformException timeseriesNotInKey(String table, String column) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Time series column '" + column + "' must be in the primary key of '" + table + "'.");
  }

  public static PlatformException timeseriesType(String table, Column column) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Time series column '"
            + column.name()
            + "' of '"
            + table
            + "' must be a timestamp or a date, not "
            + column.type()
            + ".");
  }

  public static PlatformException onlyTimeseries(String table) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "The primary key of '" + table + "' needs a column besides the time series column.");
  }

  public static PlatformException missingKeyColumn(String table, String key) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "The rows lack the primary key column '" + key + "' of '" + table + "'.");
  }

  public static PlatformException columnType(String table, Column column, ColumnType given) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Column '"
            + column.name()
            + "' of '"
            + table
            + "' is of type "
            + column.type()
            + ", but the rows have "
            + given
            + ".");
  }

  public static PlatformException sparseWrite(String table, String column) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "A write to the time series table '"
            + table
            + "' must bring all features; '"
            + column
            + "' is missing.");
  }

  public static PlatformException nullKeys(String table, List<String> rows) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Primary keys of '"
            + table
            + "' must not be null: row "
            + String.join(", row ", rows)
            + ".");
  }

  public static PlatformException duplicateKeys(String table, List<String> rows) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Primary keys of '"
            + table
            + "' must be unique: rows "
            + String.join("; rows ", rows)
            + ".");
  }

  // Lookups and training sets

  public static PlatformException missingLookupKeys(List<String> keys, String table) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Could not find lookup key columns "
            + keys
            + " in DataFrame, required by FeatureLookups of table '"
            + table
            + "'.");
  }

  public static PlatformException lookupKeyCount(
      String table, List<Column> keys, List<String> given) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Feature table '"
            + table
            + "' is looked up by "
            + keys.stream().map(Column::name).toList()
            + ", but the lookup key is "
            + given
            + ".");
  }

  public static PlatformException lookupKeyType(String table, Column key, Column given) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Column '"
            + given.name()
            + "' is of type "
            + given.type()
            + ", but '"
            + key.name()
            + "' of feature table '"
            + table
            + "' is "
            + key.type()
            + ".");
  }

  public static PlatformException timestampKeyRequired(String table) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Feature table '" + table + "' is a time series: its lookups need a timestamp_lookup_key.");
  }

  public static PlatformException noTimeseries(String table) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Feature table '"
            + table
            + "' has no time series column: its lookups take neither a timestamp_lookup_key nor a lookback_window.");
  }

  public static PlatformException missingTimestampKey(String table, String key) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Unable to join feature table '"
            + table
            + "' because timestamp lookup key '"
            + key
            + "' not found in DataFrame.");
  }

  public static PlatformException negativeLookback(String table) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "The lookback_window of feature table '" + table + "' is negative.");
  }

  public static PlatformException unknownFeature(String table, String feature) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Feature table '" + table + "' has no feature '" + feature + "'.");
  }

  public static PlatformException unknownDefault(String table, String output) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "The lookup of feature table '"
            + table
            + "' has a default for '"
            + output
            + "', but no such output.");
  }

  public static PlatformException outputTwice(String name, String table) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "The training set would have two columns '"
            + name
            + "': rename the feature of table '"
            + table
            + "'.");
  }

  public static PlatformException unknownLabel(String column) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Label column '" + column + "' is not among the columns.");
  }

  public static PlatformException unknownExcluded(String column) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Column '" + column + "' is to be excluded but does not exist.");
  }

  // Plans

  public static PlatformException badSpec(String why) {
    return badSpec(why, null);
  }

  public static PlatformException badSpec(String why, @Nullable Throwable cause) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "Not a feature_spec.yaml: " + why + ".", cause);
  }

  public static PlatformException modelWithoutSpec() {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION, "The model carries no feature lookups.");
  }

  public static PlatformException featureChanged(
      String table, Column feature, ColumnType expected) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "Feature '"
            + feature.name()
            + "' of table '"
            + table
            + "' is now of type "
            + feature.type()
            + "; the model was trained with "
            + expected
            + ".");
  }

  public static PlatformException missingInput(Column column) {
    return new PlatformException(
        ErrorCode.BAD_REQUEST,
        "The rows lack the column '"
            + column.name()
            + "' ("
            + column.type()
            + "), by which features are looked up.");
  }

  public static PlatformException inputType(Column column, ColumnType given) {
    return new PlatformException(
        ErrorCode.BAD_REQUEST,
        "Column '"
            + column.name()
            + "', by which features are looked up, must be of type "
            + column.type()
            + ", not "
            + given
            + ".");
  }

  public static PlatformException unpublishable(ColumnType type) {
    return new PlatformException(
        ErrorCode.NOT_IMPLEMENTED, "An online table cannot hold values of type " + type + ".");
  }

  public static PlatformException unservableKey(Column column) {
    return new PlatformException(
        ErrorCode.BAD_REQUEST,
        "Features cannot be looked up by '"
            + column.name()
            + "' of type "
            + column.type()
            + " in a request.");
  }

  // The online store

  public static PlatformException noSuitableOnlineTable(String table) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "No suitable online store found for feature tables ["
            + table
            + "]: it is not published, or was recreated since.");
  }

  public static PlatformException onlineTableMissing(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Online table '" + name + "' does not exist.");
  }

  public static PlatformException sourceGone(String name, String source) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        "Online table '"
            + name
            + "' shows a feature table '"
            + source
            + "' that is gone; only who published it may read it.");
  }

  public static PlatformException notPublisher(String name) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        "Online table '"
            + name
            + "' can be changed by who published it and by those who may MANAGE its feature table.");
  }

  public static PlatformException otherSource(String name, String source) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "Online table '" + name + "' belongs to feature table '" + source + "'.");
  }

  public static PlatformException badPublishMode(String mode) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Publish mode '" + mode + "' is not supported: use SNAPSHOT or TRIGGERED.");
  }

  public static PlatformException publishedTable(String source, String online) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "Table '"
            + source
            + "' cannot be masked or filtered while it is published as online table '"
            + online
            + "'. Delete the online table first.");
  }

  public static PlatformException publishRunning(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_CONFLICT,
        "Skipping publishing to online table '"
            + name
            + "' because the feature sync pipeline is already running.");
  }

  public static PlatformException wrongKey(
      String table, List<Column> keys, Collection<String> given) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Online table '"
            + table
            + "' is looked up by "
            + keys.stream().map(Column::name).toList()
            + ", each not null; the key has "
            + given
            + ".");
  }

  public static PlatformException storeExists(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_ALREADY_EXISTS, "Online store '" + name + "' already exists.");
  }

  public static PlatformException storeMissing(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Online store '" + name + "' does not exist.");
  }

  public static PlatformException storeInUse(String name) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION, "Online store '" + name + "' still has online tables.");
  }

  public static PlatformException notStoreCreator(String name) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        "Online store '" + name + "' can be changed by its creator and by admins.");
  }

  public static PlatformException badStoreName(String name) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "'"
            + name
            + "' is not a name for an online store: 1 to 63 letters, digits, hyphens and underscores.");
  }

  public static PlatformException badCapacity(String capacity) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "'" + capacity + "' is not a capacity: CU_1, CU_2, CU_4 or CU_8.");
  }

  public static PlatformException badReplicas(int count) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "An online store has 0 to 3 read replicas, not " + count + ".");
  }
}
