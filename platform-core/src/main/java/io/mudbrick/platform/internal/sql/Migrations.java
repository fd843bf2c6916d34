package io.mudbrick.platform.internal.sql;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings each module's tables up to date: {@code V001__*.sql}, {@code V002__*.sql}, ... in order,
 * once, all in one transaction. The files are listed in {@code db/migrations.txt}, since a jar's
 * folders cannot be listed portably.
 */
public final class Migrations {
  private Migrations() {}

  /**
   * @param module the module's name
   * @param loader sees the module's resources
   */
  public static void run(Database database, String module, ClassLoader loader) {
    String base = "io/mudbrick/" + module.replace("-", "") + "/db/";
    String listing = resource(loader, base + "migrations.txt");
    if (listing == null) {
      return; // a module without tables
    }
    List<String> files = listing.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    database.run(tx -> migrate(tx, database, module, base, files, loader));
  }

  private static void migrate(
      Tx tx,
      Database database,
      String module,
      String base,
      List<String> files,
      ClassLoader loader) {
    tx.update(
        database
            .dialect()
            .ddl(
                "CREATE TABLE IF NOT EXISTS core_schema_version ("
                    + "module VARCHAR(64) NOT NULL, file VARCHAR(200) NOT NULL,"
                    + " PRIMARY KEY (module, file))"));
    List<String> done =
        tx.query("SELECT file FROM core_schema_version WHERE module = ?", r -> r.string(1), module);
    for (String known : done) {
      if (!files.contains(known)) {
        throw new PlatformException(
            ErrorCode.FAILED_PRECONDITION,
            "The store was written by a newer Mudbrick: module '"
                + module
                + "' has the migration '"
                + known
                + "', which this version does not know");
      }
    }
    for (String file : files) {
      if (!done.contains(file)) {
        for (String statement : statements(sql(database, base, file, loader))) {
          tx.update(database.dialect().ddl(statement));
        }
        tx.update("INSERT INTO core_schema_version (module, file) VALUES (?, ?)", module, file);
      }
    }
  }

  private static String sql(Database database, String base, String file, ClassLoader loader) {
    String sql = resource(loader, base + database.dialect().folder() + "/" + file);
    if (sql == null) {
      sql = resource(loader, base + "common/" + file);
    }
    if (sql == null) {
      throw new IllegalStateException("Migration " + base + "*/" + file + " is listed but missing");
    }
    return sql;
  }

  /** Statements end with a semicolon at the end of a line; comments are whole lines. */
  private static List<String> statements(String sql) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    for (String line : sql.lines().toList()) {
      if (line.strip().startsWith("--")) {
        continue;
      }
      statement.append(line).append('\n');
      if (line.stripTrailing().endsWith(";")) {
        statements.add(statement.substring(0, statement.lastIndexOf(";")));
        statement.setLength(0);
      }
    }
    if (!statement.toString().isBlank()) {
      statements.add(statement.toString());
    }
    return statements;
  }

  private static @Nullable String resource(ClassLoader loader, String name) {
    try (InputStream in = loader.getResourceAsStream(name)) {
      return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
