package io.mudbrick.catalog.delta;

import io.mudbrick.catalog.internal.delta.DeltaErrors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table, in order. Names are found without regard to case, as in Spark, and keep
 * the case they were given. Immutable.
 *
 * <pre>{@code
 * Schema schema = Schema.builder()
 *     .required("customer_id", ColumnType.LONG)
 *     .column("monthly_charges", ColumnType.DOUBLE)
 *     .build();
 * }</pre>
 */
public final class Schema {
  private final List<Column> columns;
  private final Map<String, Integer> indexes;

  private Schema(List<Column> columns) {
    this.columns = List.copyOf(columns);
    this.indexes = new HashMap<>();
    for (int i = 0; i < this.columns.size(); i++) {
      String name = this.columns.get(i).name();
      if (indexes.put(name.toLowerCase(Locale.ROOT), i) != null) {
        throw DeltaErrors.duplicateColumn(name);
      }
    }
  }

  /**
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when two names differ
   *     only in case or not at all
   */
  public static Schema of(Column... columns) {
    return new Schema(Arrays.asList(columns));
  }

  /** As {@link #of(Column...)}. */
  public static Schema of(List<Column> columns) {
    return new Schema(columns);
  }

  public static Builder builder() {
    return new Builder();
  }

  public List<Column> columns() {
    return columns;
  }

  public int size() {
    return columns.size();
  }

  public Column column(int index) {
    return columns.get(index);
  }

  /**
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when there is none
   */
  public Column column(String name) {
    return columns.get(indexOf(name));
  }

  /** The column of that name, or null. */
  public @Nullable Column find(String name) {
    Integer index = indexes.get(name.toLowerCase(Locale.ROOT));
    return index == null ? null : columns.get(index);
  }

  public boolean contains(String name) {
    return find(name) != null;
  }

  /**
   * The position of a column.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when there is none
   */
  public int indexOf(String name) {
    Integer index = indexes.get(name.toLowerCase(Locale.ROOT));
    if (index == null) {
      throw DeltaErrors.unknownColumn(name, names());
    }
    return index;
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /**
   * These columns only, in this order.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for an unknown name
   */
  public Schema select(Collection<String> names) {
    List<Column> chosen = new ArrayList<>(names.size());
    for (String name : names) {
      chosen.add(column(name));
    }
    return new Schema(chosen);
  }

  /** This schema and further columns behind. */
  public Schema plus(List<Column> further) {
    List<Column> all = new ArrayList<>(columns);
    all.addAll(further);
    return new Schema(all);
  }

  /** This schema with every column nullable. */
  public Schema nullable() {
    return new Schema(
        columns.stream().map(c -> new Column(c.name(), c.type(), true, c.comment())).toList());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Schema schema && schema.columns.equals(columns);
  }

  @Override
  public int hashCode() {
    return columns.hashCode();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("(");
    for (Column column : columns) {
      text.append(text.length() == 1 ? "" : ", ").append(column.name()).append(' ');
      text.append(column.type().sqlName()).append(column.nullable() ? "" : " NOT NULL");
    }
    return text.append(')').toString();
  }

  /** Collects columns. Not thread-safe. */
  public static final class Builder {
    private final List<Column> columns = new ArrayList<>();

    private Builder() {}

    /** Adds a nullable column. */
    public Builder column(String name, ColumnType type) {
      return column(Column.of(name, type));
    }

    /** Adds a column that every row must fill. */
    public Builder required(String name, ColumnType type) {
      return column(Column.required(name, type));
    }

    public Builder column(Column column) {
      columns.add(column);
      return this;
    }

    /**
     * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when two names differ
     *     only in case or not at all
     */
    public Schema build() {
      return new Schema(columns);
    }
  }
}
