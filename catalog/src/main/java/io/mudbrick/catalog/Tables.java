package io.mudbrick.catalog;

import io.mudbrick.catalog.delta.DeltaTable;
import java.nio.file.Path;
import java.util.List;

/** Tables: {@code /api/2.1/unity-catalog/tables}. Get one from {@link Catalog#tables()}. */
public interface Tables {
  /**
   * Makes a managed Delta table, owned by the caller, who needs CREATE TABLE and the USE
   * privileges.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when a key names
   *     no column, or the time series column is not in the key or is no date or timestamp
   */
  TableInfo create(TableSpec spec);

  /**
   * Registers a directory outside the platform as a table, as {@code CREATE TABLE ... LOCATION}
   * does: the Delta table that is there, with the spec's columns or none given; where there is
   * none, one is made. As there are no external locations here, it needs a metastore admin.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when it is no
   *     directory, or overlaps the platform's own or another table's or volume's
   */
  TableInfo createExternal(TableSpec spec, Path directory);

  /** What is known about a table that the caller may see. */
  TableInfo get(String fullName);

  /** Whether there is such a table that the caller may see. */
  boolean exists(String fullName);

  /** The tables of a schema that the caller may see, by name. */
  List<TableInfo> list(String schema);

  TableInfo update(String fullName, SecurableUpdate update);

  /**
   * Declares the primary key of a table that has none, as {@code POST /constraints} does.
   *
   * @param timeseriesColumn one of the columns, or empty
   */
  TableInfo setPrimaryKey(String fullName, List<String> columns, String timeseriesColumn);

  /**
   * Deletes a table and, if it is managed, its files; it needs ownership of it or of a parent, or
   * MANAGE.
   */
  void delete(String fullName);

  /**
   * The table itself, reading and writing as the caller: each read needs SELECT and each write
   * MODIFY at the moment it is made, also through reads and writes prepared before.
   *
   * @throws io.mudbrick.platform.PlatformException {@code PERMISSION_DENIED} unless the caller has
   *     one of the two
   */
  DeltaTable open(String fullName);
}
