package io.mudbrick.serving.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mudbrick endpoints metrics NAME}. */
@Command(
    name = "metrics",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show an endpoint's metrics, in Prometheus' text format.")
final class MetricsCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "The endpoint.")
  private String name;

  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  @Override
  public void run() {
    try (Connection connection = server.connect();
        InputStream metrics = connection.download(Wires.endpoint(name) + "/metrics")) {
      PrintWriter out = spec.commandLine().getOut();
      out.print(new String(metrics.readAllBytes(), StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
