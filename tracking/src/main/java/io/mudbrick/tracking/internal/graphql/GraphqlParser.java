package io.mudbrick.tracking.internal.graphql;

import io.mudbrick.tracking.TrackingErrors;
import io.mudbrick.tracking.internal.graphql.GraphqlLexer.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a query. Fragments, several operations and subscriptions are refused: no
 * client of this face sends any.
 */
public final class GraphqlParser {
  private static final int MAX_DEPTH = 10;
  private static final int MAX_FIELDS = 1_000;
  private static final int MAX_ROOT_FIELDS = 10;

  private final GraphqlLexer lexer;
  private final Map<String, ?> variables;
  private int fields;

  private GraphqlParser(String query, Map<String, ?> variables) {
    this.lexer = new GraphqlLexer(query);
    this.variables = variables;
  }

  /**
   * The root fields of the query.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when it cannot
   *     be understood or asks for too much
   */
  public static List<GraphqlField> parse(String query, Map<String, ?> variables) {
    return new GraphqlParser(query, variables).operation();
  }

  private List<GraphqlField> operation() {
    if (lexer.at(Kind.NAME)) {
      String type = lexer.name();
      if (!type.equals("query") && !type.equals("mutation")) {
        throw TrackingErrors.badQuery("'" + type + "' is not supported.");
      }
      if (lexer.at(Kind.NAME)) {
        lexer.name();
      }
      variableTypes();
      directives();
    }
    List<GraphqlField> roots = selection(1);
    if (!lexer.at(Kind.END)) {
      throw TrackingErrors.badQuery("only one operation is supported, without fragments.");
    }
    if (roots.size() > MAX_ROOT_FIELDS) {
      throw TrackingErrors.badQuery(
          "at most " + MAX_ROOT_FIELDS + " root fields are allowed, got " + roots.size() + ".");
    }
    return roots;
  }

  /** What the variables' types are does not matter: a service checks what it gets. */
  private void variableTypes() {
    if (!lexer.skip("(")) {
      return;
    }
    while (!lexer.skip(")")) {
      lexer.expect("$");
      lexer.name();
      lexer.expect(":");
      type(1);
      if (lexer.skip("=")) {
        value(1);
      }
      directives();
    }
  }

  private void type(int depth) {
    requireDepth(depth);
    if (lexer.skip("[")) {
      type(depth + 1);
      lexer.expect("]");
    } else {
      lexer.name();
    }
    lexer.skip("!");
  }

  private void directives() {
    while (lexer.skip("@")) {
      lexer.name();
      arguments();
    }
  }

  private Map<String, @Nullable Object> arguments() {
    Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
    if (lexer.skip("(")) {
      while (!lexer.skip(")")) {
        String name = lexer.name();
        lexer.expect(":");
        arguments.put(name, value(1));
      }
    }
    return arguments;
  }

  private List<GraphqlField> selection(int depth) {
    requireDepth(depth);
    lexer.expect("{");
    List<GraphqlField> selection = new ArrayList<>();
    while (!lexer.skip("}")) {
      selection.add(field(depth));
    }
    return selection;
  }

  private GraphqlField field(int depth) {
    if (lexer.at("...")) {
      throw TrackingErrors.badQuery("fragments are not supported.");
    }
    if (++fields > MAX_FIELDS) {
      throw TrackingErrors.badQuery("at most " + MAX_FIELDS + " fields are allowed.");
    }
    String key = lexer.name();
    String name = lexer.skip(":") ? lexer.name() : key;
    Map<String, @Nullable Object> arguments = arguments();
    directives();
    List<GraphqlField> selection = lexer.at("{") ? selection(depth + 1) : List.of();
    return new GraphqlField(key, name, arguments, selection);
  }

  private @Nullable Object value(int depth) {
    requireDepth(depth);
    if (lexer.skip("$")) {
      return variables.get(lexer.name());
    }
    if (lexer.at(Kind.TEXT)) {
      return lexer.string();
    }
    if (lexer.at(Kind.NUMBER)) {
      return lexer.take(Kind.NUMBER);
    }
    if (lexer.skip("[")) {
      List<@Nullable Object> list = new ArrayList<>();
      while (!lexer.skip("]")) {
        list.add(value(depth + 1));
      }
      return list;
    }
    if (lexer.skip("{")) {
      Map<String, @Nullable Object> object = new LinkedHashMap<>();
      while (!lexer.skip("}")) {
        String name = lexer.name();
        lexer.expect(":");
        object.put(name, value(depth + 1));
      }
      return object;
    }
    String word = lexer.name(); // a constant, or the name of one
    return switch (word) {
      case "null" -> null;
      case "true" -> true;
      case "false" -> false;
      default -> word;
    };
  }

  private static void requireDepth(int depth) {
    if (depth > MAX_DEPTH) {
      throw TrackingErrors.badQuery("it is nested more than " + MAX_DEPTH + " deep.");
    }
  }
}
