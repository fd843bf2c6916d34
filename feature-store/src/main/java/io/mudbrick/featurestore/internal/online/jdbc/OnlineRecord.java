package io.mudbrick.featurestore.internal.online.jdbc;

import io.mudbrick.featurestore.PublishMode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The row of an online table.
 *
 * @param tableNo short, as every key of its rows begins with it
 * @param layout JSON
 * @param generation which of its rows are seen
 * @param stamp another one after every publish; 0 while the first one is under way
 * @param rowFile the file that has the rows of the generation, but for later changes; null when all
 *     are in the database
 * @param publication who published it last, and how
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
    long rows,
    @Nullable String rowFile,
    Publication publication) {
  /** The stamp of a table whose first publish is under way. */
  public static final long NOT_SHOWN = 0;

  /**
   * The terms of a publish.
   *
   * @param workspaceId where the publisher was; empty in records of versions that did not keep it
   * @param failure why commits are no longer followed
   * @param sqlName what the table is called in SQL
   */
  public record Publication(
      String workspaceId,
      String by,
      PublishMode mode,
      @Nullable Duration ttl,
      @Nullable String failure,
      @Nullable String sqlName) {}

  public String publishedBy() {
    return publication.by();
  }

  /** This record with other rows. */
  public OnlineRecord showing(long newGeneration, long newRows, @Nullable String newFile) {
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
        newRows,
        newFile,
        publication);
  }
}
