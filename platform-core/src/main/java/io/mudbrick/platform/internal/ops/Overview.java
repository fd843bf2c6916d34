package io.mudbrick.platform.internal.ops;

import io.mudbrick.platform.http.Routes.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The modules of an engine and where their faces begin.
 *
 * @param open whether no token is asked for
 */
public record Overview(List<Part> parts, boolean open) {

  /**
   * A module.
   *
   * @param bases the paths that its routes begin with
   */
  public record Part(String name, int routes, List<String> bases) {}

  /** A module with the routes that it mounted. */
  public static Part part(String name, List<Route> routes) {
    TreeSet<String> bases = new TreeSet<>();
    for (Route route : routes) {
      if (!route.template().startsWith("/ajax-api/")) {
        bases.add(base(route.template()));
      }
    }
    return new Part(name, routes.size(), List.copyOf(bases));
  }

  /** {@code /api/2.0/mlflow} of {@code /api/2.0/mlflow/runs/create}; else the first segment. */
  private static String base(String template) {
    List<String> kept = new ArrayList<>();
    int wanted = template.startsWith("/api/") ? 3 : 1;
    for (String segment : template.substring(1).split("/", -1)) {
      if (kept.size() == wanted || segment.startsWith("{")) {
        break;
      }
      kept.add(segment);
    }
    return "/" + String.join("/", kept);
  }
}
