package io.mudbrick.catalog;

import java.util.List;

/**
 * Which rows are shown: those for which a function returns true.
 *
 * @param function its full name
 * @param inputColumns the columns that its parameters take
 */
public record RowFilter(String function, List<String> inputColumns) {
  public RowFilter {
    inputColumns = List.copyOf(inputColumns);
  }

  public static RowFilter of(String function, String... inputColumns) {
    return new RowFilter(function, List.of(inputColumns));
  }
}
