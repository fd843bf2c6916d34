package io.mudbrick.featurestore.internal.online.jdbc;

import java.time.Instant;

/**
 * The row of an online table.
 *
 * @param tableNo short, as every key of its rows begins with it
 * @param layout JSON
 * @param generation which of its rows are seen
 * @param stamp another one after every publish; 0 while the first one is under way
 */
public record OnlineRecord(
    long tableNo,
    String metastoreId,
    String name,
    String onlineStore,
    String sourceTable,
    String sourceId,
    String layout,
    long generation,
    long stamp,
    long version,
    Instant publishedAt,
    String publishedBy,
    long rows) {
  /** The stamp of a table whose first publish is under way. */
  public static final long NOT_SHOWN = 0;

  /** This record with other rows. */
  public OnlineRecord showing(long newGeneration, long newRows) {
    return new OnlineRecord(
        tableNo,
        metastoreId,
        name,
        onlineStore,
        sourceTable,
        sourceId,
        layout,
        newGeneration,
        stamp,
        version,
        publishedAt,
        publishedBy,
        newRows);
  }
}
