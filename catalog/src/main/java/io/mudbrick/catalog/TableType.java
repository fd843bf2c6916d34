package io.mudbrick.catalog;

/** Who keeps the files of a table. */
public enum TableType {
  /** The platform: deleting the table deletes the files. */
  MANAGED,
  /** Somebody else: the table shows a directory, and deleting it leaves the files alone. */
  EXTERNAL
}
