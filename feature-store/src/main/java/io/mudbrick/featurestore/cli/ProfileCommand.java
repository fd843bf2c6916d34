package io.mudbrick.featurestore.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudbrick features profile TABLE}. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:shown; with --limit, no feature shifted more",
      " 1:it could not be shown",
      " 2:unknown options",
      " 3:with --limit, a feature shifted more"
    },
    description = "Show what is in the features of a table, or how they shifted.")
final class ProfileCommand implements Callable<Integer> {
  private static final int SHIFTED = 3;

  @Parameters(paramLabel = "TABLE", description = "catalog.schema.table.")
  private String table;

  @Option(names = "--version", paramLabel = "N", description = "Default the newest.")
  private @Nullable Long version;

  @Option(names = "--write", description = "Only of the rows that the write of --version brought.")
  private boolean write;

  @Option(
      names = "--since",
      paramLabel = "N",
      description = "Compare with this version: PSI, KS, nulls and means.")
  private @Nullable Long since;

  @Option(
      names = "--limit",
      paramLabel = "PSI",
      description = "With --since, fail when the PSI of a feature is above; 0.2 is common.")
  private @Nullable Double limit;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public Integer call() {
    try (Connection connection = server.connect()) {
      String path = FeaturesCommand.FACE + "tables/" + Connection.segment(table) + "/profile";
      if (since == null) {
        show(
            connection.get(
                path,
                "version",
                version == null ? "" : version.toString(),
                "scope",
                write ? "WRITE" : ""));
        return 0;
      }
      String after =
          version == null
              ? Objects.toString(connection.get(path).get("version"))
              : version.toString();
      return compare(connection.get(path + "/compare", "before", since.toString(), "after", after));
    }
  }

  private void show(Map<String, Object> profile) {
    if (output.isJson()) {
      output.object(profile);
      return;
    }
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> column : Connection.maps(profile.get("columns"))) {
      Map<String, Object> row = new LinkedHashMap<>(column);
      row.put("mean", number(column.get("mean")));
      row.put("stddev", number(column.get("stddev")));
      List<?> quantiles = column.get("quantiles") instanceof List<?> list ? list : List.of();
      row.put("median", quantiles.size() < 101 ? "" : number(quantiles.get(50)));
      row.put("top", top(column.get("top")));
      rows.add(row);
    }
    output.text(
        profile,
        "%s version %s, %s rows (%s)"
            .formatted(
                profile.get("table"),
                profile.get("version"),
                profile.get("rows"),
                Objects.toString(profile.get("scope")).toLowerCase(Locale.ROOT)));
    output.blank();
    output.table(
        rows,
        "name",
        "type",
        "count",
        "nulls",
        "distinct",
        "min",
        "median",
        "max",
        "mean",
        "stddev",
        "top");
  }

  private static String top(@Nullable Object list) {
    List<Map<String, Object>> top = Connection.maps(list);
    List<String> words = new ArrayList<>();
    for (Map<String, Object> value : top.subList(0, Math.min(3, top.size()))) {
      double share = value.get("share") instanceof Number number ? number.doubleValue() : 0;
      words.add(value.get("value") + " " + Math.round(share * 100) + "%");
    }
    return String.join(", ", words);
  }

  private int compare(Map<String, Object> comparison) {
    List<Map<String, Object>> features = Connection.maps(comparison.get("features"));
    boolean shifted = false;
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Map<String, Object> feature : features) {
      Map<String, Object> row = new LinkedHashMap<>(feature);
      for (String name :
          List.of(
              "psi", "ks", "null_share_before", "null_share_after", "mean_before", "mean_after")) {
        row.put(name, number(feature.get(name)));
      }
      rows.add(row);
      shifted |=
          limit != null && feature.get("psi") instanceof Number psi && psi.doubleValue() > limit;
    }
    if (output.isJson()) {
      output.object(comparison);
    } else {
      output.table(
          rows,
          "feature",
          "change",
          "psi",
          "ks",
          "null_share_before",
          "null_share_after",
          "mean_before",
          "mean_after");
    }
    return shifted ? SHIFTED : 0;
  }

  private static String number(@Nullable Object value) {
    return value instanceof Number number
        ? String.format(Locale.ROOT, "%.4g", number.doubleValue())
        : "";
  }
}
