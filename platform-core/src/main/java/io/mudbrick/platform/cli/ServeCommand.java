package io.mudbrick.platform.cli;

import io.mudbrick.platform.Mudbrick;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mudbrick serve}: the server, until it is told to stop. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Start the server.",
      "",
      "Prints its URL, and nothing else, on stdout when it is ready. On the first start it writes",
      "an admin's token to DIR/admin.token, readable by you alone. Stop it with Ctrl-C.",
      ""
    },
    footer = {
      "",
      "Point clients at it:",
      "  export MLFLOW_TRACKING_URI=URL MLFLOW_TRACKING_TOKEN=$(cat DIR/admin.token)",
      "  export DATABRICKS_HOST=URL DATABRICKS_TOKEN=$(cat DIR/admin.token)"
    })
final class ServeCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on; default ${DEFAULT-VALUE}, this machine only.")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "5000",
      description = "Port to listen on, 0 for any free one; default ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".mudbrick",
      description = "Directory that holds everything; default ${DEFAULT-VALUE}, shared with demo.")
  private Path data;

  @Option(
      names = "--postgres",
      paramLabel = "URL",
      description = {
        "Keep metadata in this PostgreSQL database, which several servers may share;",
        "DIR is then their common folder of files. postgresql://user@host:5432/database"
      })
  private @Nullable String postgres;

  @Option(names = "--no-auth", description = "Ask for no token: a call without one is the admin's.")
  private boolean noAuth;

  @Option(
      names = "--allowed-host",
      paramLabel = "NAME",
      description = "A further host name that clients may use; repeatable.")
  private List<String> allowedHosts = List.of();

  @Option(
      names = "--webhook-allow",
      paramLabel = "HOST[:PORT]",
      description = {
        "A target that webhooks may call, port 443 unless said; repeatable. Without it, none.",
        "A name stands for public addresses; name a private machine by its address."
      })
  private List<String> webhookTargets = List.of();

  @Option(
      names = "--access-log",
      description = "Write a line for each request to DIR/logs/access.log.")
  private boolean accessLog;

  @Option(
      names = "--write-databrickscfg",
      paramLabel = "PROFILE",
      arity = "0..1",
      fallbackValue = "mudbrick",
      description = {
        "Write URL and token to .databrickscfg, as this profile; default ${FALLBACK-VALUE}.",
        "Databricks clients then find the server by DATABRICKS_CONFIG_PROFILE=PROFILE."
      })
  private @Nullable String profile;

  @Override
  public void run() {
    if (port < 0 || port > 65_535) {
      throw new picocli.CommandLine.ParameterException(
          spec.commandLine(), "Invalid value for option '--port': " + port + " is not 0 to 65535");
    }
    DatabricksConfigFile config =
        DatabricksConfigFile.of(System.getenv(), System.getProperty("user.home"));
    if (profile != null) {
      config.check(profile);
    }
    Mudbrick.Builder builder =
        Mudbrick.builder()
            .host(host)
            .port(port)
            .data(data)
            .open(noAuth)
            .allowedHosts(allowedHosts)
            .accessLog(accessLog)
            .webhookAllow(webhookTargets);
    Mudbrick platform = (postgres == null ? builder : builder.postgres(postgres)).start();
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  platform.close();
                  stopped.countDown();
                },
                "mudbrick-stop"));
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "Data in "
            + data
            + (noAuth ? ", no token asked for" : ", token in " + data.resolve("admin.token")));
    if (profile != null) {
      config.write(profile, platform.host().toString(), token());
      err.println("Profile " + profile + " in " + config.path());
    }
    err.flush();
    PrintWriter out = spec.commandLine().getOut();
    out.println(platform.host());
    out.flush();
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The first admin's, which the first start of the directory wrote there. */
  private String token() {
    try {
      return Files.readString(data.resolve("admin.token")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the admin's token", e);
    }
  }
}
