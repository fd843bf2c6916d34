package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Filter.Operator;
import java.util.Comparator;
import java.util.Set;

/** A column or a field beside a value of its type. */
record ComparisonFilter(FieldPath path, Operator operator, Object value, Comparator<Object> order)
    implements BoundFilter {
  @Override
  public Set<String> columns() {
    return Set.of(path.root().name());
  }

  @Override
  public boolean mayMatch(FileValues file) {
    if (file.onlyNulls(path)) {
      return false;
    }
    Object least = file.least(path);
    Object greatest = file.greatest(path);
    int low = least == null ? -1 : order.compare(least, value);
    int high = greatest == null ? 1 : order.compare(greatest, value);
    return switch (operator) {
      case EQUAL -> low <= 0 && high >= 0;
      // The bounds are cut short or rounded at times: only exact ones rule it out.
      case NOT_EQUAL -> !(low == 0 && high == 0 && file.exact(path));
      case LESS -> low < 0;
      case AT_MOST -> low <= 0;
      case GREATER -> high > 0;
      case AT_LEAST -> high >= 0;
    };
  }

  @Override
  public boolean[] matches(ColumnBatch batch) {
    ColumnVector column = path.vector(batch);
    boolean[] matches = new boolean[batch.size()];
    if (path.isColumn() && column.type() == ColumnType.LONG) {
      long[] values = column.longs();
      long wanted = (Long) value;
      for (int row = 0; row < matches.length; row++) {
        matches[row] = !column.isNull(row) && operator.holds(Long.compare(values[row], wanted));
      }
      return matches;
    }
    for (int row = 0; row < matches.length; row++) {
      Object actual = path.value(column, row);
      matches[row] = actual != null && operator.holds(order.compare(actual, value));
    }
    return matches;
  }
}
