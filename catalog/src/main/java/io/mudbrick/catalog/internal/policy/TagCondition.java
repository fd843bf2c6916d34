package io.mudbrick.catalog.internal.policy;

import io.mudbrick.platform.expr.BoundExpression;
import io.mudbrick.platform.expr.EvaluationContext;
import io.mudbrick.platform.expr.Expression;
import io.mudbrick.platform.expr.SqlFunction;
import io.mudbrick.platform.expr.SqlRow;
import io.mudbrick.platform.expr.SqlSchema;
import io.mudbrick.platform.expr.SqlType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Conditions over tags: an expression of {@code has_tag} and {@code has_tag_value}. */
final class TagCondition {
  private static final EvaluationContext NOWHERE = EvaluationContext.at(Instant.EPOCH);

  private TagCondition() {}

  /** Whether it is true of these tags; unknown is not true. */
  static boolean test(String condition, Map<String, String> tags) {
    BoundExpression bound =
        Expression.parse(condition).bind(SqlSchema.empty(), name -> function(name, tags));
    return bound.asCondition().test(SqlRow.of(), NOWHERE);
  }

  /** The product knows them under an older spelling, too. */
  private static @Nullable SqlFunction function(List<String> name, Map<String, String> tags) {
    if (name.size() != 1) {
      return null;
    }
    return switch (name.get(0).toLowerCase(Locale.ROOT)) {
      case "has_tag", "hastag" -> new HasTag(tags);
      case "has_tag_value", "hastagvalue" -> new HasTagValue(tags);
      default -> null;
    };
  }

  private record HasTag(Map<String, String> tags) implements SqlFunction {
    @Override
    public List<SqlType> parameters() {
      return List.of(SqlType.STRING);
    }

    @Override
    public SqlType returns() {
      return SqlType.BOOLEAN;
    }

    @Override
    public Object call(EvaluationContext context, @Nullable Object[] arguments) {
      return tags.containsKey(String.valueOf(arguments[0]));
    }
  }

  private record HasTagValue(Map<String, String> tags) implements SqlFunction {
    @Override
    public List<SqlType> parameters() {
      return List.of(SqlType.STRING, SqlType.STRING);
    }

    @Override
    public SqlType returns() {
      return SqlType.BOOLEAN;
    }

    @Override
    public Object call(EvaluationContext context, @Nullable Object[] arguments) {
      return String.valueOf(arguments[1]).equals(tags.get(String.valueOf(arguments[0])));
    }
  }
}
