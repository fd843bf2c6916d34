package io.mudbrick.platform.cli;

import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mudbrick backup}: a copy of everything, while the server goes on. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Copy everything to a new directory; the server, if one runs, goes on.")
final class BackupCommand implements Runnable {
  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "TARGET",
      description = "Directory on the server's machine, missing or empty.")
  private Path target;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      Map<String, Object> made =
          connection.post(
              "/api/2.0/mudbrick/backup",
              Map.of("path", target.toAbsolutePath().normalize().toString()));
      output.text(made, made.get("files") + " files, " + made.get("bytes") + " bytes in " + target);
    }
  }
}
