package io.mudbrick.benchmarks;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** DuckDB in memory, with two threads and without anything from the network. */
final class DuckDb implements AutoCloseable {
  static final String NAME = "DuckDB 1.5.6 ASOF JOIN, 2 threads";

  private final Connection connection;
  private final Statement statement;

  DuckDb() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("threads", "2");
    connection = DriverManager.getConnection("jdbc:duckdb:", settings);
    statement = connection.createStatement();
  }

  void run(String sql) throws SQLException {
    statement.execute(sql);
  }

  /** A table of a batch's columns; times as BIGINT. */
  void table(String name, ColumnBatch batch) throws SQLException {
    StringBuilder columns = new StringBuilder("CREATE TABLE IF NOT EXISTS " + name + " (");
    batch
        .schema()
        .columns()
        .forEach(
            column ->
                columns
                    .append(columns.toString().endsWith("(") ? "" : ", ")
                    .append(column.name())
                    .append(column.name().startsWith("v") ? " DOUBLE" : " BIGINT"));
    run(columns.append(")").toString());
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender("main", name)) {
      List<ColumnVector> vectors = batch.columns();
      for (int row = 0; row < batch.size(); row++) {
        appender.beginRow();
        for (ColumnVector vector : vectors) {
          switch (vector.type().storage()) {
            case LONGS -> appender.append(vector.longs()[row]);
            case INTS -> appender.append((long) vector.ints()[row]);
            default -> appender.append(vector.doubles()[row]);
          }
        }
        appender.endRow();
      }
    }
  }

  /** {@link FeatureRows#checksum} of columns v0 to v3 of something. */
  long checksum(String from) throws SQLException {
    long sum = 0;
    try (ResultSet rows = statement.executeQuery("SELECT v0, v1, v2, v3 FROM " + from)) {
      while (rows.next()) {
        for (int f = 1; f <= FeatureRows.FEATURES; f++) {
          double value = rows.getDouble(f);
          sum += rows.wasNull() ? 0 : Double.doubleToRawLongBits(value) % 1_000_003;
        }
      }
    }
    return sum;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
