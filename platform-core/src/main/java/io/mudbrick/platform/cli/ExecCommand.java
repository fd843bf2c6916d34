package io.mudbrick.platform.cli;

import io.mudbrick.platform.Mudbrick;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mudbrick exec -- CMD}: a platform for as long as a command runs. */
@Command(
    name = "exec",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "Usage: ",
    customSynopsis =
        "mudbrick exec [--data=DIR] [--modules=NAMES] [--no-auth] [--quiet] -- CMD [ARG...]",
    description = {
      "%nRun a command against a platform of its own.",
      "",
      "Starts on a free port, sets MLFLOW_TRACKING_URI, MLFLOW_TRACKING_TOKEN,",
      "MLFLOW_REGISTRY_URI, DATABRICKS_HOST and DATABRICKS_TOKEN, runs CMD in this directory,",
      "stops, and exits as CMD did: 128+N when signal N ended it, 127 when it was not found,",
      "126 when it is not executable. stdin, stdout and stderr are CMD's own; signals go on to it.",
      ""
    })
final class ExecCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep everything in this directory; default is one that is deleted at the end.")
  private @Nullable Path data;

  @Option(
      names = "--modules",
      paramLabel = "NAMES",
      split = ",",
      description = "Start only these, such as tracking,registry, and what they stand on.")
  private List<String> modules = List.of();

  @Option(names = "--no-auth", description = "Ask for no token: a call without one is the admin's.")
  private boolean noAuth;

  @Option(names = "--quiet", description = "Do not say on stderr where the platform listens.")
  private boolean quiet;

  @Parameters(arity = "1..*", paramLabel = "CMD", description = "The command and its arguments.")
  private List<String> command = new ArrayList<>();

  @Override
  public Integer call() throws InterruptedException {
    try (Signals signals = Signals.caught()) {
      Mudbrick.Builder builder = Mudbrick.builder().open(noAuth);
      if (data != null) {
        builder.data(data);
      }
      if (!modules.isEmpty()) {
        builder.modules(modules);
      }
      try (Mudbrick platform = builder.start()) {
        say("mudbrick: " + platform.host() + " until the command ends");
        return run(platform, signals);
      }
    }
  }

  private int run(Mudbrick platform, Signals signals) throws InterruptedException {
    Child child = new Child(command, platform.env());
    try {
      Process process = child.start();
      signals.passTo(process);
      return process.waitFor();
    } catch (Child.NotStartedException e) {
      PrintWriter err = spec.commandLine().getErr();
      err.println("mudbrick: " + e.getMessage());
      err.flush();
      return e.exitCode();
    }
  }

  private void say(String line) {
    if (!quiet) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(line);
      err.flush();
    }
  }
}
