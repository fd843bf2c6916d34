package io.mudbrick.platform.expr;

import io.mudbrick.platform.internal.expr.Ast;
import io.mudbrick.platform.internal.expr.AstColumns;
import io.mudbrick.platform.internal.expr.Binder;
import io.mudbrick.platform.internal.expr.Parser;
import io.mudbrick.platform.internal.expr.Specializer;
import java.util.List;

/**
 * A parsed expression in Spark SQL's words, not yet tied to columns. Immutable, thread-safe.
 *
 * <pre>{@code
 * BoundExpression adult =
 *     Expression.parse("age >= 18 AND country IN ('DE', 'AT')").bind(schema);
 * boolean yes = adult.test(SqlRow.of(20, "DE"), EvaluationContext.at(clock.instant()));
 * }</pre>
 *
 * <p>Arithmetic is ANSI's, as on a Databricks SQL warehouse: an overflow, a division by zero or a
 * cast that fails is an error, not null; {@code try_divide}, {@code try_cast} and their like answer
 * null. Errors carry Spark's error class in their message and as the detail {@code reason}: {@code
 * [PARSE_SYNTAX_ERROR] Syntax error at or near 'x'. (line 1, pos 4)}.
 */
public final class Expression {
  private final String sql;
  private final Ast tree;

  private Expression(String sql, Ast tree) {
    this.sql = sql;
    this.tree = tree;
  }

  /**
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when it is no
   *     expression, longer than 65,536 characters or nested more than 200 deep
   */
  public static Expression parse(String sql) {
    return new Expression(sql, Parser.parse(sql));
  }

  /** The text as it was given. */
  public String sql() {
    return sql;
  }

  /** The columns that it names, as it spells them, each once, in order; of nested ones the root. */
  public List<String> columns() {
    return AstColumns.of(tree);
  }

  /** The functions beside the built-in ones that it names, such as {@code main.crm.mask_email}. */
  public List<List<String>> functions() {
    return AstColumns.functionsOf(tree);
  }

  /**
   * Ties the names to columns and settles the types.
   *
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE for an unknown column or
   *     function, or types that do not go together
   */
  public BoundExpression bind(SqlSchema schema) {
    return bind(schema, FunctionLookup.NONE);
  }

  /** As {@link #bind(SqlSchema)}, with further functions. */
  public BoundExpression bind(SqlSchema schema, FunctionLookup functions) {
    return new BoundExpression(schema, new Binder(sql, schema, functions).bind(tree));
  }

  /**
   * This expression as one caller meets it: what asks the context is answered, so that the branches
   * of others fall away when it is bound. What {@code CASE WHEN is_member('hr') THEN email END}
   * comes down to for a member is the column.
   */
  public Expression specialize(EvaluationContext context) {
    return new Expression(sql, Specializer.specialized(tree, context));
  }

  @Override
  public String toString() {
    return sql;
  }
}
