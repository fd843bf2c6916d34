package io.mudbrick.examples.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.examples.Story;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.registry.promotion.PromotionReport;
import io.mudbrick.registry.promotion.Verdict;
import io.mudbrick.test.MudbrickTest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

@MudbrickTest
class PromotionExamplesTest {
  private final StringWriter told = new StringWriter();
  private final Story story = new Story(new PrintWriter(told), false);

  @Test
  void models_are_promoted_from_dev_to_prod(Mudbrick platform) {
    List<PromotionReport> reports = new PromotingModels(platform, story).run();
    assertThat(reports)
        .as(told.toString())
        .extracting(PromotionReport::verdict)
        .containsExactly(Verdict.PROMOTED, Verdict.PROMOTED, Verdict.REFUSED);
    Registry registry = platform.module(Registry.class);
    ModelVersion champion = registry.versionByAlias("prod.churn.model", "champion");
    assertThat(champion.version()).isEqualTo(1);
    assertThat(champion.origin().source()).isEqualTo("models:/dev.churn.model/1");
    assertThat(told.toString()).contains("is promoted to @champion, over version 1");
  }

  @Test
  void code_is_promoted_from_dev_to_prod(Mudbrick platform) {
    List<PromotionReport> reports = new PromotingCode(platform, story).run();
    assertThat(reports)
        .as(told.toString())
        .extracting(PromotionReport::verdict)
        .containsExactly(Verdict.PROMOTED, Verdict.PROMOTED);
    assertThat(reports)
        .extracting(PromotionReport::model)
        .containsExactly("dev.churn.model", "prod.churn.model");
  }
}
