package io.mudbrick.platform.sql;

/** Which database speaks; statements that must differ ask for it. */
public enum Dialect {
  SQLITE("sqlite"),
  POSTGRESQL("postgresql");

  private final String folder;

  Dialect(String folder) {
    this.folder = folder;
  }

  /** The folder of migrations that only this database runs. */
  public String folder() {
    return folder;
  }
}
