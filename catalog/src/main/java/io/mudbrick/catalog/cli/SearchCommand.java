package io.mudbrick.catalog.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudbrick catalog search WORD...}. */
@Command(
    name = "search",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Find securables by words of names, columns, tags, owners and comments.")
final class SearchCommand implements Runnable {
  @Parameters(
      arity = "0..*",
      paramLabel = "WORD",
      description = "Words, or their beginnings; without any, the most used securables are shown.")
  private List<String> words = List.of();

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "50",
      description = "How many to show; default ${DEFAULT-VALUE}.")
  private int most;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      String number = Integer.toString(most);
      if (words.isEmpty()) {
        output.table(
            Connection.maps(
                connection
                    .get("/api/2.0/mudbrick/most-used", "max_results", number)
                    .get("results")),
            "uses",
            "type",
            "full_name",
            "owner");
      } else {
        output.table(
            Connection.maps(
                connection
                    .get(
                        "/api/2.0/mudbrick/search",
                        "query",
                        String.join(" ", words),
                        "max_results",
                        number)
                    .get("results")),
            "type",
            "full_name",
            "found_in",
            "owner",
            "comment");
      }
    }
  }
}
