package io.mudbrick.featurestore.internal;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every error of plans, and of the specs that they are made of, that a user may see. */
public final class PlanErrors {
  private PlanErrors() {}

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
