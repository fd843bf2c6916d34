package io.mudbrick.serving.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.platform.Mudbrick;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/** Runs serving's commands against a platform, as somebody at a terminal would. */
final class CommandLines {
  private CommandLines() {}

  /** What a command said, and how it ended. */
  record Said(int code, String text) {}

  static Said run(Mudbrick platform, String token, Object command, Object... words) {
    List<String> all = new ArrayList<>();
    for (Object word : words) {
      all.add(word.toString());
    }
    all.addAll(List.of("--url", platform.host().toString(), "--token", token));
    StringWriter said = new StringWriter();
    CommandLine line = new CommandLine(command);
    line.setOut(new PrintWriter(said, true));
    line.setErr(new PrintWriter(said, true));
    line.setExecutionExceptionHandler(
        (e, failed, parsed) -> {
          said.append(e.getMessage());
          return 1;
        });
    int code = line.execute(all.toArray(String[]::new));
    return new Said(code, said.toString());
  }

  /** What a command says that succeeds. */
  static String said(Mudbrick platform, Object command, Object... words) {
    Said said = run(platform, platform.token(), command, words);
    assertThat(said.code()).as(said.text()).isZero();
    return said.text();
  }
}
