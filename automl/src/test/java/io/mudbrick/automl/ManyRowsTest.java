package io.mudbrick.automl;

import static org.assertj.core.api.Assertions.assertThat;

import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.Tracking;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

@MudbrickTest
class ManyRowsTest {
  /** Four fifths of them are just more than 20,000. */
  private static final Frame CHURN = Synthetic.churn(25_100, 3);

  private static final Set<ModelFamily> CHEAP =
      Set.of(ModelFamily.DECISION_TREE, ModelFamily.LINEAR);

  private static AutoMlOptions.Builder options(String name) {
    return AutoMlOptions.builder()
        .maxTrials(10)
        .timeout(Duration.ofHours(1))
        .folds(1)
        .seed(5)
        .primaryMetric(EvaluationMetric.LOG_LOSS)
        .excludeFamilies(
            Arrays.stream(ModelFamily.values())
                .filter(family -> !CHEAP.contains(family))
                .toArray(ModelFamily[]::new))
        .experimentName(name);
  }

  @Test
  void what_promises_nothing_on_a_part_of_the_rows_is_not_fitted_to_all(Mudbrick platform) {
    AutoMlSummary summary =
        platform.module(AutoMl.class).classify(CHURN, "churn", options("whole").build());

    // The first few show what there is to be compared with.
    assertThat(summary.trials())
        .allSatisfy(
            trial -> {
              if (trial.number() <= 6) {
                assertThat(trial.params()).doesNotContainKey("part_rows");
              } else {
                assertThat(trial.params()).containsEntry("part_rows", "5020");
                assertThat(Double.parseDouble(trial.params().get("part_loss"))).isBetween(0.1, 1.0);
              }
            });
    List<Trial> givenUp = summary.trials().stream().filter(Trial::pruned).toList();
    assertThat(givenUp).isNotEmpty().allMatch(trial -> trial.number() > 6);
    Run run = platform.module(Tracking.class).getRun(givenUp.get(0).runId());
    assertThat(run.tag("mudbrick.automl.pruned")).hasValue("after 5020 of 20080 rows");
  }

  @Test
  void what_was_interrupted_knows_how_others_did_on_the_part(Mudbrick platform) {
    AutoMl automl = platform.module(AutoMl.class);
    AutoMlSummary whole = automl.classify(CHURN, "churn", options("whole").build());

    Interruption.after(
        8,
        platform,
        "halves",
        stop -> automl.classify(CHURN, "churn", options("halves").listener(stop).build()));

    assertThat(told(automl.resume(Interruption.path(platform, "halves"))))
        .containsExactlyElementsOf(told(whole));
  }

  private static List<List<Object>> told(AutoMlSummary summary) {
    return summary.trials().stream()
        .map(
            trial ->
                List.<Object>of(trial.number(), trial.params(), trial.metrics(), trial.pruned()))
        .toList();
  }
}
