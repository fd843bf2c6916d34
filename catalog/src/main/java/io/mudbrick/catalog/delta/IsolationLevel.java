package io.mudbrick.catalog.delta;

/**
 * Which commits of others a write that reads the table may pass by. Appends that read nothing never
 * conflict under either.
 */
public enum IsolationLevel {
  /**
   * The versions of the table are one order in which all writes might have happened one after the
   * other. What a table without {@code delta.isolationLevel} has, as in open-source Delta.
   */
  SERIALIZABLE("Serializable"),
  /**
   * Plain appends by others, made while this write was under way, do not stop it: there is an order
   * of all writes, and it may differ from that of the versions. What a table on Databricks has by
   * default.
   */
  WRITE_SERIALIZABLE("WriteSerializable"),
  /** For changes that leave the rows as they are, such as a compaction. */
  SNAPSHOT_ISOLATION("SnapshotIsolation");

  private final String logName;

  IsolationLevel(String logName) {
    this.logName = logName;
  }

  /** As the log and {@code delta.isolationLevel} spell it. */
  public String logName() {
    return logName;
  }
}
