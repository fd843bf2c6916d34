package io.mudbrick.platform.internal.snapshot;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.Snapshot;
import java.time.Duration;

/** Every error that a snapshot or a reset gives. */
public final class SnapshotErrors {
  private SnapshotErrors() {}

  static PlatformException unknown(Snapshot snapshot) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST,
        "There is no snapshot " + snapshot.id() + " in this engine");
  }

  static PlatformException busy(Duration waited) {
    return new PlatformException(
        ErrorCode.RESOURCE_CONFLICT,
        "Calls of this workspace still run after " + waited.toSeconds() + " s");
  }

  static PlatformException interrupted() {
    return new PlatformException(ErrorCode.ABORTED, "Interrupted while waiting for calls to end");
  }

  /** A snapshot of one metastore does not fit another. */
  public static PlatformException foreign(Snapshot snapshot, String metastoreId) {
    return new PlatformException(
        ErrorCode.INVALID_PARAMETER_VALUE,
        "The snapshot is of metastore " + snapshot.metastoreId() + ", not of " + metastoreId);
  }

  /** What other servers do meanwhile cannot be known here. */
  public static PlatformException shared() {
    return new PlatformException(
        ErrorCode.FAILED_PRECONDITION,
        "A store that several servers may share takes no snapshots: they are for tests.");
  }

  /** Setting a workspace back takes away what others wrote. */
  public static PlatformException adminsOnly() {
    return new PlatformException(
        ErrorCode.PERMISSION_DENIED,
        "Only workspace admins can take a snapshot or go back to one.");
  }
}
