package io.mudbrick.platform.internal.expr;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.expr.FunctionLookup;
import io.mudbrick.platform.expr.SqlFunction;
import io.mudbrick.platform.expr.SqlSchema;
import io.mudbrick.platform.expr.SqlType;
import java.util.ArrayList;
import java.util.List;

/** Ties names to columns and functions, and settles types. */
public final class Binder {
  final String sql;
  private final SqlSchema schema;
  private final FunctionLookup functions;

  public Binder(String sql, SqlSchema schema, FunctionLookup functions) {
    this.sql = sql;
    this.schema = schema;
    this.functions = functions;
  }

  public Node bind(Ast tree) {
    if (tree instanceof Ast.Literal literal) {
      return new ConstantNode(literal.type(), literal.value());
    }
    if (tree instanceof Ast.Name name) {
      return column(name);
    }
    if (tree instanceof Ast.Field field) {
      return field(bind(field.base()), field.name(), field.position());
    }
    if (tree instanceof Ast.Cast cast) {
      return cast(cast);
    }
    if (tree instanceof Ast.Case choice) {
      return choice(choice);
    }
    return call((Ast.Call) tree);
  }

  private Node column(Ast.Name name) {
    String root = name.parts().get(0);
    int index = schema.find(root);
    if (index < 0) {
      List<String> known = schema.columns().stream().map(SqlSchema.Column::name).toList();
      throw ExprErrors.unknownColumn(sql, name.position(), String.join(".", name.parts()), known);
    }
    for (int i = index + 1; i < schema.size(); i++) {
      if (schema.column(i).name().equalsIgnoreCase(root)) {
        throw ExprErrors.ambiguousColumn(sql, name.position(), root);
      }
    }
    Node node = new ColumnNode(index, schema.column(index).type());
    for (String part : name.parts().subList(1, name.parts().size())) {
      node = field(node, part, name.position());
    }
    return node;
  }

  private Node field(Node base, String name, int position) {
    if (base.type() instanceof SqlType.Struct struct) {
      for (SqlType.Field field : struct.fields()) {
        if (field.name().equalsIgnoreCase(name)) {
          return new Element.OfStruct(base, field);
        }
      }
      throw ExprErrors.unknownField(
          sql, position, name, struct.fields().stream().map(SqlType.Field::name).toList());
    }
    if (base.type() instanceof SqlType.MapOf map && map.key().equals(SqlType.STRING)) {
      return new Element.OfMap(base, map, new ConstantNode(SqlType.STRING, name));
    }
    throw mismatch(
        position, "`." + name + "` needs a struct or a map, not " + base.type().sqlName() + ".");
  }

  private Node cast(Ast.Cast cast) {
    Node value = bind(cast.value());
    if (!Casts.possible(value.type(), cast.type())) {
      throw mismatch(
          cast.position(),
          "Cannot cast " + value.type().sqlName() + " to " + cast.type().sqlName() + ".");
    }
    return cast.tried() ? Casts.tried(value, cast.type()) : Casts.to(value, cast.type());
  }

  private Node choice(Ast.Case choice) {
    List<Node> conditions = new ArrayList<>();
    for (Ast condition : choice.conditions()) {
      conditions.add(condition(bind(condition), condition.position()));
    }
    List<Node> results = new ArrayList<>();
    choice.results().forEach(result -> results.add(bind(result)));
    Ast last = choice.otherwise();
    results.add(last == null ? new ConstantNode(SqlType.VOID, null) : bind(last));
    return choose(conditions, results, "CASE", choice.position());
  }

  /** A choice between results brought to one type; the last is what remains. */
  Node choose(List<Node> conditions, List<Node> results, String name, int position) {
    return Choice.of(conditions, sameType(results, name, position));
  }

  Node condition(Node node, int position) {
    if (node.type().equals(SqlType.BOOLEAN) || node.type().equals(SqlType.VOID)) {
      return Casts.to(node, SqlType.BOOLEAN);
    }
    throw mismatch(position, "A condition must be a boolean, not " + node.type().sqlName() + ".");
  }

  /** All brought to their least common type. */
  List<Node> sameType(List<Node> nodes, String name, int position) {
    SqlType type = nodes.get(0).type();
    for (Node node : nodes.subList(1, nodes.size())) {
      SqlType wider = Types.common(type, node.type());
      if (wider == null) {
        throw mismatch(
            position,
            "The operands of `%s` have no common type: %s and %s."
                .formatted(name, type.sqlName(), node.type().sqlName()));
      }
      type = wider;
    }
    SqlType common = type;
    return nodes.stream().map(node -> Casts.to(node, common)).toList();
  }

  private Node call(Ast.Call call) {
    Builtins.Builtin builtin = Builtins.find(call.name());
    List<Node> arguments = call.arguments().stream().map(this::bind).toList();
    String name = String.join(".", call.name());
    CallSite site = new CallSite(this, name, arguments, call.position());
    if (builtin == null) {
      return userFunction(call, site);
    }
    Node node = builtin.bind(site);
    boolean constant = !arguments.isEmpty() || node.children().isEmpty();
    for (Node argument : arguments) {
      constant &= argument instanceof ConstantNode;
    }
    return constant && !node.contextual() ? Casts.folded(node) : node;
  }

  private Node userFunction(Ast.Call call, CallSite site) {
    SqlFunction function = functions.find(call.name());
    if (function == null) {
      if (Builtins.isAggregate(call.name())) {
        throw ExprErrors.aggregate(sql, call.position(), site.name());
      }
      throw ExprErrors.unknownFunction(sql, call.position(), site.name());
    }
    site.count(function.parameters().size(), function.parameters().size());
    List<Node> arguments = new ArrayList<>();
    for (int i = 0; i < function.parameters().size(); i++) {
      arguments.add(site.as(i, function.parameters().get(i)));
    }
    return new UserCall(function, arguments);
  }

  PlatformException mismatch(int position, String what) {
    return ExprErrors.mismatch(sql, position, what);
  }
}
