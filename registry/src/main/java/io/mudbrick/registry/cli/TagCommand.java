package io.mudbrick.registry.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudbrick models tag NAME [KEY[=VALUE]...] [--remove KEY]}. */
@Command(
    name = "tag",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Set and remove tags of a model or a version, and show those it has then.")
final class TagCommand implements Runnable {
  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "c.s.model, c.s.model/3 or c.s.model@champion.")
  private String name;

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
      boolean ofVersion = Wires.namesVersion(name);
      Map<String, String> whose = new LinkedHashMap<>();
      if (ofVersion) {
        Map<String, Object> version = Wires.version(connection, name);
        whose.put("name", String.valueOf(version.get("name")));
        whose.put("version", String.valueOf(version.get("version")));
      } else {
        whose.put("name", name);
      }
      String path = Wires.MLFLOW + (ofVersion ? "model-versions/" : "registered-models/");
      for (String tag : set) {
        int equals = tag.indexOf('=');
        Map<String, String> body = new LinkedHashMap<>(whose);
        body.put("key", equals < 0 ? tag : tag.substring(0, equals));
        body.put("value", equals < 0 ? "" : tag.substring(equals + 1));
        connection.post(path + "set-tag", body);
      }
      for (String key : remove) {
        StringBuilder query = new StringBuilder("?key=" + Connection.segment(key));
        whose.forEach(
            (field, value) ->
                query.append('&').append(field).append('=').append(Connection.segment(value)));
        connection.delete(path + "delete-tag" + query);
      }
      output.object(
          Wires.tags(
              (ofVersion ? Wires.version(connection, name) : Wires.model(connection, name))
                  .get("tags")));
    }
  }
}
