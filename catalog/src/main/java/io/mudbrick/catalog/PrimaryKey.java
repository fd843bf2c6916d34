package io.mudbrick.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table's primary key, which nobody enforces: it says by what its rows are found.
 *
 * @param name null for the one that is made from the table's
 * @param columns the time series column among them
 * @param timeseriesColumn a timestamp or date, from which on a row holds
 * @param rely whether queries may trust it
 */
public record PrimaryKey(
    @Nullable String name, List<String> columns, @Nullable String timeseriesColumn, boolean rely) {
  public PrimaryKey {
    columns = List.copyOf(columns);
  }

  public static PrimaryKey of(String... columns) {
    return new PrimaryKey(null, List.of(columns), null, false);
  }
}
