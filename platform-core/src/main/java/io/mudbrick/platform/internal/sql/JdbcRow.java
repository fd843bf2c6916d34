package io.mudbrick.platform.internal.sql;

import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The current row of a result set. */
record JdbcRow(ResultSet result, Dialect dialect) implements Row {

  private interface Getter<T> {
    @Nullable T get() throws SQLException;
  }

  private static <T> @Nullable T get(int column, Getter<T> getter) {
    try {
      return getter.get();
    } catch (SQLException e) {
      throw new StoreException("reading column " + column, e);
    }
  }

  private static <T> T present(int column, Getter<T> getter) {
    return Objects.requireNonNull(get(column, getter), () -> "column " + column + " is NULL");
  }

  @Override
  public String string(int column) {
    return Objects.requireNonNull(nullableString(column), () -> "column " + column + " is NULL");
  }

  @Override
  public @Nullable String nullableString(int column) {
    String text = get(column, () -> result.getString(column));
    return text == null || dialect == Dialect.SQLITE ? text : TextCodec.decode(text);
  }

  @Override
  public long number(int column) {
    return present(column, () -> result.getLong(column));
  }

  @Override
  public @Nullable Long nullableNumber(int column) {
    return get(
        column,
        () -> {
          long value = result.getLong(column);
          return result.wasNull() ? null : value;
        });
  }

  @Override
  public double real(int column) {
    return present(column, () -> result.getDouble(column));
  }

  @Override
  public @Nullable Double nullableReal(int column) {
    return get(
        column,
        () -> {
          double value = result.getDouble(column);
          return result.wasNull() ? null : value;
        });
  }

  @Override
  public boolean flag(int column) {
    return number(column) != 0;
  }

  @Override
  public byte[] bytes(int column) {
    return present(column, () -> result.getBytes(column));
  }

  @Override
  public byte @Nullable [] nullableBytes(int column) {
    return get(column, () -> result.getBytes(column));
  }
}
