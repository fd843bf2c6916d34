package io.mudbrick.featurestore.internal.view;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.Collection;

/** Every error about features that are defined by what they are computed from. */
public final class ViewErrors {
  private ViewErrors() {}

  private static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }

  static PlatformException missing(String name) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Feature '" + name + "' does not exist.");
  }

  static PlatformException materialised(String name, Collection<String> tables) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "Feature '"
            + name
            + "' is materialised into "
            + tables
            + ": delete its materialized features first.");
  }

  static PlatformException unknownColumn(String feature, String column, String source) {
    return invalid(
        "Feature '" + feature + "' takes column '" + column + "', which " + source + " lacks.");
  }

  static PlatformException noEntity(String feature) {
    return invalid("Feature '" + feature + "' of a table needs an entity and a timeseries_column.");
  }

  static PlatformException entityOfRequest(String feature) {
    return invalid(
        "Feature '" + feature + "' of a request has neither an entity nor a timeseries_column.");
  }

  static PlatformException aggregateOfRequest(String feature) {
    return invalid(
        "Feature '" + feature + "' of a request can only select a column, under its own name.");
  }

  static PlatformException entityType(String feature, Column column) {
    return invalid(
        "Entity column '"
            + column.name()
            + "' of feature '"
            + feature
            + "' is of type "
            + column.type()
            + "; entities are neither dates nor timestamps, nor nested.");
  }

  static PlatformException timeType(String feature, Column column) {
    return invalid(
        "Timeseries column '"
            + column.name()
            + "' of feature '"
            + feature
            + "' is of type "
            + column.type()
            + ", not a timestamp or a date.");
  }

  static PlatformException requestType(String feature, Column column) {
    return invalid(
        "Column '"
            + column.name()
            + "' of the request source of feature '"
            + feature
            + "' is of type "
            + column.type()
            + ", which is no scalar that a request can carry.");
  }

  static PlatformException badName(String feature) {
    return invalid("'" + feature + "' is not a name for a feature: letters, digits and '_' are.");
  }

  public static PlatformException missingColumn(String feature, String column) {
    return invalid(
        "Feature '" + feature + "' needs column '" + column + "', which is not in the DataFrame.");
  }

  public static PlatformException columnType(
      String feature, String column, ColumnType wanted, ColumnType given) {
    return invalid(
        "Column '"
            + column
            + "' of the DataFrame is of type "
            + given
            + ", but feature '"
            + feature
            + "' needs "
            + wanted
            + ".");
  }

  public static PlatformException labelInSource(String label, String source) {
    return invalid(
        "Label '" + label + "' is also a column of '" + source + "', from which features come.");
  }

  public static PlatformException notOnline(String feature) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "Feature '"
            + feature
            + "' is not materialised into an online store: materialise it, or score batches.");
  }

  static PlatformException notAhead(String feature) {
    return invalid(
        "Feature '"
            + feature
            + "' cannot be materialised: windows that end at each row's time, and requests, are"
            + " computed when they are asked for.");
  }

  static PlatformException place(String why) {
    return invalid("Features cannot be materialised so: " + why + ".");
  }

  static PlatformException already(String feature, String table) {
    return new PlatformException(
        ErrorCode.RESOURCE_ALREADY_EXISTS,
        "Feature '" + feature + "' is already materialised into '" + table + "'.");
  }

  static PlatformException missingMaterialised(String id) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "Materialized feature '" + id + "' does not exist.");
  }

  static PlatformException notYours(String id) {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        "User does not have READ FEATURE on the feature of materialized feature '" + id + "'.");
  }

  static PlatformException missingTable(String table) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "No feature is materialised into '" + table + "'.");
  }

  static PlatformException onlineFirst(String feature) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "The online copy of feature '"
            + feature
            + "' goes with the offline one: delete that materialized feature.");
  }

  static PlatformException badJson(String what) {
    return invalid("Not a feature: " + what + ".");
  }

  static PlatformException notOffered(String what) {
    return invalid("Features with " + what + " are not offered here.");
  }
}
