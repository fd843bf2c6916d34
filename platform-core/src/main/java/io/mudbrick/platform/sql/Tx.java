package io.mudbrick.platform.sql;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A transaction: statements with {@code ?} for values. Values may be {@code null}, strings,
 * numbers, booleans (kept as 0 and 1), byte arrays, enums (kept by name) and {@code Instant} (kept
 * as epoch milliseconds). Belongs to the thread that it was handed to.
 */
public interface Tx {

  /** Runs an insert, update or delete; returns how many rows it touched. */
  int update(String sql, @Nullable Object... values);

  /**
   * Runs one statement for many rows of values. With {@code ON CONFLICT ... DO UPDATE} no two rows
   * may have the same key.
   */
  void batch(String sql, Collection<@Nullable Object[]> rows);

  <T> List<T> query(String sql, RowMapper<T> mapper, @Nullable Object... values);

  /** The first row, if there is one. */
  <T> Optional<T> first(String sql, RowMapper<T> mapper, @Nullable Object... values);

  /** Hands each row on without collecting them. The row is valid during the call only. */
  void forEach(String sql, Consumer<Row> consumer, @Nullable Object... values);

  /** Runs the action once the transaction is on disk; dropped if it is rolled back. */
  void afterCommit(Runnable action);

  /** Whether any row comes back. */
  default boolean exists(String sql, @Nullable Object... values) {
    return first(sql, row -> true, values).isPresent();
  }
}
