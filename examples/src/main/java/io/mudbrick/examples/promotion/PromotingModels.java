package io.mudbrick.examples.promotion;

import io.mudbrick.examples.Story;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.promotion.PromotionReport;
import io.mudbrick.registry.promotion.PromotionReports;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Promoting models: what dev trained is copied to prod and becomes champion there if it beats the
 * champion on prod's own rows. For models that are dear to train, or whose data never leaves dev.
 */
public final class PromotingModels {
  private final Registry registry;
  private final ChurnPipeline dev;
  private final ChurnPipeline prod;
  private final Story story;

  public PromotingModels(Mudbrick platform, Story story) {
    this.registry = platform.module(Registry.class);
    this.dev = new ChurnPipeline(platform, "dev");
    this.prod = new ChurnPipeline(platform, "prod");
    this.story = story;
  }

  /** Runs it on a store of its own, in memory. */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    try (Mudbrick platform = Mudbrick.builder().start()) {
      new PromotingModels(platform, new Story(out, false)).run();
    }
  }

  /** The reports of the promotions in prod, in order. */
  public List<PromotionReport> run() {
    story.step(
        "Few customers in dev, all in prod",
        () -> {
          dev.deliver(20);
          prod.deliver(1);
        });
    ModelVersion first = story.step("Train in dev", dev::train);
    PromotionReport one = story.step("Copy it to prod and judge it there", () -> judge(first));
    story.step("More customers in dev", () -> dev.deliverMore(4));
    ModelVersion second = story.step("Train in dev again", dev::train);
    PromotionReport two = story.step("Copy it to prod and judge it there", () -> judge(second));
    PromotionReport three =
        story.step("The same model once more is no better", () -> judge(second));
    story.step("Roll back", this::rollBack);
    return List.of(one, two, three);
  }

  private void rollBack() {
    registry.rollbackAlias(prod.model(), "champion");
    story.say(
        "@champion is version %d again",
        registry.versionByAlias(prod.model(), "champion").version());
  }

  private PromotionReport judge(ModelVersion trained) {
    ModelVersion copy = registry.copyVersion(trained.uri(), prod.model());
    story.say("%s is a copy of %s", copy.uri(), trained.uri());
    PromotionReport report = prod.promote(copy.version());
    story.say("%s", PromotionReports.text(report));
    return report;
  }
}
