package io.mudbrick.catalog.delta;

import io.mudbrick.catalog.internal.delta.Batches;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A read of one version of a table; get one from {@link DeltaTable#read()}. Each method returns a
 * further read and leaves this one as it was. Safe to share between threads.
 */
public interface TableRead {
  /**
   * Only these columns, in this order; the others are not read from disk.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for an unknown column
   */
  TableRead columns(Collection<String> names);

  /** As {@link #columns(Collection)}. */
  default TableRead columns(String... names) {
    return columns(List.of(names));
  }

  /**
   * Only rows that fit; a further filter makes it fewer. Files that hold no such row by their
   * partition or by the statistics in the log are not opened.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for an unknown column or
   *     a value that it cannot hold
   */
  TableRead where(Filter filter);

  /** As {@link #where(Filter)}, with a condition in SQL. */
  default TableRead where(String condition) {
    return where(Filter.sql(condition));
  }

  /**
   * At most so many rows, the first ones in the order of the files; files behind them are not
   * opened.
   */
  TableRead limit(long rows);

  /**
   * The table as it was at a version, with the schema it then had.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST when the log does not
   *     hold that version
   */
  TableRead version(long version);

  /**
   * The table as it was at a point in time, with the schema it then had. The times are those at
   * which commits reached the disk, by the clock of the machine.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST when the log reaches
   *     back less far
   */
  TableRead asOf(Instant time);

  /** The version that is read: the newest one when the read was made, unless another was asked. */
  long version();

  /** The columns that are read. */
  Schema schema();

  /** All rows as one batch. */
  default ColumnBatch toColumns() {
    try (Stream<ColumnBatch> batches = batches()) {
      return Batches.concat(schema(), batches.toList());
    }
  }

  /**
   * All rows, batch by batch: one batch at a time is in memory, of a file of ours all rows. Close
   * it if you do not read to its end.
   */
  Stream<ColumnBatch> batches();

  /** All rows, as {@link #batches()} brings them. */
  default Stream<Row> rows() {
    return batches().flatMap(batch -> StreamSupport.stream(batch.rows().spliterator(), false));
  }

  /** All rows. */
  default List<Row> toRows() {
    try (Stream<Row> rows = rows()) {
      return rows.toList();
    }
  }

  /**
   * The same rows in parts that can be read by themselves, side by side and again: of a table of
   * ours a part for each data file, in the order of {@link #batches}. A part brings the same rows
   * in the same order whatever columns it is asked for. Grants and masks are those of this moment,
   * so parts are not to be kept.
   *
   * @param hint parts that hold no row that fits, by their partition or by the statistics in the
   *     log, are left out; the rows of the others all come, whether they fit or not
   */
  default List<TableRead> parts(Filter hint) {
    return List.of(this);
  }

  /** The number of rows, from the log where it says. */
  long count();

  /** The Parquet files that are read; those that hold no row that fits are left out. */
  List<Path> files();
}
