package io.mudbrick.catalog.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mudbrick catalog grants NAME}. */
@Command(
    name = "grants",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show who may do what with a securable, and from where they have it.")
final class GrantsCommand implements Runnable {
  @Mixin private SecurableName name;

  @Option(
      names = "--principal",
      paramLabel = "WHO",
      defaultValue = "",
      description = "Only this user, group or service principal.")
  private String principal;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      SecurableName.Found found = name.find(connection);
      output.table(
          lines(
              connection.get(
                  found.about("effective-permissions", name.fullName()), "principal", principal)),
          "principal",
          "privilege",
          "inherited_from");
    }
  }

  /** A line for each privilege of each principal. */
  private static List<Map<String, Object>> lines(Map<String, Object> effective) {
    List<Map<String, Object>> lines = new ArrayList<>();
    for (Map<String, Object> of : Connection.maps(effective.get("privilege_assignments"))) {
      for (Map<String, Object> privilege : Connection.maps(of.get("privileges"))) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("principal", of.get("principal"));
        line.put("privilege", privilege.get("privilege"));
        if (privilege.containsKey("inherited_from_type")) {
          line.put(
              "inherited_from",
              privilege.get("inherited_from_type")
                  + " "
                  + Objects.toString(privilege.get("inherited_from_name"), ""));
        }
        lines.add(line);
      }
    }
    return lines;
  }
}
