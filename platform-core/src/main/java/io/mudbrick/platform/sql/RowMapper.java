package io.mudbrick.platform.sql;

/** Makes a value of a row. */
@FunctionalInterface
public interface RowMapper<T> {
  T map(Row row);
}
