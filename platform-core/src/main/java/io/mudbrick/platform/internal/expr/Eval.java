package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.EvaluationContext;
import io.mudbrick.platform.expr.SqlBatch;
import io.mudbrick.platform.expr.SqlRow;
import io.mudbrick.platform.expr.SqlSchema;
import io.mudbrick.platform.expr.SqlVector;
import org.jspecify.annotations.Nullable;

/** One evaluation: where the columns come from, which row it is at, and the null flag. */
public final class Eval {
  private final EvaluationContext context;
  private final @Nullable SqlRow source;
  private final @Nullable SqlVector[] vectors;
  private int row;
  private boolean isNull;

  private Eval(EvaluationContext context, @Nullable SqlRow source, @Nullable SqlVector[] vectors) {
    this.context = context;
    this.source = source;
    this.vectors = vectors;
  }

  public static Eval ofRow(SqlSchema schema, SqlRow row, EvaluationContext context) {
    return new Eval(context, row, new SqlVector[0]);
  }

  public static Eval ofBatch(
      Node root, SqlSchema schema, SqlBatch batch, EvaluationContext context) {
    @Nullable SqlVector[] vectors = new SqlVector[schema.size()];
    for (int index : root.columns()) {
      SqlVector vector = batch.column(index);
      SqlSchema.Column column = schema.column(index);
      if (!vector.type().equals(column.type())) {
        throw ExprErrors.wrongArray(column.type(), vector.array().getClass());
      }
      vectors[index] = vector;
    }
    return new Eval(context, null, vectors);
  }

  /** Without columns. */
  static Eval constant(EvaluationContext context) {
    return new Eval(context, null, new SqlVector[0]);
  }

  EvaluationContext context() {
    return context;
  }

  /** The row to read from; null when there are vectors. */
  @Nullable SqlRow source() {
    return source;
  }

  SqlVector vector(int column) {
    SqlVector vector = vectors[column];
    if (vector == null) {
      throw new IllegalStateException("Column " + column + " was not asked for");
    }
    return vector;
  }

  public void row(int index) {
    row = index;
  }

  int row() {
    return row;
  }

  public boolean isNull() {
    return isNull;
  }

  void setNull(boolean value) {
    isNull = value;
  }
}
