package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Filters that look at rows in memory only, for those who may not learn what files hold: no
 * statistics, no partitions.
 */
public final class ShownRows {
  private final List<BoundFilter> filters;

  /**
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE as {@link
   *     io.mudbrick.catalog.delta.TableRead#where} has it
   */
  public ShownRows(List<Filter> filters, Schema schema) {
    this.filters = filters.stream().map(filter -> BoundFilter.of(filter, schema)).toList();
  }

  /** The columns that the filters look at. */
  public Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    filters.forEach(filter -> columns.addAll(filter.columns()));
    return columns;
  }

  /** The rows that fit. */
  public ColumnBatch of(ColumnBatch rows) {
    if (filters.isEmpty()) {
      return rows;
    }
    List<boolean[]> matches = filters.stream().map(filter -> filter.matches(rows)).toList();
    int[] chosen =
        IntStream.range(0, rows.size())
            .filter(row -> matches.stream().allMatch(match -> match[row]))
            .toArray();
    return chosen.length == rows.size() ? rows : rows.take(chosen);
  }
}
