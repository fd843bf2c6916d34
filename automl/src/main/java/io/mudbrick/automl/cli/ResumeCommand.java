package io.mudbrick.automl.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mudbrick automl resume EXPERIMENT}. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Go on with an experiment that was interrupted.")
final class ResumeCommand implements Runnable {
  @Parameters(
      index = "0",
      paramLabel = "EXPERIMENT",
      description = "Its id, its path, or the name that it was given.")
  private String experiment;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long it may take from now on; default what was left.")
  private @Nullable String timeout;

  @Mixin private FollowOptions follow;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Duration budget = timeout == null ? null : Times.parse(spec.commandLine(), timeout);
    Query query = new Query();
    query.add("experiment", experiment);
    query.add("timeout_seconds", budget == null ? null : budget.toMillis() / 1e3);
    FollowOptions.Shown shown = new FollowOptions.Shown("resume " + experiment, budget, "ROWS.csv");
    follow.run(spec, "resume", shown, query, null, null);
  }
}
