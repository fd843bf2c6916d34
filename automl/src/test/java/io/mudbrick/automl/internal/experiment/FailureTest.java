package io.mudbrick.automl.internal.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.Synthetic;
import io.mudbrick.automl.internal.data.DataPreparer;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.data.Rows;
import io.mudbrick.automl.internal.judging.Judging;
import io.mudbrick.automl.internal.resume.History;
import io.mudbrick.automl.internal.tracked.RunLineage;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.automl.internal.train.Trainer;
import io.mudbrick.automl.internal.trial.Blender;
import io.mudbrick.automl.internal.trial.Budget;
import io.mudbrick.automl.internal.trial.Library;
import io.mudbrick.automl.internal.trial.Refits;
import io.mudbrick.automl.internal.trial.Session;
import io.mudbrick.automl.internal.trial.TrialRunner;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.events.EventBus;
import io.mudbrick.test.MudbrickTest;
import io.mudbrick.tracking.ActiveRun;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunStatus;
import io.mudbrick.tracking.Tracking;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@MudbrickTest
class FailureTest {
  private static final Trainer OUT_OF_MEMORY =
      (candidate, data, allowance) -> {
        throw new OutOfMemoryError("no room for the trees");
      };

  /** Answers for the validation rows that the saved model will not give. */
  private static final Trainer LIAR =
      (candidate, data, allowance) -> {
        Fitted fitted = Trainer.of(candidate, data).fit(candidate, data, allowance);
        double[] wrong = fitted.nativeValidation();
        wrong[3] += 0.01;
        return new Fitted(fitted.estimator(), fitted.params(), wrong);
      };

  @TempDir Path scratch;

  private AutoMlSummary run(Mudbrick platform, Set<ModelFamily> failing, Trainer trainer) {
    Tracking tracking = platform.module(Tracking.class);
    AutoMlOptions options = AutoMlOptions.builder().maxTrials(6).parallelism(2).build();
    Prepared prepared =
        new DataPreparer(Problem.CLASSIFICATION, options, 1)
            .prepare(Rows.of(Synthetic.churn(300, 1)), "churn");
    String experiment = tracking.createExperiment("failures").experimentId();
    try (ActiveRun parent = tracking.startRun(experiment, "parent")) {
      Session session =
          new Session(
              tracking,
              experiment,
              "failures",
              parent.runId(),
              Problem.CLASSIFICATION,
              EvaluationMetric.F1,
              prepared,
              1,
              options,
              Budget.start(options.clock(), options.timeout()),
              new Judging(prepared, EvaluationMetric.F1));
      RunLineage lineage = new RunLineage(new NobodyListens(), platform.caller());
      Library library = new Library();
      TrialRunner runner =
          new TrialRunner(
              session,
              (candidate, data) ->
                  failing.contains(candidate.family()) ? trainer : Trainer.of(candidate, data),
              scratch,
              Ids.random(),
              lineage);
      Refits refits = new Refits(session, Trainer::of, 2);
      Blender blender = new Blender(session, library, Ids.random(), lineage, refits);
      GlassBox glassBox = new GlassBox(session, "none");
      History history = History.none(session, scratch);
      return new AutoMlRun(session, parent, runner, blender, library, glassBox, history, scratch)
          .run();
    }
  }

  private static final class NobodyListens implements EventBus {
    @Override
    public void publish(Object event) {}

    @Override
    public <E> void subscribe(Class<E> type, Consumer<? super E> listener) {}
  }

  @Test
  void a_failed_trial_says_why_and_harms_no_other(Mudbrick platform) {
    AutoMlSummary summary = run(platform, Set.of(ModelFamily.XGBOOST), OUT_OF_MEMORY);

    List<Trial> failed = summary.trials().stream().filter(Trial::failed).toList();
    assertThat(failed).isNotEmpty().allMatch(trial -> trial.family() == ModelFamily.XGBOOST);
    assertThat(summary.trials().subList(0, 4)).noneMatch(Trial::failed);
    assertThat(summary.best().score()).isPositive();
    Run run = platform.module(Tracking.class).getRun(failed.get(0).runId());
    assertThat(run.info().status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.tag(Tags.FAILURE)).contains("no room for the trees");
    assertThat(run.info().endTime()).isNotNull();
  }

  @Test
  void a_model_that_answers_otherwise_than_its_library_fails_its_trial(Mudbrick platform) {
    AutoMlSummary summary = run(platform, Set.of(ModelFamily.LINEAR), LIAR);

    assertThat(summary.trials())
        .filteredOn(trial -> trial.family() == ModelFamily.LINEAR)
        .allSatisfy(
            trial ->
                assertThat(trial.failure())
                    .contains("The saved model answers")
                    .contains("for validation row 3"));
  }

  @Test
  void nothing_but_failures_is_an_error_with_the_first_reason(Mudbrick platform) {
    assertThatThrownBy(() -> run(platform, Set.of(ModelFamily.values()), OUT_OF_MEMORY))
        .hasMessage("No trial succeeded. The first one failed: no room for the trees");
  }
}
