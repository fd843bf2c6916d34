package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.expr.EvaluationContext;
import io.mudbrick.platform.expr.FunctionLookup;
import io.mudbrick.platform.expr.SqlSchema;
import java.util.List;

/** Answers the parts of an expression that ask the context and nothing else. */
public final class Specializer {
  private Specializer() {}

  public static Ast specialized(Ast tree, EvaluationContext context) {
    if (tree instanceof Ast.Call call) {
      List<Ast> arguments = all(call.arguments(), context);
      Ast.Call changed = new Ast.Call(call.name(), arguments, call.position());
      boolean constant = arguments.stream().allMatch(a -> a instanceof Ast.Literal);
      return constant && Builtins.find(call.name()) != null ? answered(changed, context) : changed;
    }
    if (tree instanceof Ast.Cast cast) {
      Ast value = specialized(cast.value(), context);
      return new Ast.Cast(value, cast.type(), cast.tried(), cast.position());
    }
    if (tree instanceof Ast.Field field) {
      return new Ast.Field(specialized(field.base(), context), field.name(), field.position());
    }
    if (tree instanceof Ast.Case choice) {
      Ast last = choice.otherwise();
      return new Ast.Case(
          all(choice.conditions(), context),
          all(choice.results(), context),
          last == null ? null : specialized(last, context),
          choice.position());
    }
    return tree;
  }

  private static List<Ast> all(List<Ast> trees, EvaluationContext context) {
    return trees.stream().map(tree -> specialized(tree, context)).toList();
  }

  private static Ast answered(Ast.Call call, EvaluationContext context) {
    Node node = new Binder("", SqlSchema.empty(), FunctionLookup.NONE).bind(call);
    if (!node.contextual() || node instanceof Intervals.Span) {
      return call;
    }
    return new Ast.Literal(node.type(), node.box(Eval.constant(context)), call.position());
  }
}
