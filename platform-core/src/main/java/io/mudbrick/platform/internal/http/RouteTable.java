package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.Handler;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Every route, in a tree of path segments. Filled while the modules start and only read afterwards.
 */
public final class RouteTable {
  private final Node root = new Node(ErrorDialect.DATABRICKS);
  private final List<Routes.Route> all = new ArrayList<>();

  /** A route that fits a path, with the values of its variables. */
  record Match(Routes.Route route, Handler handler, Map<String, String> variables) {}

  /** What a path leads to: a match, or nothing and the dialect to say so in. */
  record Found(@Nullable Match match, ErrorDialect dialect) {}

  private record Target(Routes.Route route, Handler handler, List<String> variables) {}

  private static final class Node {
    final ErrorDialect dialect;
    final Map<String, Node> literals = new HashMap<>();

    /** By the verb that follows the variable; "" for none. */
    final Map<String, Node> variables = new LinkedHashMap<>();

    final Map<String, Target> targets = new HashMap<>();
    final Map<String, Target> tails = new HashMap<>();

    Node(ErrorDialect dialect) {
      this.dialect = dialect;
    }
  }

  void add(String method, String template, Policy policy, ErrorDialect dialect, Handler handler) {
    Routes.Route route =
        new Routes.Route(method, template, Objects.requireNonNull(policy, template), dialect);
    Node node = root;
    List<String> names = new ArrayList<>();
    String[] segments = template.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      String segment = segments[i];
      int close = segment.indexOf('}');
      if (!segment.startsWith("{")) {
        node = node.literals.computeIfAbsent(segment, s -> new Node(dialect));
      } else if (segment.endsWith("...}")) {
        if (i != segments.length - 1) {
          throw new IllegalArgumentException("A tail must come last: " + template);
        }
        names.add(segment.substring(1, segment.length() - 4));
        put(node.tails, route, handler, names);
        return;
      } else {
        names.add(segment.substring(1, close));
        node = node.variables.computeIfAbsent(segment.substring(close + 1), s -> new Node(dialect));
      }
    }
    put(node.targets, route, handler, names);
  }

  private void put(
      Map<String, Target> targets, Routes.Route route, Handler handler, List<String> names) {
    if (targets.put(route.method(), new Target(route, handler, List.copyOf(names))) != null) {
      throw new IllegalArgumentException(
          "Two routes for " + route.method() + " " + route.template());
    }
    all.add(route);
  }

  public List<Routes.Route> list() {
    List<Routes.Route> sorted = new ArrayList<>(all);
    sorted.sort(Comparator.comparing(Routes.Route::template).thenComparing(Routes.Route::method));
    return sorted;
  }

  /**
   * @param segments the decoded segments of the path, without the empty one before the first slash
   */
  Found find(String method, List<String> segments) {
    Search search = new Search(method, segments);
    Match match = search.at(root, 0);
    return new Found(match, search.deepest);
  }

  private static final class Search {
    final String method;
    final List<String> segments;
    final List<String> values = new ArrayList<>();
    ErrorDialect deepest = ErrorDialect.DATABRICKS;
    int depth = -1;

    Search(String method, List<String> segments) {
      this.method = method;
      this.segments = segments;
    }

    @Nullable Match at(Node node, int i) {
      if (i > depth) {
        depth = i;
        deepest = node.dialect;
      }
      if (i == segments.size()) {
        return match(node.targets);
      }
      String segment = segments.get(i);
      Node literal = node.literals.get(segment);
      Match match = literal == null ? null : at(literal, i + 1);
      if (match == null) {
        match = variable(node, segment, i);
      }
      if (match == null && !node.tails.isEmpty()) {
        values.add(String.join("/", segments.subList(i, segments.size())));
        match = match(node.tails);
        values.remove(values.size() - 1);
      }
      return match;
    }

    private @Nullable Match variable(Node node, String segment, int i) {
      Match match = null;
      for (Map.Entry<String, Node> variable : node.variables.entrySet()) {
        String verb = variable.getKey();
        if (match == null
            && segment.length() > verb.length()
            && segment.endsWith(verb)
            && (!verb.isEmpty() || !takenByVerb(node, segment))) {
          values.add(segment.substring(0, segment.length() - verb.length()));
          match = at(variable.getValue(), i + 1);
          values.remove(values.size() - 1);
        }
      }
      return match;
    }

    private static boolean takenByVerb(Node node, String segment) {
      return node.variables.keySet().stream().anyMatch(v -> !v.isEmpty() && segment.endsWith(v));
    }

    private @Nullable Match match(Map<String, Target> targets) {
      Target target = targets.get(method);
      if (target == null && method.equals("HEAD")) {
        target = targets.get("GET");
      }
      if (target == null) {
        return null;
      }
      Map<String, String> variables = new HashMap<>();
      for (int v = 0; v < target.variables().size(); v++) {
        variables.put(target.variables().get(v), values.get(v));
      }
      return new Match(target.route(), target.handler(), variables);
    }
  }
}
