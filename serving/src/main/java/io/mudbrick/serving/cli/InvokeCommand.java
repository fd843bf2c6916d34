package io.mudbrick.serving.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.ServerOptions;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mudbrick endpoints invoke NAME}. */
@Command(
    name = "invoke",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Ask an endpoint, and print its answer as JSON.")
final class InvokeCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "The endpoint.")
  private String name;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Question question = new Question();

  /** Where the question stands. */
  private static final class Question {
    @Option(
        names = "--body",
        paramLabel = "JSON",
        description = "The request: {\"dataframe_records\": [{\"customer_id\": 7}]}")
    private @Nullable String body;

    @Option(names = "--file", paramLabel = "FILE", description = "A file that holds the request.")
    private @Nullable Path file;
  }

  @Spec private CommandSpec spec;
  @Mixin private ServerOptions server;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      Map<String, Object> answer =
          connection.post(
              "/serving-endpoints/" + Connection.segment(name) + "/invocations", body());
      PrintWriter out = spec.commandLine().getOut();
      out.println(Json.write(answer));
      out.flush();
    }
  }

  private Map<String, Object> body() {
    Path file = question.file;
    try {
      return Json.object(file == null ? Objects.toString(question.body) : Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
