package io.mudbrick.registry.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudbrick models register NAME SOURCE}. */
@Command(
    name = "register",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Make a version of a model, which is created when there is none.")
final class RegisterCommand implements Runnable {
  @Parameters(index = "0", paramLabel = "NAME", description = "The model.")
  private String name;

  @Parameters(
      index = "1",
      paramLabel = "SOURCE",
      description = "runs:/<run>/<path>, models:/m-<id> or models:/c.s.model/3.")
  private String source;

  @Option(names = "--description", paramLabel = "TEXT", description = "About the version.")
  private @Nullable String description;

  @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "A tag; repeatable.")
  private Map<String, String> tags = new LinkedHashMap<>();

  @Option(names = "--alias", paramLabel = "ALIAS", description = "Point this alias at it.")
  private @Nullable String alias;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      Wires.ensureModel(connection, name);
      Map<String, Object> wanted = new LinkedHashMap<>();
      wanted.put("name", name);
      wanted.put("source", source);
      wanted.put("tags", Wires.pairs(tags));
      if (description != null) {
        wanted.put("description", description);
      }
      Map<String, Object> version =
          Wires.map(
              connection.post(Wires.MLFLOW + "model-versions/create", wanted), "model_version");
      if (alias != null) {
        AliasCommand.set(connection, name, alias, String.valueOf(version.get("version")));
      }
      output.text(
          version, version.get("name") + " version " + version.get("version") + " is registered");
    }
  }
}
