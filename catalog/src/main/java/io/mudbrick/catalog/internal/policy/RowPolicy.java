package io.mudbrick.catalog.internal.policy;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.internal.delta.SqlColumns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What hides a table's rows and columns from one caller at one moment: only what changes something
 * for that caller is in it.
 */
public final class RowPolicy {
  /** Hides nothing. */
  public static final RowPolicy NONE = new RowPolicy(Map.of(), null);

  private final Map<String, Applied> masks;
  private final @Nullable Applied filter;

  /**
   * @param masks by the names of columns
   */
  RowPolicy(Map<String, Applied> masks, @Nullable Applied filter) {
    // Whoever spells a column in another way sees no more of it.
    this.masks = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    this.masks.putAll(masks);
    this.filter = filter;
  }

  public boolean isEmpty() {
    return masks.isEmpty() && filter == null;
  }

  public boolean hidesRows() {
    return filter != null;
  }

  public boolean masks(Collection<String> columns) {
    return columns.stream().anyMatch(masks::containsKey);
  }

  /** The columns to read so that these can be shown. */
  public List<String> needed(Collection<String> wanted) {
    Set<String> all = new LinkedHashSet<>(wanted);
    for (String name : wanted) {
      Applied mask = masks.get(name);
      if (mask != null) {
        all.addAll(mask.columns());
      }
    }
    if (filter != null) {
      all.addAll(filter.columns());
    }
    return List.copyOf(all);
  }

  /** The schema as shown: what a mask returns may be null. */
  public Schema shown(Schema schema) {
    if (masks.isEmpty()) {
      return schema;
    }
    return Schema.of(schema.columns().stream().map(this::shown).toList());
  }

  private Column shown(Column column) {
    return masks.containsKey(column.name())
        ? new Column(column.name(), column.type(), true, column.comment())
        : column;
  }

  /** These columns of the rows as the caller sees them. */
  public ColumnBatch apply(ColumnBatch rows, Collection<String> wanted) {
    ColumnBatch visible = filter == null ? rows : rows.take(filter.select(rows));
    List<ColumnVector> columns = new ArrayList<>();
    for (String name : wanted) {
      ColumnVector raw = visible.column(name);
      Applied mask = masks.get(name);
      columns.add(mask == null ? raw : SqlColumns.column(raw.type(), mask.values(visible)));
    }
    return ColumnBatch.of(shown(visible.schema().select(wanted)), columns);
  }

  /** A row as the caller sees it; null when it is hidden. */
  public @Nullable Row apply(Row row) {
    ColumnBatch shown = apply(ColumnBatch.ofRows(row.schema(), List.of(row)), row.schema().names());
    return shown.size() == 0 ? null : shown.row(0);
  }
}
