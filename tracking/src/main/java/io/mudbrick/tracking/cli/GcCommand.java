package io.mudbrick.tracking.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mudbrick gc}. */
@Command(
    name = "gc",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Delete for good what was marked as deleted: runs, experiments and logged",
      "models, with their files. Model versions have files of their own and stay.",
      "Without ids: all that you may.",
      ""
    })
final class GcCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      converter = Age.class,
      defaultValue = "0s",
      description = "How long it must have been deleted: 30d, 8h, 2d8h5m20s; default any time.")
  private Duration olderThan;

  @Option(names = "--run-ids", split = ",", paramLabel = "ID", description = "These runs.")
  private List<String> runs = List.of();

  @Option(
      names = "--experiment-ids",
      split = ",",
      paramLabel = "ID",
      description = "These experiments, with all that is in them.")
  private List<String> experiments = List.of();

  @Option(
      names = "--logged-model-ids",
      split = ",",
      paramLabel = "ID",
      description = "These logged models.")
  private List<String> models = List.of();

  @Option(names = "--dry-run", description = "Only tell what would be deleted.")
  private boolean dryRun;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public Integer call() {
    try (Connection connection = server.connect()) {
      Map<String, Object> sent = new LinkedHashMap<>();
      sent.put("older_than_ms", olderThan.toMillis());
      sent.put("run_ids", runs);
      sent.put("experiment_ids", experiments);
      sent.put("logged_model_ids", models);
      sent.put("dry_run", dryRun);
      Map<String, Object> done = connection.post("/api/2.0/mudbrick/tracking/gc", sent);
      StringBuilder text = new StringBuilder();
      tell(text, "run", done.get("run_ids"));
      tell(text, "logged model", done.get("logged_model_ids"));
      tell(text, "experiment", done.get("experiment_ids"));
      output.text(done, text.isEmpty() ? "Nothing to delete." : text.toString().stripTrailing());
      List<?> kept = list(done.get("kept"));
      PrintWriter err = spec.commandLine().getErr();
      kept.forEach(what -> err.println("kept: " + what));
      err.flush();
      return kept.isEmpty() ? 0 : 1;
    }
  }

  private void tell(StringBuilder text, String what, @Nullable Object ids) {
    for (Object id : list(ids)) {
      text.append(dryRun ? "would delete " : "deleted ").append(what).append(' ').append(id);
      text.append('\n');
    }
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }
}
