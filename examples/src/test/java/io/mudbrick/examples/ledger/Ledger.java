package io.mudbrick.examples.ledger;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.Routes.Route;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code docs/compatibility.md} as it should stand. */
final class Ledger {
  private static final Map<ErrorDialect, String> FACES =
      Map.of(
          ErrorDialect.MLFLOW, "MLflow",
          ErrorDialect.DATABRICKS, "Databricks",
          ErrorDialect.UNITY_CATALOG, "Unity Catalog");

  private final Map<String, Route> routes = new TreeMap<>();
  private final List<Evidence> evidence;

  Ledger(Collection<Route> mounted, List<Evidence> evidence) {
    this.evidence = evidence;
    Set<String> all =
        mounted.stream().map(Ledger::key).collect(Collectors.toCollection(LinkedHashSet::new));
    for (Route route : mounted) {
      String canonical = key(route).replace(" /ajax-api/", " /api/");
      if (canonical.equals(key(route)) || !all.contains(canonical)) {
        routes.put(sortable(route), route);
      }
    }
  }

  /** Routes that an annotation names and the platform does not have. */
  Set<String> unknownRoutes() {
    Set<String> known =
        routes.values().stream().map(route -> anonymous(key(route))).collect(Collectors.toSet());
    return evidence.stream()
        .filter(item -> !known.contains(anonymous(item.route())))
        .map(item -> item.route() + " (" + item.file() + ")")
        .collect(Collectors.toCollection(TreeSet::new));
  }

  String render() {
    StringBuilder page = new StringBuilder();
    long witnessed =
        routes.values().stream()
            .filter(route -> !about(route, Evidence.Kind.WITNESS).isEmpty())
            .count();
    page.append(
        """
        # Compatibility ledger

        Which endpoints Mudbrick answers, which unmodified real client drives each in a test (its witness), and where
        an answer is known to differ from the real service's. Made from the tests: an annotation `@Witness` or
        `@KnownDifference` on the test is a row here. Do not edit; after a change of the tests run

            ./mvnw test -pl examples -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest=CompatibilityLedgerTest -Dledger.update=true

        What stands under `/api/` is also answered under `/ajax-api/` where MLflow's web pages ask there.

        """);
    page.append(witnessed)
        .append(" of ")
        .append(routes.size())
        .append(" endpoints have a witness.\n");
    for (ErrorDialect face : ErrorDialect.values()) {
      List<Route> own = routes.values().stream().filter(route -> route.dialect() == face).toList();
      if (!own.isEmpty()) {
        page.append("\n## ").append(FACES.getOrDefault(face, face.name())).append("\n\n");
        page.append("| endpoint | witness | known differences |\n| --- | --- | --- |\n");
        own.forEach(route -> page.append(row(route)));
      }
    }
    return page.toString();
  }

  private String row(Route route) {
    Map<String, Set<String>> filesOfClient = new TreeMap<>();
    about(route, Evidence.Kind.WITNESS)
        .forEach(
            item ->
                filesOfClient
                    .computeIfAbsent(item.text(), text -> new TreeSet<>())
                    .add(item.file()));
    String witnesses =
        filesOfClient.entrySet().stream()
            .map(client -> client.getKey() + ": " + links(client.getValue(), Ledger::link))
            .collect(Collectors.joining("<br>"));
    String differences =
        about(route, Evidence.Kind.DIFFERENCE).stream()
            .map(item -> item.text() + " (" + link(item.file()) + ")")
            .distinct()
            .collect(Collectors.joining("<br>"));
    return "| `%s` | %s | %s |\n"
        .formatted(key(route), witnesses.isEmpty() ? "no witness yet" : witnesses, differences);
  }

  private List<Evidence> about(Route route, Evidence.Kind kind) {
    return evidence.stream()
        .filter(
            item -> item.kind() == kind && anonymous(item.route()).equals(anonymous(key(route))))
        .toList();
  }

  private static String links(Set<String> files, Function<String, String> link) {
    return files.stream().map(link).collect(Collectors.joining(", "));
  }

  private static String link(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1).replaceAll("\\.\\w+$", "");
    return "[" + name + "](../" + file + ")";
  }

  private static String key(Route route) {
    return route.method() + " " + route.template();
  }

  /** How a template calls its variables is its own affair. */
  private static String anonymous(String route) {
    return route.replaceAll("\\{[^}]*\\.\\.\\.\\}", "{...}").replaceAll("\\{[^}.]*\\}", "{}");
  }

  private static String sortable(Route route) {
    return route.template() + " " + route.method();
  }
}
