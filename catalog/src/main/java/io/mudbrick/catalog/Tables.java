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

  /** As the other, with what else belongs to a key. */
  TableInfo setPrimaryKey(String fullName, PrimaryKey key);

  /**
   * Says of which other table's key columns are, as {@code POST /constraints} does. It needs
   * ownership of both tables, or MANAGE.
   *
   * @return the key with its name and all columns
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST} when the other
   *     table has no primary key; {@code INVALID_PARAMETER_VALUE} when the columns are not as many
   *     as the key's, or of other types; {@code RESOURCE_ALREADY_EXISTS} when a constraint of the
   *     schema has the name
   */
  ForeignKey addForeignKey(String fullName, ForeignKey key);

  /**
   * Drops the primary key or a foreign key, as {@code DELETE /constraints} does. The columns of a
   * primary key stay required.
   *
   * @param cascade drop also the foreign keys to a primary key, which needs ownership of their
   *     tables, or MANAGE; else a key that others refer to stays
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST} when the table
   *     has no constraint of that name; {@code FAILED_PRECONDITION} when others refer to it
   */
  TableInfo dropConstraint(String fullName, String name, boolean cascade);

  /**
   * Shows a column through a function from now on: to every reader, the owner and admins among
   * them, unless the function says otherwise. It needs ownership of the table or MANAGE, and
   * EXECUTE on the function.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when the
   *     function does not take the columns or does not return the column's type; whatever a
   *     listener says that keeps a copy of the table, such as an online table
   */
  TableInfo setColumnMask(String fullName, String column, ColumnMask mask);

  /**
   * Shows a column as it is again.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST} when it has no
   *     mask
   */
  TableInfo unsetColumnMask(String fullName, String column);

  /** Shows only rows for which a function is true; for the rest as {@link #setColumnMask}. */
  TableInfo setRowFilter(String fullName, RowFilter filter);

  /**
   * Shows all rows again.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST} when there is no
   *     row filter
   */
  TableInfo unsetRowFilter(String fullName);

  /**
   * Refuses with {@code PERMISSION_DENIED} when a column mask or a row filter of the table hides
   * anything from the caller: for those who would hand the rows on past it.
   */
  void requireUnmasked(String fullName);

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
