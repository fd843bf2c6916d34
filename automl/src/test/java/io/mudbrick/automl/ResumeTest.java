package io.mudbrick.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.identity.AccessList.Change;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Permissions;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.Tracking;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

@MudbrickTest
class ResumeTest {
  private static final Frame CHURN = Synthetic.churn(300, 4);
  private static final int TRIALS = 9;

  /** The tag of a run in which a trial says how it ended. */
  private static final String NOTE = "mudbrick.automl.trial";

  private static AutoMlOptions.Builder options(String name) {
    return AutoMlOptions.builder()
        .maxTrials(TRIALS)
        .folds(3)
        .seed(5)
        .primaryMetric(EvaluationMetric.LOG_LOSS)
        .experimentName(name);
  }

  private static String interrupted(Mudbrick platform, String name, int trials) {
    return Interruption.after(
        trials,
        platform,
        name,
        stop ->
            platform
                .module(AutoMl.class)
                .classify(CHURN, "churn", options(name).listener(stop).build()));
  }

  @Test
  void what_was_interrupted_ends_as_if_it_had_not_been(Mudbrick platform) {
    AutoMl automl = platform.module(AutoMl.class);
    Tracking tracking = platform.module(Tracking.class);
    AutoMlSummary whole = automl.classify(CHURN, "churn", options("whole").build());

    String experiment = interrupted(platform, "halves", 4);
    assertThat(tracking.getExperiment(experiment).tags())
        .containsEntry("_databricks_automl.state", "FAILED");
    AutoMlSummary resumed = automl.resume("halves");

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
  void what_has_kept_nothing_cannot_go_on(Mudbrick platform) {
    AutoMl automl = platform.module(AutoMl.class);
    Tracking tracking = platform.module(Tracking.class);
    String experiment = interrupted(platform, "stopped", 1);
    tracking.setExperimentTag(
        experiment,
        "mudbrick.automl.exploration_run_id",
        tracking.startRun(experiment, "x").runId());

    assertThatThrownBy(() -> automl.resume(experiment)).hasMessageContaining("not kept its rows");
    String foreign = tracking.createExperiment("mine").experimentId();
    assertThatThrownBy(() -> automl.resume(foreign)).hasMessageContaining("not made by AutoML");
    assertThatThrownBy(() -> automl.resume("/no/such")).hasMessageContaining("'/no/such'");
  }

  @Test
  void only_what_was_left_of_the_time_is_spent_unless_more_is_given(Mudbrick platform) {
    AutoMl automl = platform.module(AutoMl.class);
    Tracking tracking = platform.module(Tracking.class);
    String experiment = interrupted(platform, "late", 2);
    Run trial =
        tracking.search(experiment).list().stream()
            .filter(run -> run.tag(NOTE).isPresent())
            .findFirst()
            .orElseThrow();
    Map<String, Object> note = new TreeMap<>(Json.object(trial.tag(NOTE).orElseThrow()));
    note.put("spent", AutoMlOptions.defaults().timeout().toSeconds());
    tracking.setTag(trial.runId(), NOTE, Json.write(note));

    AutoMlSummary ended = automl.resume(experiment);
    assertThat(ended.trials()).filteredOn(one -> one.number() > 0).hasSizeLessThan(TRIALS);
    assertThat(ended.alerts()).extracting(Alert::name).contains("training_early_stopped");

    AutoMlSummary more =
        automl.resume(experiment, ResumeOptions.defaults().withTimeout(Duration.ofHours(1)));
    assertThat(more.trials()).filteredOn(one -> one.number() > 0).hasSize(TRIALS);
  }

  @Test
  void nobody_goes_on_with_what_is_still_worked_on(Mudbrick platform) {
    AutoMl automl = platform.module(AutoMl.class);
    List<Throwable> refusals = new CopyOnWriteArrayList<>();
    AutoMlListener second =
        event -> {
          if (event instanceof AutoMlEvent.TrialFinished) {
            refusals.add(catchThrowable(() -> automl.resume(Interruption.path(platform, "busy"))));
          }
        };
    AutoMlSummary summary =
        automl.classify(CHURN, "churn", options("busy").maxTrials(2).listener(second).build());

    assertThat(refusals)
        .hasSameSizeAs(summary.trials())
        .allSatisfy(no -> refused(no, ErrorCode.RESOURCE_CONFLICT));
    assertThat(automl.resume(summary.experimentId()).trials()).hasSameSizeAs(summary.trials());
  }

  @Test
  void only_who_may_edit_an_experiment_goes_on_with_it(Mudbrick platform) {
    String experiment = interrupted(platform, "ours", 2);
    platform.module(Identity.class).createUser("ann");
    AutoMl hers = platform.as("ann").module(AutoMl.class);
    refused(catchThrowable(() -> hers.resume(experiment)), ErrorCode.PERMISSION_DENIED);
    platform
        .module(Permissions.class)
        .update(
            "experiments",
            experiment,
            List.of(new Change(Principal.Kind.USER, "ann", PermissionLevel.CAN_READ)));
    assertThat(platform.as("ann").module(Tracking.class).search(experiment).list()).isNotEmpty();
    refused(catchThrowable(() -> hers.resume(experiment)), ErrorCode.PERMISSION_DENIED);

    Tracking tracking = platform.module(Tracking.class);
    assertThat(tracking.getExperiment(experiment).tags())
        .containsEntry("_databricks_automl.state", "FAILED");
    assertThat(tracking.search(experiment).list())
        .extracting(run -> run.info().status())
        .doesNotContain(RunStatus.RUNNING);
  }

  private static void refused(Throwable thrown, ErrorCode code) {
    assertThat(thrown)
        .isInstanceOfSatisfying(PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
