package io.mudbrick.catalog;

import java.util.List;

/**
 * How a column is shown: what a function returns for it.
 *
 * @param function its full name; its first parameter takes the column
 * @param usingColumns the columns that its further parameters take
 */
public record ColumnMask(String function, List<String> usingColumns) {
  public ColumnMask {
    usingColumns = List.copyOf(usingColumns);
  }

  public static ColumnMask of(String function, String... usingColumns) {
    return new ColumnMask(function, List.of(usingColumns));
  }
}
