package io.mudbrick.platform.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * The columns that an expression may name, found in any case. Immutable.
 *
 * <pre>{@code
 * SqlSchema schema = SqlSchema.of("email", SqlType.STRING, "age", SqlType.INT);
 * }</pre>
 */
public record SqlSchema(List<Column> columns) {

  /** A column: where it stands in the list is its index in a {@link SqlRow} or a batch. */
  public record Column(String name, SqlType type) {}

  public SqlSchema {
    columns = List.copyOf(columns);
  }

  /** A schema without columns, for expressions that name none. */
  public static SqlSchema empty() {
    return new SqlSchema(List.of());
  }

  public static SqlSchema of(String name, SqlType type) {
    return empty().with(name, type);
  }

  public static SqlSchema of(String name1, SqlType type1, String name2, SqlType type2) {
    return of(name1, type1).with(name2, type2);
  }

  public static SqlSchema of(
      String name1, SqlType type1, String name2, SqlType type2, String name3, SqlType type3) {
    return of(name1, type1, name2, type2).with(name3, type3);
  }

  /** This schema with one more column behind. */
  public SqlSchema with(String name, SqlType type) {
    List<Column> all = new ArrayList<>(columns);
    all.add(new Column(name, type));
    return new SqlSchema(all);
  }

  public int size() {
    return columns.size();
  }

  public Column column(int index) {
    return columns.get(index);
  }

  /** The index of a column, in any case; -1 when there is none. */
  public int find(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }
}
