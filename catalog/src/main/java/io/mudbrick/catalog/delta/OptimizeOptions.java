package io.mudbrick.catalog.delta;

import java.util.List;
import java.util.OptionalLong;

/**
 * How {@link TableMaintenance#optimize(OptimizeOptions)} is to work. Each method returns further
 * options and leaves these as they were.
 *
 * @param targetFileSize bytes; else {@code delta.targetFileSize} of the table, else 128 MB
 * @param partitions which partitions, by a filter over the partition columns
 * @param zOrder the columns by which rows that are near each other come into one file; none for
 *     plain compaction
 */
public record OptimizeOptions(OptionalLong targetFileSize, Filter partitions, List<String> zOrder) {
  /** Plain compaction of all partitions. */
  public static final OptimizeOptions DEFAULT =
      new OptimizeOptions(OptionalLong.empty(), Filter.all(), List.of());

  public OptimizeOptions {
    zOrder = List.copyOf(zOrder);
  }

  /** These options for files of about so many bytes. */
  public OptimizeOptions withTargetFileSize(long bytes) {
    return new OptimizeOptions(OptionalLong.of(bytes), partitions, zOrder);
  }

  /** These options for some partitions only. */
  public OptimizeOptions where(Filter partition) {
    return new OptimizeOptions(targetFileSize, partition, zOrder);
  }

  /** These options for the partitions that fit a condition in SQL. */
  public OptimizeOptions where(String condition) {
    return where(Filter.sql(condition));
  }

  /** These options with an order along a curve that keeps values of all these columns together. */
  public OptimizeOptions zOrderBy(String... columns) {
    return new OptimizeOptions(targetFileSize, partitions, List.of(columns));
  }
}
