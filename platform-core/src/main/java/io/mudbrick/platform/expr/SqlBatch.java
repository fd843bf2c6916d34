package io.mudbrick.platform.expr;

import java.util.List;

/** Rows held by column, to evaluate an expression on. Only the columns that it names are asked. */
public interface SqlBatch {
  /** The number of rows. */
  int size();

  /** The column at this index of the schema. */
  SqlVector column(int index);

  /** A batch of these columns. */
  static SqlBatch of(int size, List<SqlVector> columns) {
    List<SqlVector> kept = List.copyOf(columns);
    return new SqlBatch() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public SqlVector column(int index) {
        return kept.get(index);
      }
    };
  }
}
