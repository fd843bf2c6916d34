package io.mudbrick.platform.internal.sql;

import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.RowMapper;
import io.mudbrick.platform.sql.Tx;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection. Prepared statements are kept, as preparing costs more than running
 * most of them.
 */
final class JdbcTx implements Tx {
  private static final int KEPT_STATEMENTS = 256;

  /** PostgreSQL's driver would else hold a whole result in memory; SQLite's steps through it. */
  private static final int ROWS_AT_A_TIME = 2_000;

  private final Connection connection;
  private final Dialect dialect;
  private final Map<String, PreparedStatement> statements =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, PreparedStatement> eldest) {
          if (size() <= KEPT_STATEMENTS) {
            return false;
          }
          try {
            eldest.getValue().close();
          } catch (SQLException e) {
            throw StoreException.of("closing a statement", e);
          }
          return true;
        }
      };
  private List<Runnable> afterCommit = new ArrayList<>();

  JdbcTx(Connection connection, Dialect dialect) {
    this.connection = connection;
    this.dialect = dialect;
  }

  Connection connection() {
    return connection;
  }

  @Override
  public int update(String sql, @Nullable Object... values) {
    try {
      PreparedStatement statement = prepare(sql);
      bind(statement, values);
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  @Override
  public void batch(String sql, Collection<@Nullable Object[]> rows) {
    if (rows.isEmpty()) {
      return;
    }
    try {
      PreparedStatement statement = prepare(sql);
      for (@Nullable Object[] row : rows) {
        bind(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  @Override
  public <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... values) {
    List<T> rows = new ArrayList<>();
    forEach(sql, row -> rows.add(mapper.map(row)), values);
    return rows;
  }

  @Override
  public <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... values) {
    try {
      PreparedStatement statement = prepare(sql);
      bind(statement, values);
      try (ResultSet result = statement.executeQuery()) {
        return result.next()
            ? Optional.of(mapper.map(new JdbcRow(result, dialect)))
            : Optional.empty();
      }
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  @Override
  public void forEach(String sql, Consumer<Row> consumer, @Nullable Object... values) {
    // A nested query of the same text would reset the cursor it stands in, so this one is taken out
    // while it is being read.
    PreparedStatement kept = statements.remove(sql);
    try {
      PreparedStatement statement = kept != null ? kept : statement(sql);
      try {
        bind(statement, values);
        try (ResultSet result = statement.executeQuery()) {
          JdbcRow row = new JdbcRow(result, dialect);
          while (result.next()) {
            consumer.accept(row);
          }
        }
      } finally {
        PreparedStatement other = statements.put(sql, statement);
        if (other != null) {
          other.close();
        }
      }
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  @Override
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  int pendingActions() {
    return afterCommit.size();
  }

  /** Drops the actions that a rolled back part of the transaction had added. */
  void dropActionsFrom(int size) {
    afterCommit.subList(size, afterCommit.size()).clear();
  }

  List<Runnable> takeActions() {
    List<Runnable> actions = afterCommit;
    afterCommit = new ArrayList<>();
    return actions;
  }

  /** The driver gives up a statement that failed, so it must not be kept. */
  private RuntimeException failed(String sql, SQLException e) {
    PreparedStatement statement = statements.remove(sql);
    if (statement != null) {
      try {
        statement.close();
      } catch (SQLException closing) {
        e.addSuppressed(closing);
      }
    }
    return StoreException.of(sql, e);
  }

  private PreparedStatement prepare(String sql) throws SQLException {
    PreparedStatement statement = statements.get(sql);
    if (statement == null) {
      statement = statement(sql);
      statements.put(sql, statement);
    }
    return statement;
  }

  private PreparedStatement statement(String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    if (dialect == Dialect.POSTGRESQL) {
      statement.setFetchSize(ROWS_AT_A_TIME);
    }
    return statement;
  }

  private void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      int at = i + 1;
      if (value instanceof Boolean flag) {
        statement.setInt(at, flag ? 1 : 0);
      } else if (value instanceof Enum<?> constant) {
        statement.setString(at, constant.name());
      } else if (value instanceof Instant instant) {
        statement.setLong(at, instant.toEpochMilli());
      } else if (value instanceof String text && dialect == Dialect.POSTGRESQL) {
        statement.setString(at, TextCodec.encode(text));
      } else {
        statement.setObject(at, value);
      }
    }
  }
}
