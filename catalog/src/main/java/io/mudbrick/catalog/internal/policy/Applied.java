package io.mudbrick.catalog.internal.policy;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.internal.delta.SqlColumns;
import io.mudbrick.platform.expr.BoundExpression;
import io.mudbrick.platform.expr.EvaluationContext;
import io.mudbrick.platform.expr.Expression;
import io.mudbrick.platform.expr.SqlBatch;
import io.mudbrick.platform.expr.SqlFunction;
import io.mudbrick.platform.expr.SqlSchema;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.expr.SqlVector;
import java.util.ArrayList;
import java.util.List;

/**
 * A function applied to columns of a table for one caller: the columns are brought to the types of
 * its parameters, its answers to the type that is wanted.
 *
 * @param arguments the columns that it takes
 * @param casts each argument as its parameter, over a schema of that column alone
 * @param body over the parameters
 */
record Applied(
    List<String> arguments,
    List<BoundExpression> casts,
    BoundExpression body,
    EvaluationContext context) {
  private static final String CALL = "f";

  /**
   * @param result the type that is wanted
   * @throws io.mudbrick.platform.PlatformException when the function does not fit the columns
   */
  static Applied of(
      FunctionEngine engine,
      FunctionEngine.Source source,
      FunctionEngine.Known function,
      Schema schema,
      List<String> arguments,
      SqlType result,
      EvaluationContext context) {
    FunctionSpec spec = function.spec();
    if (spec.parameters().size() != arguments.size()) {
      throw CatalogErrors.functionArguments(
          spec.fullName(), spec.parameters().size(), arguments.size());
    }
    List<BoundExpression> casts = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      SqlType given = SqlColumns.type(schema.column(arguments.get(i)).type());
      casts.add(argument(given).as(spec.parameters().get(i).type()));
    }
    return new Applied(
        List.copyOf(arguments), casts, body(engine, source, function, result, context), context);
  }

  private static BoundExpression argument(SqlType type) {
    return Expression.parse("v").bind(SqlSchema.of("v", type));
  }

  private static BoundExpression body(
      FunctionEngine engine,
      FunctionEngine.Source source,
      FunctionEngine.Known function,
      SqlType result,
      EvaluationContext context) {
    FunctionSpec spec = function.spec();
    SqlSchema parameters = FunctionDefinition.schema(spec);
    if (spec.body() == FunctionSpec.Body.SQL) {
      return FunctionEngine.expression(spec)
          .specialize(context)
          .bind(parameters, engine.lookup(source))
          .as(spec.returns())
          .as(result);
    }
    SqlFunction java = engine.java(function);
    StringBuilder call = new StringBuilder("java." + CALL + "(");
    for (int i = 0; i < parameters.size(); i++) {
      call.append(i == 0 ? "" : ", ").append('`').append(quoted(parameters, i)).append('`');
    }
    return Expression.parse(call.append(')').toString())
        .bind(parameters, name -> name.equals(List.of("java", CALL)) ? java : null)
        .as(result);
  }

  private static String quoted(SqlSchema parameters, int index) {
    return parameters.column(index).name().replace("`", "``");
  }

  /** Whether it only hands its first column through. */
  boolean isIdentity() {
    return !casts.isEmpty() && casts.get(0).isColumn(0) && body.isColumn(0);
  }

  boolean isAlwaysTrue() {
    return body.isAlwaysTrue();
  }

  private SqlBatch batch(ColumnBatch rows) {
    List<SqlVector> vectors = new ArrayList<>();
    for (int i = 0; i < casts.size(); i++) {
      SqlVector raw = SqlColumns.vector(rows.column(arguments.get(i)));
      BoundExpression cast = casts.get(i);
      boolean same = cast.isColumn(0);
      vectors.add(same ? raw : cast.evaluate(SqlBatch.of(rows.size(), List.of(raw)), context));
    }
    return SqlBatch.of(rows.size(), vectors);
  }

  SqlVector values(ColumnBatch rows) {
    return body.evaluate(batch(rows), context);
  }

  /** The positions of the rows for which it is true. */
  int[] select(ColumnBatch rows) {
    return body.asCondition().select(batch(rows), context);
  }
}
