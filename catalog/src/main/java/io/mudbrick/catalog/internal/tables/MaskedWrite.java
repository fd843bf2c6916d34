package io.mudbrick.catalog.internal.tables;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableWrite;
import io.mudbrick.catalog.internal.delta.ShownRows;
import io.mudbrick.catalog.internal.policy.RowPolicy;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The rules of writing for those from whom something is hidden: nobody finds, changes or deletes by
 * values that are not shown, and nobody touches rows that are not.
 */
record MaskedWrite(TableGate gate, Schema schema, RowPolicy policy) {

  static MaskedWrite of(TableGate gate, Schema schema) {
    return new MaskedWrite(gate, schema, gate.policy(schema));
  }

  /** Finding rows by a key needs the key to be shown, and every row. */
  void requireKey(Collection<String> keyColumns) {
    if (policy.hidesRows() || policy.masks(keyColumns)) {
      gate.requireRaw(schema);
    }
  }

  /** Replacing all rows needs all rows to be shown. */
  void requireAllRows() {
    if (policy.hidesRows()) {
      gate.requireRaw(schema);
    }
  }

  Predicate<Row> seen(Predicate<Row> predicate) {
    if (policy.isEmpty()) {
      return predicate;
    }
    return row -> {
      Row shown = policy.apply(row);
      return shown != null && predicate.test(shown);
    };
  }

  /** With nothing hidden the filter goes down, statistics and all; else it sees what is shown. */
  CommitResult update(TableWrite write, Filter filter, UnaryOperator<Row> change) {
    return policy.isEmpty()
        ? write.update(filter, change)
        : write.update(seen(fitting(filter)), changed(change));
  }

  CommitResult delete(TableWrite write, Filter filter) {
    return policy.isEmpty() ? write.delete(filter) : write.delete(seen(fitting(filter)));
  }

  private Predicate<Row> fitting(Filter filter) {
    ShownRows rows = new ShownRows(List.of(filter), policy.shown(schema));
    return row -> rows.of(ColumnBatch.ofRows(row.schema(), List.of(row))).size() == 1;
  }

  /** A change that sees what is shown; what it leaves as shown stays as it is. */
  UnaryOperator<Row> changed(UnaryOperator<Row> change) {
    if (policy.isEmpty()) {
      return change;
    }
    return row -> {
      Row shown = policy.apply(row);
      if (shown == null) {
        return row;
      }
      Row after = change.apply(shown);
      Map<String, @Nullable Object> values = new LinkedHashMap<>(row.toMap());
      for (String name : after.schema().names()) {
        Object value = after.toMap().get(name);
        if (!Objects.deepEquals(value, shown.toMap().get(name))) {
          values.put(name, value);
        }
      }
      return Row.of(row.schema(), values);
    };
  }
}
