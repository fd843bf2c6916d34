package io.mudbrick.catalog.cli;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mudbrick catalog ls [CATALOG[.SCHEMA]]}. */
@Command(
    name = "ls",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "List catalogs, the schemas of a catalog, or what is in a schema.")
final class LsCommand implements Runnable {
  private static final String UNITY_CATALOG = "/api/2.1/unity-catalog/";

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      description = "A catalog or a schema; default all catalogs.")
  private @Nullable String name;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      String[] levels = name == null ? new String[0] : name.split("\\.", -1);
      output.table(
          switch (levels.length) {
            case 0 -> typed(connection, "catalogs", "CATALOG");
            case 1 -> typed(connection, "schemas", "SCHEMA", "catalog_name", levels[0]);
            default -> ofSchema(connection, levels[0], levels[1]);
          },
          "type",
          "full_name",
          "owner",
          "comment");
    }
  }

  private static List<Map<String, Object>> ofSchema(
      Connection connection, String catalog, String schema) {
    List<Map<String, Object>> all = new ArrayList<>();
    String[] of = {"catalog_name", catalog, "schema_name", schema};
    all.addAll(typed(connection, "tables", "TABLE", of));
    all.addAll(typed(connection, "models", "MODEL", of));
    all.addAll(typed(connection, "volumes", "VOLUME", of));
    all.addAll(typed(connection, "functions", "FUNCTION", of));
    return all;
  }

  private static List<Map<String, Object>> typed(
      Connection connection, String collection, String type, String... query) {
    String field = collection.equals("models") ? "registered_models" : collection;
    List<Map<String, Object>> items = new ArrayList<>();
    for (Map<String, Object> item : all(connection, collection, field, query)) {
      Map<String, Object> typed = new LinkedHashMap<>();
      typed.put("type", type);
      typed.putAll(item);
      typed.putIfAbsent("full_name", item.get("name"));
      items.add(typed);
    }
    return items;
  }

  /** None where the server has no module for them. */
  private static List<Map<String, Object>> all(
      Connection connection, String collection, String field, String... query) {
    try {
      return connection.all(UNITY_CATALOG + collection, field, query);
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.ENDPOINT_NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }
}
