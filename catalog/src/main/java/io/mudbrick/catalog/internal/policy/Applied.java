package io.mudbrick.catalog.internal.policy;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.delta.Column;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function applied to columns of a table for one caller: the columns are brought to the types of
 * its parameters, its answers to the type that is wanted.
 *
 * @param body over the parameters
 */
record Applied(List<Input> inputs, BoundExpression body, EvaluationContext context) {

  /**
   * What a parameter gets.
   *
   * @param column null where it is a literal
   * @param value as the parameter's type, over a schema of that column alone
   */
  record Input(@Nullable String column, BoundExpression value) {}

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
      List<Hiding.Argument> arguments,
      SqlType result,
      EvaluationContext context) {
    FunctionSpec spec = function.spec();
    if (spec.parameters().size() != arguments.size()) {
      throw CatalogErrors.functionArguments(
          spec.fullName(), spec.parameters().size(), arguments.size());
    }
    List<Input> inputs = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      inputs.add(input(arguments.get(i), schema, spec.parameters().get(i).type()));
    }
    return new Applied(
        List.copyOf(inputs), body(engine, source, function, result, context), context);
  }

  private static Input input(Hiding.Argument argument, Schema schema, SqlType type) {
    if (argument.column() == null) {
      return new Input(null, constant(String.valueOf(argument.constant())).as(type));
    }
    Column column = schema.column(argument.column());
    SqlType given = SqlColumns.type(column.type());
    return new Input(column.name(), Expression.parse("v").bind(SqlSchema.of("v", given)).as(type));
  }

  /** A literal, which names no column. */
  static BoundExpression constant(String literal) {
    return Expression.parse(literal).bind(SqlSchema.empty());
  }

  /** The columns that it takes. */
  List<String> columns() {
    return inputs.stream().map(Input::column).filter(Objects::nonNull).toList();
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
          .bind(parameters, engine.lookup(function, source))
          .as(spec.returns())
          .as(result);
    }
    return call(spec, engine.java(function)).as(result);
  }

  /** A Java function as an expression over its parameters. */
  static BoundExpression call(FunctionSpec spec, SqlFunction java) {
    SqlSchema parameters = FunctionDefinition.schema(spec);
    StringBuilder call = new StringBuilder("java." + CALL + "(");
    for (int i = 0; i < parameters.size(); i++) {
      call.append(i == 0 ? "" : ", ").append('`').append(quoted(parameters, i)).append('`');
    }
    return Expression.parse(call.append(')').toString())
        .bind(parameters, name -> name.equals(List.of("java", CALL)) ? java : null);
  }

  private static String quoted(SqlSchema parameters, int index) {
    return parameters.column(index).name().replace("`", "``");
  }

  /** Whether it only hands its first column through. */
  boolean isIdentity() {
    return inputs.get(0).column() != null && inputs.get(0).value().isColumn(0) && body.isColumn(0);
  }

  boolean isAlwaysTrue() {
    return body.isAlwaysTrue();
  }

  private SqlBatch batch(ColumnBatch rows) {
    List<SqlVector> vectors = new ArrayList<>();
    for (Input input : inputs) {
      List<SqlVector> raw =
          input.column() == null
              ? List.of()
              : List.of(SqlColumns.vector(rows.column(input.column())));
      boolean same = !raw.isEmpty() && input.value().isColumn(0);
      vectors.add(
          same ? raw.get(0) : input.value().evaluate(SqlBatch.of(rows.size(), raw), context));
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
