package io.mudbrick.registry.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.internal.promotion.ReportJson;
import io.mudbrick.registry.promotion.PromotionReport;
import io.mudbrick.registry.promotion.PromotionReports;
import io.mudbrick.registry.promotion.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mudbrick models promote NAME}. */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      " 0:promoted; in a dry run: every gate passed",
      " 1:it could not be judged, or was not allowed",
      " 2:unknown options",
      " 3:refused by a gate; nothing moved"
    },
    description = {
      "Move an alias to a version if it passes every gate, and keep the report.",
      "",
      "Gates, here or as a list 'gates' in a file of YAML or JSON:",
      "  metric,metric=roc_auc,table=c.s.t,label=y[,better_by=0.01][,limit=0.8]",
      "  logged,metric=val_loss[,better_by=0][,limit=0.3][,lower_is_better=true]",
      "  latency,table=c.s.t,p99_millis=2[,rows=500]",
      "  signature",
      "  tag,key=approved[,value=yes]",
      "Metrics: accuracy, f1, roc_auc, log_loss, rmse, mae, r2. Without better_by and",
      "limit, the version must be better than the one that holds the alias.",
      ""
    })
final class PromoteCommand implements Callable<Integer> {
  private static final int REFUSED = 3;

  /** How a report is written. */
  enum Format {
    TEXT,
    JSON,
    JUNIT
  }

  /** Takes the formats in lower case, as people write them. */
  static final class FormatWord implements ITypeConverter<Format> {
    @Override
    public Format convert(String word) {
      return Format.valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  @Parameters(
      paramLabel = "NAME",
      description = {
        "c.s.model, of which the version is judged that holds @challenger, else the",
        "newest; or c.s.model/3 or c.s.model@candidate for that one."
      })
  private String name;

  @Option(
      names = "--to",
      paramLabel = "ALIAS",
      defaultValue = "champion",
      description = "The alias to move; default ${DEFAULT-VALUE}.")
  private String alias;

  @Option(names = "--gate", paramLabel = "GATE", description = "A gate; repeatable.")
  private List<String> gates = List.of();

  @Option(names = "--gates", paramLabel = "FILE", description = "A file with gates.")
  private @Nullable Path file;

  @Option(names = "--dry-run", description = "Judge, and move and keep nothing.")
  private boolean dryRun;

  @Option(names = "--report", paramLabel = "FILE", description = "Write the report to this file.")
  private @Nullable Path report;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = FormatWord.class,
      description = "Of the file: text, json or junit; default by its ending, junit for .xml.")
  private @Nullable Format format;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public Integer call() {
    List<Map<String, Object>> all = new ArrayList<>();
    if (file != null) {
      all.addAll(GateWords.read(file));
    }
    gates.forEach(gate -> all.add(GateWords.parse(gate)));
    Map<String, Object> plan = new LinkedHashMap<>();
    plan.put("name", Wires.namesVersion(name) ? Wires.parse(name).model() : name);
    plan.put("alias", alias);
    plan.put("gates", all);
    plan.put("dry_run", dryRun);
    try (Connection connection = server.connect()) {
      if (Wires.namesVersion(name)) {
        plan.put("version", Wires.version(connection, name).get("version"));
      }
      Map<String, Object> answer = connection.post(Wires.REGISTRY + "promotions", plan);
      PromotionReport judged = Json.convert(answer, ReportJson.class).report();
      output.text(answer, PromotionReports.text(judged));
      if (report != null) {
        write(report, judged);
      }
      return judged.verdict() == Verdict.REFUSED ? REFUSED : 0;
    }
  }

  private void write(Path target, PromotionReport judged) {
    String text =
        switch (format == null ? byEnding(target) : format) {
          case TEXT -> PromotionReports.text(judged) + "\n";
          case JSON -> PromotionReports.json(judged) + "\n";
          case JUNIT -> PromotionReports.junit(judged);
        };
    try {
      Files.writeString(target, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Format byEnding(Path target) {
    String ending = target.toString().toLowerCase(Locale.ROOT);
    if (ending.endsWith(".xml")) {
      return Format.JUNIT;
    }
    return ending.endsWith(".json") ? Format.JSON : Format.TEXT;
  }
}
