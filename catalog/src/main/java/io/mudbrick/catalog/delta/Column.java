package io.mudbrick.catalog.delta;

import io.mudbrick.catalog.internal.delta.DeltaErrors;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param nullable whether a row may leave it empty
 */
public record Column(String name, ColumnType type, boolean nullable, @Nullable String comment) {
  public Column {
    if (name.isBlank()) {
      throw DeltaErrors.blankColumnName();
    }
  }

  /** A nullable column without a comment. */
  public static Column of(String name, ColumnType type) {
    return new Column(name, type, true, null);
  }

  /** A column that every row must fill. */
  public static Column required(String name, ColumnType type) {
    return new Column(name, type, false, null);
  }

  /** This column with a comment. */
  public Column withComment(String text) {
    return new Column(name, type, nullable, text);
  }
}
