package io.mudbrick.tracking.cli;

import io.mudbrick.platform.Mudbrick;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs tracking's commands against a platform, as somebody at a terminal would. */
final class CommandLines {
  private CommandLines() {}

  /** What a command said, and how it ended. */
  record Said(int exitCode, String out, String err) {}

  static Said run(Mudbrick who, Object command, Object... words) {
    List<String> all = new ArrayList<>();
    for (Object word : words) {
      all.add(word.toString());
    }
    all.addAll(List.of("--url", who.host().toString(), "--token", who.token()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler(
        (e, failed, parsed) -> {
          err.append(e.getMessage());
          return 1;
        });
    int code = line.execute(all.toArray(String[]::new));
    return new Said(code, out.toString(), err.toString());
  }
}
