package io.mudbrick.catalog.internal.delta;

import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Schema;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a read is to bring.
 *
 * @param names the columns; null for all
 */
record ReadOptions(@Nullable List<String> names, @Nullable Filter filter, long limit) {
  static final ReadOptions ALL = new ReadOptions(null, null, Long.MAX_VALUE);

  ReadOptions columns(Collection<String> wanted) {
    if (wanted.isEmpty()) {
      throw DeltaErrors.noColumns();
    }
    return new ReadOptions(List.copyOf(wanted), filter, limit);
  }

  ReadOptions where(Filter wanted) {
    return new ReadOptions(names, filter == null ? wanted : filter.and(wanted), limit);
  }

  ReadOptions limit(long rows) {
    if (rows < 0) {
      throw DeltaErrors.negativeLimit(rows);
    }
    return new ReadOptions(names, filter, rows);
  }

  Schema schema(Schema table) {
    return names == null ? table : table.select(names);
  }

  @Nullable BoundFilter bound(Schema table) {
    return filter == null ? null : BoundFilter.of(filter, table);
  }
}
