package io.mudbrick.platform.expr;

import io.mudbrick.platform.internal.expr.Casts;
import io.mudbrick.platform.internal.expr.Eval;
import io.mudbrick.platform.internal.expr.ExprErrors;
import io.mudbrick.platform.internal.expr.Node;
import io.mudbrick.platform.internal.expr.Output;
import io.mudbrick.platform.internal.expr.Ranges;
import io.mudbrick.platform.internal.expr.Values;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An expression tied to a schema; get one from {@link Expression#bind}. Immutable, thread-safe, and
 * deterministic: the same row and context give the same answer.
 *
 * <p>Each method that evaluates throws {@link io.mudbrick.platform.PlatformException}
 * INVALID_PARAMETER_VALUE where the data lead to an error: {@code [DIVIDE_BY_ZERO]}, {@code
 * [ARITHMETIC_OVERFLOW]}, {@code [CAST_INVALID_INPUT]}.
 */
public final class BoundExpression {
  private final SqlSchema schema;
  private final Node root;

  BoundExpression(SqlSchema schema, Node root) {
    this.schema = schema;
    this.root = root;
  }

  /** The type of the answer. */
  public SqlType type() {
    return root.type();
  }

  /** The schema it is tied to. */
  public SqlSchema schema() {
    return schema;
  }

  /** The indices of the columns that it reads, each once, ascending. */
  public List<Integer> columns() {
    return root.columns();
  }

  /**
   * This expression with its answer turned into another type, as a store into a column does: no
   * string becomes a number, and what does not fit is an error.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when the types do not go
   *     together
   */
  public BoundExpression as(SqlType type) {
    return type.equals(type()) ? this : new BoundExpression(schema, Casts.store(root, type));
  }

  /**
   * This expression as a condition.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when it is no boolean
   */
  public BoundExpression asCondition() {
    if (type().equals(SqlType.VOID)) {
      return new BoundExpression(schema, Casts.store(root, SqlType.BOOLEAN));
    }
    if (!type().equals(SqlType.BOOLEAN)) {
      throw ExprErrors.notACondition(type());
    }
    return this;
  }

  /** The answer for a row, boxed as {@link SqlRow} has it, or null. */
  public @Nullable Object evaluate(SqlRow row, EvaluationContext context) {
    return Values.external(type(), root.box(Eval.ofRow(schema, row, context)));
  }

  /** Whether a condition is true for a row: false and unknown are not. */
  public boolean test(SqlRow row, EvaluationContext context) {
    Eval eval = Eval.ofRow(schema, row, context);
    boolean answer = root.bool(eval);
    return answer && !eval.isNull();
  }

  /** The answers for all rows of a batch. */
  public SqlVector evaluate(SqlBatch batch, EvaluationContext context) {
    return Output.vector(root, batch.size(), Eval.ofBatch(root, schema, batch, context));
  }

  /** The positions of the rows for which a condition is true, ascending. */
  public int[] select(SqlBatch batch, EvaluationContext context) {
    Eval eval = Eval.ofBatch(root, schema, batch, context);
    int[] chosen = new int[batch.size()];
    int count = 0;
    for (int i = 0; i < chosen.length; i++) {
      eval.row(i);
      boolean answer = root.bool(eval);
      if (answer && !eval.isNull()) {
        chosen[count++] = i;
      }
    }
    return Arrays.copyOf(chosen, count);
  }

  /**
   * What rows must hold, column by column, for this condition to be true: all of the ranges must be
   * met. Empty when nothing can be said.
   */
  public List<ColumnRange> ranges() {
    return Ranges.of(root);
  }

  /** Whether it is nothing but the column at this index, as it is. */
  public boolean isColumn(int index) {
    return root.isColumn(index);
  }

  /** Whether it is true for all rows. */
  public boolean isAlwaysTrue() {
    return root.isAlwaysTrue();
  }
}
