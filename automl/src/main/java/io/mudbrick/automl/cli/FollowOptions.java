package io.mudbrick.automl.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ProgressBar;
import io.mudbrick.platform.cli.ServerOptions;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What all commands of AutoML have: how work is followed, and what becomes of its result. */
final class FollowOptions {
  private static final String FACE = "/api/2.0/mudbrick/automl/";

  @Option(
      names = "--register",
      paramLabel = "MODEL",
      description = "Register the best model as the next version of c.s.model.")
  private @Nullable String register;

  @Option(
      names = "--alias",
      paramLabel = "ALIAS",
      defaultValue = "champion",
      description = "What points at the registered version; default ${DEFAULT-VALUE}.")
  private String alias;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  /**
   * What people are shown.
   *
   * @param budget how long it may take; null when the server knows
   * @param input where the rows are from
   */
  record Shown(String title, @Nullable Duration budget, String input) {
    Board board(PrintWriter err, boolean live, LongSupplier nanos) {
      return live && budget != null
          ? new LiveBoard(err, title, budget, nanos)
          : new PlainBoard(err, nanos);
    }
  }

  /**
   * Has the work done and shows it.
   *
   * @param file the body; null for none
   * @param table that the work writes; null for none
   */
  void run(
      CommandSpec spec,
      String what,
      Shown shown,
      Query query,
      @Nullable Path file,
      @Nullable String table) {
    query.add("register_to", register);
    query.add("alias", alias);
    PrintWriter err = quiet ? new PrintWriter(Writer.nullWriter()) : spec.commandLine().getErr();
    Map<String, Object> result = new LinkedHashMap<>();
    Board board = shown.board(err, ProgressBar.isTerminal() && !quiet, System::nanoTime);
    try (Connection connection = server.connectOrBegin()) {
      Schemas.ensure(connection, register, err);
      Schemas.ensure(connection, table, err);
      connection.lines(FACE + what, query.words(), file, line -> take(line, board, result));
    } finally {
      board.end();
    }
    new Findings(spec.commandLine().getOut(), result)
        .show(output, shown.input(), server.words(), register, alias);
  }

  private static void take(Map<String, Object> line, Board board, Map<String, Object> result) {
    if (line.get("result") instanceof Map<?, ?> found) {
      found.forEach((key, value) -> result.put(String.valueOf(key), Json.some(value)));
    } else if (line.get("error") instanceof Map<?, ?> error) {
      throw Json.refused(error);
    } else {
      board.take(line);
    }
  }
}
