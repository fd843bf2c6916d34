package io.mudbrick.registry.cli;

import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.Output;
import io.mudbrick.platform.cli.ServerOptions;
import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.internal.promotion.ReportJson;
import io.mudbrick.registry.promotion.PromotionReports;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code mudbrick models reports NAME}. */
@Command(
    name = "reports",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Show how the promotions of a model or a version went, newest first.")
final class ReportsCommand implements Runnable {
  @Parameters(paramLabel = "NAME", description = "c.s.model, c.s.model/3 or c.s.model@champion.")
  private String name;

  @Mixin private ServerOptions server;
  @Mixin private Output output;

  @Override
  public void run() {
    try (Connection connection = server.connect()) {
      boolean ofVersion = Wires.namesVersion(name);
      String version =
          ofVersion ? String.valueOf(Wires.version(connection, name).get("version")) : "";
      List<Map<String, Object>> found =
          connection.all(
              Wires.REGISTRY + "promotions",
              "promotions",
              "name",
              ofVersion ? Wires.parse(name).model() : name,
              "version",
              version);
      if (output.isJson() || found.isEmpty()) {
        output.table(found);
        return;
      }
      for (Map<String, Object> report : found) {
        String at = Wires.time(report.get("judged_at")) + " " + report.get("judged_by") + ": ";
        output.text(
            report, at + PromotionReports.text(Json.convert(report, ReportJson.class).report()));
      }
    }
  }
}
