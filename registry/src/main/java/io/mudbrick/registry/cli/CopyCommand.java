package io.mudbrick.registry.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudbrick models copy SOURCE NAME}. */
@Command(
    name = "copy",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Make a version of one model, as of catalog prod, of a version of another's.")
final class CopyCommand implements Runnable {
  @Parameters(
      index = "0",
      paramLabel = "SOURCE",
      description = "dev.churn.model/3 or dev.churn.model@champion.")
  private String source;

  @Parameters(
      index = "1",
      paramLabel = "NAME",
      description = "The model to copy to; it is created when there is none.")
  private String name;

  @Option(names = "--alias", paramLabel = "ALIAS", description = "Point this alias at the copy.")
  private @Nullable String alias;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      Map<String, Object> copy =
          connection.post(
              Wires.REGISTRY + "copy", Map.of("source", Wires.uri(source), "name", name));
      if (alias != null) {
        AliasCommand.set(connection, name, alias, String.valueOf(copy.get("version")));
      }
      output.text(
          copy,
          copy.get("name")
              + " version "
              + copy.get("version")
              + " is a copy of "
              + copy.get("source"));
    }
  }
}
