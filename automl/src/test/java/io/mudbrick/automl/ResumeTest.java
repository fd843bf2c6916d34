package io.mudbrick.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.Tracking;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@MudbrickTest
class ResumeTest {
  private static final Frame CHURN = Synthetic.churn(300, 4);
  private static final int TRIALS = 9;

  private static AutoMlOptions.Builder options(String name) {
    return AutoMlOptions.builder()
        .maxTrials(TRIALS)
        .folds(3)
        .seed(5)
        .primaryMetric(EvaluationMetric.LOG_LOSS)
        .experimentName(name);
  }

  /** Runs until so many trials are done; then the calling thread is interrupted. */
  private static String interrupted(Mudbrick platform, String name, int trials) {
    Thread caller = Thread.currentThread();
    AtomicInteger done = new AtomicInteger();
    AutoMlListener stop =
        event -> {
          if (event instanceof AutoMlEvent.TrialFinished && done.incrementAndGet() == trials) {
            caller.interrupt();
          }
        };
    assertThatThrownBy(
            () ->
                platform
                    .module(AutoMl.class)
                    .classify(CHURN, "churn", options(name).listener(stop).build()))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("interrupted");
    assertThat(Thread.interrupted()).isTrue();
    return platform
        .module(Tracking.class)
        .getExperimentByName(
            "/Users/" + platform.caller().principal().name() + "/databricks_automl/" + name)
        .orElseThrow()
        .experimentId();
  }

  @Test
  void what_was_interrupted_ends_as_if_it_had_not_been(Mudbrick platform) {
    AutoMl automl = platform.module(AutoMl.class);
    Tracking tracking = platform.module(Tracking.class);
    AutoMlSummary whole = automl.classify(CHURN, "churn", options("whole").build());

    String experiment = interrupted(platform, "halves", 4);
    assertThat(tracking.getExperiment(experiment).tags())
        .containsEntry("_databricks_automl.state", "FAILED");
    AutoMlSummary resumed = automl.resume(experiment, CHURN);

    assertThat(resumed.experimentId()).isEqualTo(experiment);
    assertThat(resumed.trials())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("runId", "duration")
        .containsExactlyElementsOf(whole.trials());
    assertThat(tracking.getExperiment(experiment).tags())
        .containsEntry("_databricks_automl.state", "SUCCESS");
    assertThat(tracking.search(experiment).childrenOf(resumed.parentRunId()).list())
        .extracting(run -> run.info().status())
        .doesNotContain(RunStatus.RUNNING);
    Run parent = tracking.getRun(resumed.parentRunId());
    assertThat(parent.info().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(parent.metric("val_log_loss")).hasValue(whole.best().score());
  }

  @Test
  void other_rows_or_none_cannot_go_on(Mudbrick platform) {
    AutoMl automl = platform.module(AutoMl.class);
    String experiment = interrupted(platform, "stopped", 1);

    assertThatThrownBy(() -> automl.resume(experiment))
        .hasMessageContaining("are in no table: give them once more");
    assertThatThrownBy(() -> automl.resume(experiment, Synthetic.churn(300, 5)))
        .hasMessageContaining("not the rows that the experiment began with");
    String foreign = platform.module(Tracking.class).createExperiment("mine").experimentId();
    assertThatThrownBy(() -> automl.resume(foreign)).hasMessageContaining("not made by AutoML");
  }
}
