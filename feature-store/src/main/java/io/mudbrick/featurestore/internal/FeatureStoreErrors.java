package io.mudbrick.featurestore.internal;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  public static PlatformException recreated(String table) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "Feature table '"
            + table
            + "' was dropped and made again since the feature spec was: make the spec again.",
        Map.of("reason", "STALE_FEATURE_TABLE"),
        null);
  }

  public static PlatformException missingColumn(String column, ColumnType type) {
    return new PlatformException(
        ErrorCode.BAD_REQUEST, "The rows lack the column '" + column + "' (" + type + ").");
  }

  public static PlatformException missingArgument(String column, String function) {
    return new PlatformException(
        ErrorCode.BAD_REQUEST,
        "The rows lack the column '" + column + "', which function '" + function + "' takes.");
  }

  public static PlatformException noSuchColumn(String column) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "The plan has no column '" + column + "'.");
  }

  public static PlatformException onlineIsNewer(String table, int row) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "Row "
            + row
            + " asks for an earlier time than that of the newest row of feature table '"
            + table
            + "', and only the newest row is online: a strict plan does not answer with another.",
        Map.of("reason", "ONLINE_IS_NEWER"),
        null);
  }

  public static PlatformException overriddenInPart(String column) {
    return new PlatformException(
        ErrorCode.BAD_REQUEST,
        "Feature '"
            + column
            + "' is overridden in some rows and not in others: send it in all rows or in none.");
  }

  public static PlatformException notOnline(String table, Column feature) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Feature '"
            + feature.name()
            + "' of table '"
            + table
            + "' is of type "
            + feature.type()
            + ", which is not looked up online.");
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
}
