package io.mudbrick.examples;

import io.mudbrick.examples.churn.ChurnLifecycle;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.identity.Identity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mudbrick demo}: the lifecycle on telco churn, told step by step. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run a whole ML lifecycle on real data.",
      "",
      "Catalog and grants, feature tables, AutoML, registry, serving, lineage and audit,",
      "on 7,043 telco customers. Each run makes a fresh workspace and metastore.",
      ""
    })
final class DemoCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = ".mudbrick",
      description = "Directory that holds everything; default ${DEFAULT-VALUE}, shared with serve.")
  private Path data;

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "10",
      description = "How many models AutoML tries; default ${DEFAULT-VALUE}.")
  private int trials;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "42",
      description = "The same seed gives the same result; default ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try (Mudbrick platform = Mudbrick.builder().data(data).start()) {
      String name = "demo-" + platform.workspaces().size();
      Mudbrick workspace = platform.newWorkspace(name);
      Story story = new Story(out, Boolean.getBoolean("mudbrick.terminal"));
      story.title(
          "Telco churn, the whole lifecycle, in workspace " + name + " at " + workspace.uri());
      new ChurnLifecycle(workspace, story, trials, seed).run();
      Path token = writeToken(workspace, name);
      out.printf("%nLook further:%n");
      out.printf("  ./mudbrick serve%s%n", dataOption());
      out.printf(
          "  export MLFLOW_TRACKING_URI=http://127.0.0.1:5000/w/%s%n", workspace.workspace().id());
      out.printf("  export MLFLOW_TRACKING_TOKEN=$(cat %s)%n", token);
      out.printf(
          "  curl -s -H \"Authorization: Bearer $MLFLOW_TRACKING_TOKEN\" \\%n"
              + "    -H 'Content-Type: application/json' \\%n"
              + "    -d '{\"dataframe_records\":[{\"customer_id\":\"C00042\"}]}' \\%n"
              + "    $MLFLOW_TRACKING_URI/serving-endpoints/%s/invocations%n",
          ChurnLifecycle.ENDPOINT);
      out.flush();
    }
  }

  private String dataOption() {
    return data.equals(Path.of(".mudbrick")) ? "" : " --data " + data;
  }

  /** Leaves a token of the demo's workspace beside the data, readable by its owner alone. */
  private Path writeToken(Mudbrick workspace, String name) {
    Path file = data.resolve(name + ".token");
    String token =
        workspace
            .module(Identity.class)
            .createToken(workspace.caller().principal().name(), "to look at the demo");
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, token + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
