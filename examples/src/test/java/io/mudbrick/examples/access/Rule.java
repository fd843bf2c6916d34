package io.mudbrick.examples.access;

import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;

/**
 * Who may call a route, and how it is called: a line of {@code roles.txt}.
 *
 * @param status what whoever may call is answered; 0 for any 2xx
 * @param hidden whether whoever may not is told that there is nothing
 */
record Rule(Role least, int status, boolean hidden, String method, String path, String body) {

  /** Each may do what those before may. */
  enum Role {
    NOBODY,
    READER,
    WRITER,
    OWNER,
    ADMIN;

    String user() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Rule parse(String line) {
    String[] parts = line.split(" ", 4);
    String[] role = parts[0].replace("/hidden", "").split(":", 2);
    return new Rule(
        Role.valueOf(role[0].toUpperCase(Locale.ROOT)),
        role.length == 1 ? 0 : Integer.parseInt(role[1]),
        parts[0].endsWith("/hidden"),
        parts[1],
        parts[2],
        parts.length == 4 ? parts[3] : "");
  }

  /** Method and template of the route. */
  String key() {
    return key(method, path.replaceFirst("\\?.*", "").replaceAll("\\{([a-z_.]+)=[^}]*}", "{$1}"));
  }

  /** The same for all the places that a route is mounted at. */
  static String key(String method, String template) {
    return method
        + " "
        + template
            .replaceFirst("^/ajax-api/", "/api/")
            .replaceFirst(
                "/accounts/\\{account_id}/servicePrincipals/", "/accounts/servicePrincipals/")
            .replaceFirst("(?<=.)/$", "");
  }

  String path(Map<String, String> names) {
    return filled(path, names).replaceAll("\\{[a-z_.]+=([^}]*)}", "$1").replace(" ", "%20");
  }

  String body(Map<String, String> names) {
    return filled(body, names);
  }

  private static String filled(String text, Map<String, String> names) {
    String filled = text;
    for (Entry<String, String> name : names.entrySet()) {
      filled = filled.replace("$" + name.getKey(), name.getValue());
    }
    return filled;
  }

  boolean answers(int answered) {
    return status == 0 ? answered / 100 == 2 : answered == status;
  }

  int denial() {
    return hidden ? 404 : 403;
  }
}
