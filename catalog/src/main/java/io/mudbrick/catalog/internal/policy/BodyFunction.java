package io.mudbrick.catalog.internal.policy;

import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.platform.expr.BoundExpression;
import io.mudbrick.platform.expr.EvaluationContext;
import io.mudbrick.platform.expr.SqlFunction;
import io.mudbrick.platform.expr.SqlRow;
import io.mudbrick.platform.expr.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function whose body is an expression, to be called row by row. */
record BodyFunction(FunctionSpec spec, BoundExpression body) implements SqlFunction {

  @Override
  public List<SqlType> parameters() {
    return spec.parameters().stream().map(FunctionSpec.Parameter::type).toList();
  }

  @Override
  public SqlType returns() {
    return spec.returns();
  }

  @Override
  public @Nullable Object call(EvaluationContext context, @Nullable Object[] arguments) {
    return body.evaluate(SqlRow.of(arguments), context);
  }
}
