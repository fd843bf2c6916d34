package io.mudbrick.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That columns of a table hold another's primary key, which nobody enforces.
 *
 * @param name null for one that is made from the tables'; no two constraints of a schema share one
 * @param columns of the table
 * @param parentTable the full name of the other, or of the same
 * @param parentColumns its key, each column beside one of {@code columns}; empty for the key as it
 *     is
 * @param rely whether queries may trust it
 */
public record ForeignKey(
    @Nullable String name,
    List<String> columns,
    String parentTable,
    List<String> parentColumns,
    boolean rely) {
  public ForeignKey {
    columns = List.copyOf(columns);
    parentColumns = List.copyOf(parentColumns);
  }

  /** To the other table's key as it is. */
  public static ForeignKey of(List<String> columns, String parentTable) {
    return new ForeignKey(null, columns, parentTable, List.of(), false);
  }
}
