package io.mudbrick.platform.sql;

import java.util.regex.Pattern;

/** Which database speaks; statements that must differ ask for it. */
public enum Dialect {
  SQLITE("sqlite"),
  POSTGRESQL("postgresql");

  private static final Pattern TEXT = Pattern.compile("\\bVARCHAR\\(\\d+\\)|\\bTEXT\\b");
  private static final Pattern INTEGER = Pattern.compile("\\bINTEGER\\b");

  private final String folder;

  Dialect(String folder) {
    this.folder = folder;
  }

  /**
   * A statement of a migration in this database's words, so that one file serves both: text is of
   * any length and ordered by its bytes, and a whole number has 64 bits, as in SQLite.
   */
  public String ddl(String statement) {
    if (this == SQLITE) {
      return statement;
    }
    String texts = TEXT.matcher(statement).replaceAll("TEXT COLLATE \"C\"");
    return INTEGER.matcher(texts).replaceAll("BIGINT");
  }

  /** The folder of migrations that only this database runs. */
  public String folder() {
    return folder;
  }
}
