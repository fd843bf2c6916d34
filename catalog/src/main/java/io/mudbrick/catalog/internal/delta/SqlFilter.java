package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.expr.BoundExpression;
import io.mudbrick.platform.expr.ColumnRange;
import io.mudbrick.platform.expr.EvaluationContext;
import io.mudbrick.platform.expr.SqlBatch;
import io.mudbrick.platform.expr.SqlSchema;
import io.mudbrick.platform.expr.SqlVector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A condition in SQL; its columns are those that it names, in the order in which it does. */
record SqlFilter(List<Column> named, BoundExpression condition, EvaluationContext context)
    implements BoundFilter {

  static SqlFilter of(Filter.Sql filter, Schema table) {
    List<Column> named = new ArrayList<>();
    SqlSchema schema = SqlSchema.empty();
    for (String name : filter.expression().columns()) {
      Column column = table.find(name);
      if (column != null) { // what is missing the binding names
        named.add(column);
        schema = schema.with(column.name(), SqlColumns.type(column.type()));
      }
    }
    return new SqlFilter(named, filter.expression().bind(schema).asCondition(), filter.context());
  }

  @Override
  public Set<String> columns() {
    Set<String> names = new LinkedHashSet<>();
    named.forEach(column -> names.add(column.name()));
    return names;
  }

  @Override
  public boolean mayMatch(FileValues file) {
    return condition.ranges().stream().allMatch(range -> mayMatch(file, range));
  }

  private boolean mayMatch(FileValues file, ColumnRange range) {
    Column column = named.get(range.column());
    FieldPath path = new FieldPath(column.name(), List.of(column));
    if (range.nulls()) {
      return !file.noNulls(path);
    }
    return !file.onlyNulls(path)
        && range.mayMatch(widened(file.least(path)), widened(file.greatest(path)));
  }

  /** Ranges speak of longs and doubles only. */
  private static @Nullable Object widened(@Nullable Object bound) {
    if (bound instanceof Byte || bound instanceof Short || bound instanceof Integer) {
      return ((Number) bound).longValue();
    }
    return bound instanceof Float number ? (Object) number.doubleValue() : bound;
  }

  @Override
  public boolean[] matches(ColumnBatch batch) {
    List<SqlVector> vectors =
        named.stream().map(column -> SqlColumns.vector(batch.column(column.name()))).toList();
    boolean[] matches = new boolean[batch.size()];
    for (int row : condition.select(SqlBatch.of(batch.size(), vectors), context)) {
      matches[row] = true;
    }
    return matches;
  }
}
