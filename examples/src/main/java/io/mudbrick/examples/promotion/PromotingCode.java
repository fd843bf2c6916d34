package io.mudbrick.examples.promotion;

import io.mudbrick.examples.Story;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.promotion.PromotionReport;
import io.mudbrick.registry.promotion.PromotionReports;
import io.mudbrick.registry.promotion.Verdict;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Promoting code: the pipeline is what moves. It runs in dev on a sample; when its model passes
 * there, the same pipeline runs in prod, on prod's rows, and registers in prod. No model crosses
 * over. The way to prefer where data may be read in prod.
 */
public final class PromotingCode {
  private final Mudbrick platform;
  private final Story story;

  public PromotingCode(Mudbrick platform, Story story) {
    this.platform = platform;
    this.story = story;
  }

  /** Runs it on a store of its own, in memory. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    try (Mudbrick platform = Mudbrick.builder().start()) {
      new PromotingCode(platform, new Story(out, false)).run();
    }
  }

  /** The reports of the catalogs that the pipeline reached, dev first. */
  public List<PromotionReport> run() {
    List<PromotionReport> reports = new ArrayList<>();
    for (String catalog : List.of("dev", "prod")) {
      ChurnPipeline pipeline = new ChurnPipeline(platform, catalog);
      story.step("Customers in " + catalog, () -> pipeline.deliver(catalog.equals("dev") ? 4 : 1));
      PromotionReport report =
          story.step("Train, register and promote in " + catalog, () -> trainAndPromote(pipeline));
      reports.add(report);
      if (report.verdict() != Verdict.PROMOTED) {
        break; // what fails in dev does not run in prod
      }
    }
    return reports;
  }

  private PromotionReport trainAndPromote(ChurnPipeline pipeline) {
    ModelVersion version = pipeline.train();
    story.say("registered %s", version.uri());
    PromotionReport report = pipeline.promote(version.version());
    story.say("%s", PromotionReports.text(report));
    return report;
  }
}
