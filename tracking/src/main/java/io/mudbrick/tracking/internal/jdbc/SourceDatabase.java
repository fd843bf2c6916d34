package io.mudbrick.tracking.internal.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stranger's SQLite database, open to be read: what its schema defines beside tables is not
 * trusted, and tables that an older MLflow did not have are empty. For one thread.
 */
public final class SourceDatabase implements AutoCloseable {
  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

  private final Connection connection;
  private final Set<String> tables = new HashSet<>();

  /**
   * @throws IOException when it cannot be read as a database
   */
  public SourceDatabase(Path file) throws IOException {
    check(file);
    Properties readOnly = new Properties();
    readOnly.setProperty("open_mode", "1");
    readOnly.setProperty("trusted_schema", "false");
    try {
      this.connection = DriverManager.getConnection("jdbc:sqlite:" + file, readOnly);
      for (Map<String, @Nullable Object> row :
          rows("SELECT name FROM sqlite_master WHERE type = 'table'")) {
        tables.add(String.valueOf(row.get("name")));
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private static void check(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new IOException("it is no SQLite database");
      }
    }
  }

  public boolean has(String table) {
    return tables.contains(table);
  }

  /** Takes a row. */
  @FunctionalInterface
  public interface RowReader<E extends Exception> {
    void read(Map<String, @Nullable Object> row) throws E;
  }

  /** All rows of a table that satisfy a condition; none when there is no such table. */
  public List<Map<String, @Nullable Object>> select(
      String table, String condition, Object... values) throws IOException {
    return has(table) ? rows("SELECT * FROM " + table + " WHERE " + condition, values) : List.of();
  }

  private List<Map<String, @Nullable Object>> rows(String sql, Object... values)
      throws IOException {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    this.<RuntimeException>forEach(sql, rows::add, values);
    return rows;
  }

  /** Hands each row on. */
  public <E extends Exception> void forEach(String sql, RowReader<E> reader, Object... values)
      throws IOException, E {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      try (ResultSet result = statement.executeQuery()) {
        ResultSetMetaData columns = result.getMetaData();
        while (result.next()) {
          Map<String, @Nullable Object> row = new LinkedHashMap<>();
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            row.put(columns.getColumnName(i), result.getObject(i));
          }
          reader.read(row);
        }
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException("The database cannot be closed", e);
    }
  }
}
