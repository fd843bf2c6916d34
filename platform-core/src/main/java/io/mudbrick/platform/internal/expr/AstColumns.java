package io.mudbrick.platform.internal.expr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What an expression names. */
public final class AstColumns {
  private AstColumns() {}

  public static List<String> of(Ast tree) {
    Map<String, String> names = new LinkedHashMap<>();
    visit(
        tree,
        node -> {
          if (node instanceof Ast.Name name) {
            String root = name.parts().get(0);
            names.putIfAbsent(root.toLowerCase(Locale.ROOT), root);
          }
        });
    return List.copyOf(names.values());
  }

  public static List<List<String>> functionsOf(Ast tree) {
    Set<List<String>> names = new LinkedHashSet<>();
    visit(
        tree,
        node -> {
          if (node instanceof Ast.Call call && Builtins.find(call.name()) == null) {
            names.add(call.name());
          }
        });
    return List.copyOf(names);
  }

  private static void visit(Ast node, Consumer<Ast> visitor) {
    visitor.accept(node);
    children(node).forEach(child -> visit(child, visitor));
  }

  private static List<Ast> children(Ast node) {
    if (node instanceof Ast.Call call) {
      return call.arguments();
    }
    if (node instanceof Ast.Cast cast) {
      return List.of(cast.value());
    }
    if (node instanceof Ast.Field field) {
      return List.of(field.base());
    }
    if (node instanceof Ast.Case choice) {
      List<Ast> all = new ArrayList<>(choice.conditions());
      all.addAll(choice.results());
      if (choice.otherwise() != null) {
        all.add(choice.otherwise());
      }
      return all;
    }
    return List.of();
  }
}
