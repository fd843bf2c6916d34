package io.mudbrick.catalog.internal.policy;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.ColumnFunction;
import io.mudbrick.catalog.FunctionInfo;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.internal.delta.SqlColumns;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.expr.BoundExpression;
import io.mudbrick.platform.expr.EvaluationContext;
import io.mudbrick.platform.expr.Expression;
import io.mudbrick.platform.expr.SqlBatch;
import io.mudbrick.platform.expr.SqlSchema;
import io.mudbrick.platform.expr.SqlType;
import io.mudbrick.platform.expr.SqlVector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A function over columns of tables.
 *
 * @param body over the parameters
 * @param context the world at each call
 */
public record BoundFunction(
    FunctionInfo info, BoundExpression body, Supplier<EvaluationContext> context)
    implements ColumnFunction {

  @Override
  public List<ColumnType> parameters() {
    return info.spec().parameters().stream().map(p -> column(p.type())).toList();
  }

  @Override
  public ColumnType returns() {
    return column(info.spec().returns());
  }

  private static ColumnType column(SqlType type) {
    return ColumnType.parse(type.sqlName());
  }

  @Override
  public ColumnVector call(int rows, List<ColumnVector> arguments) {
    List<FunctionSpec.Parameter> parameters = info.spec().parameters();
    if (arguments.size() != parameters.size()) {
      throw CatalogErrors.functionArguments(info.fullName(), parameters.size(), arguments.size());
    }
    EvaluationContext now = context.get();
    List<SqlVector> vectors = new ArrayList<>(arguments.size());
    for (int i = 0; i < arguments.size(); i++) {
      vectors.add(argument(arguments.get(i), parameters.get(i), now));
    }
    SqlVector answer = answer(SqlBatch.of(rows, vectors), now);
    return SqlColumns.column(returns(), answer);
  }

  private SqlVector argument(
      ColumnVector column, FunctionSpec.Parameter parameter, EvaluationContext now) {
    SqlVector vector = SqlColumns.vector(column);
    if (vector.type().equals(parameter.type())) {
      return vector;
    }
    if (!widens(vector.type(), parameter.type())) {
      throw CatalogErrors.argumentType(info.fullName(), parameter, vector.type());
    }
    return Expression.parse("v")
        .bind(SqlSchema.of("v", vector.type()))
        .as(parameter.type())
        .evaluate(SqlBatch.of(vector.size(), List.of(vector)), now);
  }

  /** Whether every value of a number stays what it is. */
  static boolean widens(SqlType from, SqlType to) {
    List<SqlType> whole = List.of(SqlType.BYTE, SqlType.SHORT, SqlType.INT, SqlType.LONG);
    int at = whole.indexOf(from);
    int wanted = whole.indexOf(to);
    return (at >= 0 && at <= wanted)
        || (to == SqlType.DOUBLE && (from == SqlType.FLOAT || (at >= 0 && at <= 2)));
  }

  private SqlVector answer(SqlBatch batch, EvaluationContext now) {
    try {
      return body.evaluate(batch, now);
    } catch (PlatformException e) {
      throw e;
    } catch (RuntimeException e) {
      throw CatalogErrors.functionFailed(info.fullName(), failing(batch, now), e);
    }
  }

  /** The first row that fails: functions are deterministic, so that it fails again. */
  private int failing(SqlBatch batch, EvaluationContext now) {
    for (int row = 0; row < batch.size(); row++) {
      int at = row;
      try {
        body.evaluate(column -> batch.column(column).value(at), now);
      } catch (RuntimeException e) {
        return row;
      }
    }
    return 0;
  }
}
