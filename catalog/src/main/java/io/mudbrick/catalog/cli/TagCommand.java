package io.mudbrick.catalog.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudbrick catalog tag NAME [KEY[=VALUE]...] [--remove KEY]}. */
@Command(
    name = "tag",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Set tags on a securable, remove tags, and show those that it has then.")
final class TagCommand implements Runnable {
  @Mixin private SecurableName name;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "KEY[=VALUE]",
      description = "Tags to set.")
  private List<String> set = List.of();

  @Option(names = "--remove", paramLabel = "KEY", description = "A tag to remove; repeatable.")
  private List<String> remove = List.of();

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      SecurableName.Found found = name.find(connection);
      String path = found.about("entity-tag-assignments", name.fullName());
      Map<String, Object> before = tags(connection, path);
      for (String tag : set) {
        int equals = tag.indexOf('=');
        String key = equals < 0 ? tag : tag.substring(0, equals);
        String value = equals < 0 ? "" : tag.substring(equals + 1);
        if (before.containsKey(key)) {
          connection.patch(of(path, key), Map.of("tag_value", value));
        } else {
          connection.post(
              "/api/2.1/unity-catalog/entity-tag-assignments",
              Map.of(
                  "entity_type",
                  found.type().name().toLowerCase(Locale.ROOT),
                  "entity_name",
                  name.fullName(),
                  "tag_key",
                  key,
                  "tag_value",
                  value));
        }
      }
      remove.forEach(key -> connection.delete(of(path, key)));
      output.object(tags(connection, path));
    }
  }

  private static String of(String path, String key) {
    return path + "/tags/" + Connection.segment(key);
  }

  /** The tags of the securable that the path is about. */
  static Map<String, Object> tags(Connection connection, String path) {
    Map<String, Object> tags = new LinkedHashMap<>();
    for (Map<String, Object> tag : connection.all(path + "/tags", "tag_assignments")) {
      tags.put(Objects.toString(tag.get("tag_key")), Objects.toString(tag.get("tag_value"), ""));
    }
    return tags;
  }
}
