package io.mudbrick.featurestore.internal.online;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What an online table is called in PostgreSQL: {@code "catalog.schema"."table"}.
 *
 * @param schema quoted
 * @param bare not quoted
 */
record SqlName(String schema, String bare) {
  /** PostgreSQL cuts longer names off. */
  private static final int MOST_BYTES = 63;

  /** Room for what tells generations apart, and tables whose names would else be the same. */
  private static final int ROOM = 24;

  /**
   * The name of {@code catalog.schema.table}.
   *
   * @param number of the table, added where the name is too long or taken
   */
  static SqlName of(String table, long number, boolean taken) {
    int dot = table.lastIndexOf('.');
    String bare = cut(table.substring(dot + 1), MOST_BYTES - ROOM);
    boolean same = bare.equals(table.substring(dot + 1)) && !taken;
    return new SqlName(
        quoted(cut(table.substring(0, dot), MOST_BYTES)), same ? bare : bare + "~" + number);
  }

  /** Reads what {@link #qualified} wrote. */
  static @Nullable SqlName parse(@Nullable String qualified) {
    if (qualified == null) {
      return null;
    }
    int dot = qualified.indexOf("\".\"");
    return new SqlName(
        qualified.substring(0, dot + 1),
        qualified.substring(dot + 3, qualified.length() - 1).replace("\"\"", "\""));
  }

  private static String cut(String name, int most) {
    String cut = name;
    while (cut.getBytes(StandardCharsets.UTF_8).length > most) {
      cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
    }
    return cut;
  }

  String table() {
    return quoted(bare);
  }

  String qualified() {
    return schema + "." + table();
  }

  /** Where a generation is made before it is seen. */
  String hidden(long generation) {
    return schema + "." + quoted("." + bare + "~" + Long.toString(generation, 36));
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
