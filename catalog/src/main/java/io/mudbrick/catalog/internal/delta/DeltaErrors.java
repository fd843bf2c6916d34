package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import java.util.List;

/** Every error that a reader or writer of a Delta table may see. */
public final class DeltaErrors {
  private DeltaErrors() {}

  public static PlatformException unknownType(String name) {
    return invalid("Unknown column type '" + name + "'");
  }

  public static PlatformException badDecimal(int precision, int scale) {
    return invalid(
        "decimal(%d,%d) is not a type: precision is 1 to 38, scale 0 to precision"
            .formatted(precision, scale));
  }

  public static PlatformException blankColumnName() {
    return invalid("A column needs a name");
  }

  public static PlatformException duplicateColumn(String name) {
    return invalid("Column '" + name + "' occurs twice (case does not distinguish names)");
  }

  public static PlatformException unknownColumn(String name, List<String> known) {
    return invalid("No column '%s'; there are %s".formatted(name, String.join(", ", known)));
  }

  public static PlatformException wrongValueCount(int columns, int values) {
    return invalid("A row of %d columns got %d values".formatted(columns, values));
  }

  public static PlatformException nullInRequired(Column column) {
    return invalid("Column '%s' is NOT NULL and got null".formatted(column.name()));
  }

  public static PlatformException wrongType(Column column, Object value) {
    return invalid(
        "Column '%s' is %s and got a value of type %s"
            .formatted(column.name(), column.type().sqlName(), Values.sqlNameOf(value.getClass())));
  }

  public static PlatformException outOfRange(Column column, Object value) {
    return invalid(
        "Column '%s' is %s, which cannot hold %s"
            .formatted(column.name(), column.type().sqlName(), value));
  }

  public static PlatformException nullValue(Column column) {
    return invalid("Column '%s' is null in this row".formatted(column.name()));
  }

  public static PlatformException notA(String wanted, Column column) {
    return invalid(
        "Column '%s' is %s, not %s".formatted(column.name(), column.type().sqlName(), wanted));
  }

  public static PlatformException unevenColumns(int expected, int actual) {
    return invalid(
        "Columns of one batch must be of one length: %d and %d".formatted(expected, actual));
  }

  public static PlatformException wrongColumnCount(int expected, int actual) {
    return invalid("A schema of %d columns got %d columns of values".formatted(expected, actual));
  }

  public static PlatformException columnTypeDiffers(Column column, ColumnType actual) {
    return invalid(
        "Column '%s' is %s and got %s values"
            .formatted(column.name(), column.type().sqlName(), actual.sqlName()));
  }

  public static PlatformException wrongArray(ColumnType type, Class<?> array) {
    return invalid(
        "A column of type %s is not held in %s".formatted(type.sqlName(), array.getSimpleName()));
  }

  public static PlatformException notNumeric(ColumnType type) {
    return invalid("A column of type %s has no numbers".formatted(type.sqlName()));
  }

  private static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }
}
