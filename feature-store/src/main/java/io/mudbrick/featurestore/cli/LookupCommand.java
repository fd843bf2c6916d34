package io.mudbrick.featurestore.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mudbrick features lookup NAME KEY=VALUE...}. */
@Command(
    name = "lookup",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:the key is known",
      " 1:it could not be looked up",
      " 2:unknown options",
      " 3:the key is not known, or its row is too old"
    },
    description = "Show what an online table has for a key, and how fresh it is.")
final class LookupCommand implements Callable<Integer> {
  private static final int UNKNOWN = 3;

  @Parameters(index = "0", paramLabel = "NAME", description = "The online table.")
  private String name;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "KEY=VALUE",
      description = "Each lookup key of the table.")
  private Map<String, String> key = Map.of();

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public Integer call() {
    try (Connection connection = server.connect()) {
      Map<String, Object> values = new LinkedHashMap<>();
      key.forEach((column, text) -> values.put(column, value(text)));
      Map<String, Object> vector =
          Connection.maps(
                  connection
                      .post(
                          FeaturesCommand.FACE
                              + "online-tables/"
                              + Connection.segment(name)
                              + "/lookup",
                          Map.of("keys", List.of(values)))
                      .get("vectors"))
              .get(0);
      return show(vector);
    }
  }

  private int show(Map<String, Object> vector) {
    List<Map<String, Object>> features = new ArrayList<>();
    boolean known = true;
    if (vector.get("features") instanceof Map<?, ?> all) {
      for (Map.Entry<?, ?> entry : all.entrySet()) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("feature", String.valueOf(entry.getKey()));
        ((Map<?, ?>) entry.getValue()).forEach((k, v) -> row.put(String.valueOf(k), v));
        features.add(row);
        known &= !List.of("NOT_FOUND", "EXPIRED").contains(String.valueOf(row.get("state")));
      }
    }
    if (output.isJson()) {
      output.object(vector);
    } else {
      output.table(features, "feature", "value", "state");
      output.blank();
      Map<String, Object> freshness = new LinkedHashMap<>(vector);
      freshness.remove("features");
      output.object(freshness);
    }
    return known ? 0 : UNKNOWN;
  }

  /** Whole numbers as such: the server turns the rest into the key's type. */
  private static Object value(String text) {
    return text.matches("-?\\d{1,18}") ? (Object) Long.valueOf(text) : text;
  }
}
