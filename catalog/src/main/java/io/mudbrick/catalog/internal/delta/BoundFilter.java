package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Schema;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A filter over the columns of one table. Negations stand at the leaves, so that a row is brought
 * or not by which leaves hold for it: null needs no third value.
 */
interface BoundFilter {
  /** The names of the columns that it looks at. */
  Set<String> columns();

  /** False only when no row of a file can fit. */
  boolean mayMatch(FileValues file);

  /** True at the rows that fit; the batch has at least {@link #columns()}. */
  boolean[] matches(ColumnBatch batch);

  static BoundFilter of(Filter filter, Schema schema) {
    if (filter instanceof Filter.All all) {
      return new Group(bound(all.filters(), schema), true);
    }
    if (filter instanceof Filter.Any any) {
      return new Group(bound(any.filters(), schema), false);
    }
    if (filter instanceof Filter.Comparison comparison) {
      FieldPath path = FieldPath.of(comparison.column(), schema);
      return new ComparisonFilter(
          path, comparison.operator(), conform(path, comparison.value()), path.order());
    }
    if (filter instanceof Filter.OneOf oneOf) {
      FieldPath path = FieldPath.of(oneOf.column(), schema);
      Filter.Operator operator = oneOf.none() ? Filter.Operator.NOT_EQUAL : Filter.Operator.EQUAL;
      List<BoundFilter> each =
          oneOf.values().stream()
              .<BoundFilter>map(
                  value -> new ComparisonFilter(path, operator, conform(path, value), path.order()))
              .toList();
      // One of no values holds for no row; none of no values for every row that has one.
      return each.isEmpty() && oneOf.none()
          ? new NullFilter(path, false)
          : new Group(each, oneOf.none());
    }
    if (filter instanceof Filter.Sql sql) {
      return SqlFilter.of(sql, schema);
    }
    Filter.Empty empty = (Filter.Empty) filter;
    return new NullFilter(FieldPath.of(empty.column(), schema), empty.wanted());
  }

  private static List<BoundFilter> bound(List<Filter> filters, Schema schema) {
    return filters.stream().map(filter -> of(filter, schema)).toList();
  }

  private static Object conform(FieldPath path, Object value) {
    Column named = new Column(path.name(), path.leaf().type(), false, null);
    Object conformed = Values.conform(named, value);
    if (conformed == null) {
      throw DeltaErrors.nullInRequired(named);
    }
    return conformed;
  }

  /** All or any of some filters. */
  record Group(List<BoundFilter> filters, boolean all) implements BoundFilter {
    @Override
    public Set<String> columns() {
      Set<String> columns = new LinkedHashSet<>();
      filters.forEach(filter -> columns.addAll(filter.columns()));
      return columns;
    }

    @Override
    public boolean mayMatch(FileValues file) {
      return all
          ? filters.stream().allMatch(filter -> filter.mayMatch(file))
          : filters.stream().anyMatch(filter -> filter.mayMatch(file));
    }

    @Override
    public boolean[] matches(ColumnBatch batch) {
      boolean[] matches = new boolean[batch.size()];
      Arrays.fill(matches, all);
      for (BoundFilter filter : filters) {
        boolean[] part = filter.matches(batch);
        for (int row = 0; row < matches.length; row++) {
          matches[row] = all ? matches[row] && part[row] : matches[row] || part[row];
        }
      }
      return matches;
    }
  }
}
