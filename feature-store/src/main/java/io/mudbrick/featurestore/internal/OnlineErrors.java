package io.mudbrick.featurestore.internal;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.featurestore.ConsistencyReport;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.files.StorageErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Every error that a user of online tables and stores may see. */
public final class OnlineErrors {
  /** PostgreSQL's lock_not_available and dependent_objects_still_exist. */
  private static final String LOCK_TIMEOUT = "55P03";

  private static final String DEPENDED_ON = "2BP01";

  private OnlineErrors() {}

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
        "'" + mode + "' is not a publish mode: SNAPSHOT, TRIGGERED or CONTINUOUS.");
  }

  public static PlatformException publisherGone(String name, String publisher) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "Who published online table '" + name + "', '" + publisher + "', is gone.");
  }

  /** Why a table is no longer followed. */
  public static String sourceMissing(String source) {
    return "Feature table '" + source + "' does not exist any more.";
  }

  public static PlatformException damagedRows(Path file) {
    return new PlatformException(
        ErrorCode.DATA_LOSS, "The rows of an online table are damaged: " + file.getFileName());
  }

  public static PlatformException unreadableRows(Path file, IOException e) {
    PlatformException disk = StorageErrors.of(e);
    return disk != null
        ? disk
        : new PlatformException(
            ErrorCode.INTERNAL_ERROR, "Cannot read " + file.getFileName() + ": " + e, e);
  }

  public static PlatformException rowsNotWritten(String table, IOException e) {
    PlatformException disk = StorageErrors.of(e);
    return disk != null
        ? disk
        : new PlatformException(
            ErrorCode.INTERNAL_ERROR, "Cannot write the rows of '" + table + "': " + e, e);
  }

  /** As the other, for work without a result. */
  public static void heldInSql(String name, Runnable work) {
    heldInSql(
        name,
        () -> {
          work.run();
          return true;
        });
  }

  /** Does work that replaces a table of PostgreSQL, and tells when somebody there is in the way. */
  public static <T> T heldInSql(String name, Supplier<T> work) {
    try {
      return work.get();
    } catch (PlatformException e) {
      throw e;
    } catch (RuntimeException e) {
      if (e.getCause() instanceof SQLException sql && LOCK_TIMEOUT.equals(sql.getSQLState())) {
        throw new PlatformException(
            ErrorCode.TEMPORARILY_UNAVAILABLE,
            "Online table '" + name + "' cannot be replaced while somebody reads it in SQL.",
            e);
      }
      if (e.getCause() instanceof SQLException sql && DEPENDED_ON.equals(sql.getSQLState())) {
        throw new PlatformException(
            ErrorCode.FAILED_PRECONDITION,
            "Online table '"
                + name
                + "' cannot be replaced: a view or another object of PostgreSQL is built on it.",
            e);
      }
      throw e;
    }
  }

  public static PlatformException badTtl(Duration ttl) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "The age limit of an online table is longer than nothing, not " + ttl + ".");
  }

  public static PlatformException ttlWithoutTime(String table) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "Feature table '"
            + table
            + "' has no time series column, by which an age limit could be told.");
  }

  public static PlatformException otherTtl(String name) {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "The age limit of online table '"
            + name
            + "' stays as it was published first. Delete the online table to give it another.");
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

  public static PlatformException badPageSize(String size) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE, "'" + size + "' is not a page size.");
  }

  public static PlatformException badUpdateMask(String field) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "'" + field + "' of an online store cannot be changed: capacity, read_replica_count.");
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

  public static PlatformException inconsistent(ConsistencyReport report) {
    String first =
        report.differences().stream()
            .limit(3)
            .map(difference -> difference.kind() + " " + difference.key() + difference.features())
            .collect(Collectors.joining(", "));
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "Online table '%s' is not version %d of its feature table: of %d rows %d are wrong or missing, and %d are too many: %s."
            .formatted(
                report.onlineTable(),
                report.version(),
                report.rows(),
                report.wrong(),
                report.extra(),
                first),
        Map.of("reason", "ONLINE_INCONSISTENT"),
        null);
  }
}
