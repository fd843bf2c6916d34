package io.mudbrick.featurestore.cli;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ProgressBar;
import io.mudbrick.platform.cli.ServerOptions;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mudbrick features publish TABLE}. */
@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Bring a feature table online, or what changed in it since the last time.")
final class PublishCommand implements Runnable {

  /** As people write them. */
  enum Mode {
    snapshot,
    triggered,
    continuous
  }

  @Parameters(paramLabel = "TABLE", description = "catalog.schema.table.")
  private String table;

  @Option(
      names = "--to",
      paramLabel = "NAME",
      description = "The online table; default TABLE with _online behind.")
  private @Nullable String online;

  @Option(
      names = "--store",
      paramLabel = "STORE",
      description = "The online store; default the one that every workspace has.")
  private @Nullable String store;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "triggered",
      description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Mode mode = Mode.triggered;

  @Option(
      names = "--ttl",
      paramLabel = "TIME",
      description = "How old a row may be when it is read, such as 36h or 7d.")
  private @Nullable String ttl;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  @Mixin private ServerOptions server;
  @Mixin private Output output;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("online_table", online == null ? table + "_online" : online);
    body.put("mode", mode.name().toUpperCase(Locale.ROOT));
    if (store != null) {
      body.put("online_store", store);
    }
    if (ttl != null) {
      body.put("ttl_seconds", seconds(ttl));
    }
    boolean silent = quiet || output.isJson();
    try (Connection connection = server.connect();
        ProgressBar bar = ProgressBar.on(spec.commandLine().getErr(), silent)) {
      connection.lines(
          FeaturesCommand.FACE + "tables/" + Connection.segment(table) + "/publish",
          body,
          line -> take(line, bar));
    }
  }

  private void take(Map<String, Object> line, ProgressBar bar) {
    if (line.get("result") instanceof Map<?, ?> result) {
      bar.end();
      tell(result);
    } else if (line.get("error") instanceof Map<?, ?> error) {
      bar.end();
      throw failed(error);
    } else {
      bar.show(number(line.get("done")), number(line.get("total")), "rows");
    }
  }

  private void tell(Map<?, ?> result) {
    Map<String, Object> shown = new LinkedHashMap<>();
    result.forEach((key, value) -> shown.put(Objects.toString(key), Objects.requireNonNull(value)));
    output.text(
        shown,
        "%s shows version %s of %s: %s rows written, %s removed%s"
            .formatted(
                result.get("online_table"),
                result.get("version"),
                table,
                result.get("upserted"),
                result.get("deleted"),
                Boolean.TRUE.equals(result.get("full")) ? ", all anew" : ""));
  }

  private static PlatformException failed(Map<?, ?> error) {
    ErrorCode code = ErrorCode.INTERNAL_ERROR;
    for (ErrorCode known : ErrorCode.values()) {
      if (known.name().equals(error.get("error_code"))) {
        code = known;
      }
    }
    return new PlatformException(code, Objects.toString(error.get("message")));
  }

  private static long number(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  private static long seconds(String text) {
    try {
      String upper = text.toUpperCase(Locale.ROOT);
      return Duration.parse(upper.endsWith("D") ? "P" + upper : "PT" + upper).toSeconds();
    } catch (DateTimeParseException e) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE, "'" + text + "' is no time such as 36h or 7d.", e);
    }
  }
}
