package io.mudbrick.catalog.delta;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

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
  ColumnBatch toColumns();

  /** All rows, file by file; one file's rows at a time are in memory. */
  Stream<ColumnBatch> batches();

  /** All rows, as {@link #batches()} brings them. */
  Stream<Row> rows();

  /** All rows. */
  default List<Row> toRows() {
    return rows().toList();
  }

  /** The number of rows, from the log where it says. */
  long count();

  /** The Parquet files that make up this version. */
  List<Path> files();
}
