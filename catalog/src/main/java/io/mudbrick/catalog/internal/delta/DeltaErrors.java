package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.StorageErrors;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Every error that a reader or writer of a Delta table may see, but for those in FileErrors. */
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

  public static PlatformException noColumns() {
    return invalid("At least one column is needed");
  }

  static PlatformException badColumnName(String name) {
    return invalid(
        "Column name '%s' holds a blank or one of , ; { } ( ) = which Delta tables cannot store"
            .formatted(name));
  }

  static PlatformException typeNotSupported(String column, String type) {
    return new PlatformException(
        ErrorCode.NOT_IMPLEMENTED,
        "Column '%s' is %s, a type that is not supported yet".formatted(column, type));
  }

  /** A new table would need features that we do not write; in the product's words. */
  static PlatformException unsupportedForWrite(Set<String> features) {
    return unsupportedForWrite("this table", features);
  }

  /** A table has features that we do not write; in the product's words. */
  static PlatformException unsupportedForWrite(Path directory, Set<String> features) {
    return unsupportedForWrite("table \"" + directory + "\"", features);
  }

  private static PlatformException unsupportedForWrite(String table, Set<String> features) {
    return new PlatformException(
        ErrorCode.NOT_IMPLEMENTED,
        "[DELTA_UNSUPPORTED_FEATURES_FOR_WRITE] Unsupported Delta write feature: %s requires writer"
                .formatted(table)
            + " table feature(s) that are unsupported by this version of Mudbrick: "
            + String.join(", ", new TreeSet<>(features))
            + ".",
        Map.of("reason", "DELTA_UNSUPPORTED_FEATURES_FOR_WRITE"),
        null);
  }

  /** A table has features that neither we nor Delta Kernel read; in the product's words. */
  static PlatformException unsupportedForRead(
      Path directory, Set<String> features, Throwable cause) {
    return new PlatformException(
        ErrorCode.NOT_IMPLEMENTED,
        "[DELTA_UNSUPPORTED_FEATURES_FOR_READ] Unsupported Delta read feature: table \"%s\" requires"
                .formatted(directory)
            + " reader table feature(s) that are unsupported by this version of Mudbrick: "
            + String.join(", ", new TreeSet<>(features))
            + ".",
        Map.of("reason", "DELTA_UNSUPPORTED_FEATURES_FOR_READ"),
        cause);
  }

  static PlatformException changesOfForeign(Path directory) {
    return new PlatformException(
        ErrorCode.NOT_IMPLEMENTED,
        "The table in %s has features that we only read: its change rows cannot be asked for"
            .formatted(directory));
  }

  /** In the product's words. */
  static PlatformException cannotMerge(
      Column column, Column given, ColumnType ours, ColumnType other) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        ("[DELTA_FAILED_TO_MERGE_FIELDS] Failed to merge fields '%s' and '%s'."
                + " [DELTA_MERGE_INCOMPATIBLE_DATATYPE] Failed to merge incompatible data types"
                + " %s and %s")
            .formatted(column.name(), given.name(), ours.sqlName(), other.sqlName()),
        Map.of("reason", "DELTA_FAILED_TO_MERGE_FIELDS"),
        null);
  }

  /** In the product's words. */
  static PlatformException unknownProperty(String name) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "[DELTA_UNKNOWN_CONFIGURATION] Unknown configuration was specified: " + name,
        Map.of("reason", "DELTA_UNKNOWN_CONFIGURATION"),
        null);
  }

  static PlatformException negativeLimit(long rows) {
    return invalid("A limit of " + rows + " rows is negative");
  }

  static PlatformException notComparable(Column column) {
    return invalid(
        "Column '%s' is %s, which is not compared".formatted(column.name(), column.type()));
  }

  static PlatformException badPartitionColumn(Column column) {
    return invalid(
        "Column '%s' is %s, which cannot partition a table"
            .formatted(column.name(), column.type().sqlName()));
  }

  static PlatformException badBinaryPartition(Column column) {
    return invalid(
        "Partition column '%s' got bytes that are no text in UTF-8, which the log cannot hold"
            .formatted(column.name()));
  }

  static PlatformException onlyPartitionColumns() {
    return invalid("A table needs a column that it is not partitioned by");
  }

  static PlatformException badPartitionValue(Column column, String text, Throwable cause) {
    return new PlatformException(
        ErrorCode.DATA_LOSS,
        "The log gives partition column '%s' of type %s the value '%s'"
            .formatted(column.name(), column.type().sqlName(), text),
        cause);
  }

  static PlatformException newColumnRequired(Column column) {
    return invalid(
        "Column '%s' cannot be added as NOT NULL: rows already there have no value"
            .formatted(column.name()));
  }

  static PlatformException noKeyColumns() {
    return invalid("At least one key column is needed");
  }

  static PlatformException nullInKey(Column column) {
    return invalid("Key column '%s' holds null".formatted(column.name()));
  }

  static PlatformException duplicateKey(List<String> columns, List<@Nullable Object> key) {
    return invalid(
        "The data holds the key (%s) = %s more than once"
            .formatted(String.join(", ", columns), key));
  }

  static PlatformException noSuchTable(Path directory) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "No Delta table in " + directory);
  }

  static PlatformException tableExists(Path directory) {
    return new PlatformException(
        ErrorCode.RESOURCE_ALREADY_EXISTS, "There is a Delta table in " + directory);
  }

  static PlatformException noSuchVersion(Path directory, long version, long newest) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "No version %d of the table in %s; it has versions 0 to %d"
            .formatted(version, directory, newest));
  }

  static PlatformException versionExpired(Path directory, long version, @Nullable Throwable cause) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "Version %d of the table in %s is no longer kept".formatted(version, directory),
        cause);
  }

  static PlatformException noVersionBefore(Path directory, Instant time) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "The table in %s has no version as old as %s".formatted(directory, time));
  }

  /**
   * Begins as the product's error does, so that whoever looks that one up finds the same advice.
   */
  static PlatformException retentionTooShort(Duration retention, Duration usual) {
    return invalid(
        ("Are you sure you would like to vacuum files with such a low retention period? %d hours"
                + " are less than the table's %d hours (delta.deletedFileRetentionDuration): a"
                + " reader of an older version or a writer that has not committed yet may lose"
                + " files. If nobody else works on the table, switch the retention check off")
            .formatted(retention.toHours(), usual.toHours()));
  }

  static PlatformException badVersionRange(Path directory, long from, long to, long newest) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "%d to %d is no range of versions of the table in %s, which has versions 0 to %d"
            .formatted(from, to, directory, newest),
        reason("DELTA_INVALID_CDC_RANGE"),
        null);
  }

  static PlatformException changesExpired(Path directory, long version) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "The log of the table in %s no longer holds version %d: its changes are lost"
            .formatted(directory, version),
        reason("DELTA_TRUNCATED_TRANSACTION_LOG"),
        null);
  }

  static PlatformException readOfAnotherTable(Path directory) {
    return invalid("The write is to the table in %s; the read is not".formatted(directory));
  }

  static PlatformException zOrderByPartition(Column column) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Column '%s' is a partition column: each file has one value of it, whatever the order"
            .formatted(column.name()),
        reason("DELTA_ZORDERING_ON_PARTITION_COLUMN"),
        null);
  }

  static PlatformException zOrderWithoutRange(Column column) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Column '%s' is %s: the log keeps no range of such values, so an order has no effect"
            .formatted(column.name(), column.type().sqlName()),
        reason("DELTA_ZORDERING_ON_COLUMN_WITHOUT_STATS"),
        null);
  }

  static PlatformException badProperty(String name, String value, String example) {
    return invalid("'%s' is no value of %s; one is '%s'".formatted(value, name, example));
  }

  static PlatformException protocolNotSupported(Path directory, Throwable cause) {
    return new PlatformException(
        ErrorCode.NOT_IMPLEMENTED,
        "The table in %s uses features of a later Delta protocol than reader 1, writer 2"
            .formatted(directory),
        cause);
  }

  static PlatformException logUnreadable(Path directory, Throwable cause) {
    return new PlatformException(
        ErrorCode.DATA_LOSS,
        "Cannot read the log of the table in %s: %s".formatted(directory, cause.getMessage()),
        cause);
  }

  /** The product's error class stands in the message and, for programs, in the details. */
  static PlatformException conflict(Path directory, Conflict conflict) {
    return new PlatformException(
        ErrorCode.ABORTED,
        conflict.sentence() + ". Read the table in " + directory + " again, and write then",
        reason(conflict.rule().errorClass()),
        conflict);
  }

  static PlatformException conflictAgainAndAgain(Path directory, int attempts, Conflict conflict) {
    return new PlatformException(
        ErrorCode.ABORTED,
        "%s. Gave up after %d attempts: other writers keep changing the table in %s"
            .formatted(conflict.sentence(), attempts, directory),
        reason(conflict.rule().errorClass()),
        conflict);
  }

  static PlatformException appendOnly(Path directory) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "The table in %s has delta.appendOnly=true: rows cannot be changed or removed"
            .formatted(directory));
  }

  static PlatformException writeFailed(Path directory, Throwable cause) {
    PlatformException disk = StorageErrors.of(cause);
    if (disk != null) {
      return disk;
    }
    return new PlatformException(
        ErrorCode.INTERNAL_ERROR, "Cannot work on the table in " + directory, cause);
  }

  private static Map<String, String> reason(String errorClass) {
    return Map.of("reason", errorClass);
  }

  private static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }
}
