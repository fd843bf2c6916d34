package io.mudbrick.featurestore.internal;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.List;

/** Every error that a user of the feature store may see, but for those of online tables. */
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

  public static PlatformException noProfile(String table, long version) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "There is no profile of a write that made version " + version + " of '" + table + "'.");
  }

  // Features over windows

  public static PlatformException badWindow(String why) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "Not a time window: " + why + ".");
  }

  public static PlatformException sumOverflow(String column) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "[ARITHMETIC_OVERFLOW] The sum of '" + column + "' over a window does not fit its type.");
  }

  public static PlatformException badAggregate(String function, Column input) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        function + " cannot take column '" + input.name() + "' of type " + input.type() + ".");
  }

  public static PlatformException badFeature(String name, String why) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "Feature '" + name + "' " + why + ".");
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

  public static PlatformException featureMissing(String table, String feature) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Feature table '" + table + "' has no feature '" + feature + "'.");
  }

  public static PlatformException tagMissing(String table, String feature, String key) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Feature '" + feature + "' of table '" + table + "' has no tag '" + key + "'.");
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

  public static PlatformException badCut(String column) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Column '" + column + "', by which commits are cut, is no timestamp of the DataFrame.");
  }

  public static PlatformException unknownExcluded(String column) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Column '" + column + "' is to be excluded but does not exist.");
  }
}
