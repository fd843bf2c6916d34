package io.mudbrick.automl.internal.replay;

import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.internal.data.ColumnPlan;
import io.mudbrick.automl.internal.data.Encoding;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.ensemble.Answers;
import io.mudbrick.automl.internal.ensemble.Choice;
import io.mudbrick.automl.internal.glassbox.Candidates;
import io.mudbrick.automl.internal.glassbox.TrainingTable;
import io.mudbrick.automl.internal.judging.FoldModels;
import io.mudbrick.automl.internal.judging.Judging;
import io.mudbrick.automl.internal.judging.WholeFit;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.tracked.MetricNames;
import io.mudbrick.automl.internal.train.Allowance;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.automl.internal.train.StepCount;
import io.mudbrick.automl.internal.train.Trainer;
import io.mudbrick.automl.internal.train.TrainingData;
import io.mudbrick.automl.recipe.Learner;
import io.mudbrick.automl.recipe.PreparedRows;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Member;
import io.mudbrick.platform.model.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes trials again, with the very parts that made them. Thread-safe. */
public final class Replay {
  private final Prepared prepared;
  private final Judging judging;

  /** Of learners that were fitted, for those that are asked for again. */
  private final Map<Learner, Answers> known = new ConcurrentHashMap<>();

  private Replay(Prepared prepared, EvaluationMetric metric) {
    this.prepared = prepared;
    this.judging = new Judging(prepared, metric);
  }

  /** Prepares rows of a {@link TrainingTable} as they were prepared for the trials. */
  public static Replay of(
      Frame rows,
      Target target,
      String splitColumn,
      @Nullable String weightColumn,
      List<ColumnPlan> columns,
      EvaluationMetric metric,
      long seed) {
    return new Replay(
        TrainingTable.read(rows, target, splitColumn, weightColumn, columns, seed), metric);
  }

  /** Fits the learner to each fold. */
  public ReplayedModel fit(Learner learner) {
    FoldModels models = models(learner);
    return new ReplayedModel(prepared, models.members(), 1, models.metrics());
  }

  /** Fits all learners and blends them. */
  public ReplayedModel blend(double sharpness, List<PreparedRows.Share> shares) {
    List<Answers> answers = new ArrayList<>();
    List<Answers> tests = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    List<Member> members = new ArrayList<>();
    for (PreparedRows.Share share : shares) {
      FoldModels models = models(share.learner());
      answers.add(models.answers());
      weights.add(share.weight());
      Answers test = models.test();
      if (test != null) {
        tests.add(test);
      }
      if (share.learner().rounds() > 0) {
        members.add(
            WholeFit.fit(prepared, share.learner(), share.weight(), Trainer::of, () -> false));
        continue;
      }
      for (Member member : models.members()) {
        members.add(
            new Member(member.preparation(), member.estimator(), share.weight() * member.weight()));
      }
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    FoldModels.put(
        metrics,
        MetricNames.VALIDATION,
        judging.measure(Answers.blend(answers, weights).sharpened(sharpness)));
    if (!tests.isEmpty()) {
      FoldModels.put(
          metrics,
          MetricNames.TEST,
          judging.measure(
              Answers.blend(tests, weights).sharpened(sharpness),
              prepared.test().truth(),
              prepared.test().weights()));
    }
    ReplayedModel model = new ReplayedModel(prepared, members, sharpness, metrics);
    Map<String, Double> training = new LinkedHashMap<>();
    FoldModels.put(training, MetricNames.TRAINING, judging.training(model::predict));
    return model.with(training);
  }

  /**
   * Has each group of rows answered by the blend that was chosen without it.
   *
   * @param blends one a group
   * @throws IllegalArgumentException when there are more or fewer groups than blends
   */
  public Map<String, Double> test(List<PreparedRows.Blend> blends) {
    int groups = judging.groups().size();
    if (blends.size() != groups) {
      throw new IllegalArgumentException(
          "There are " + groups + " groups of rows, but " + blends.size() + " blends.");
    }
    List<Answers> blended = new ArrayList<>();
    for (PreparedRows.Blend blend : blends) {
      List<Answers> answers = new ArrayList<>();
      List<Double> weights = new ArrayList<>();
      for (PreparedRows.Share share : blend.shares()) {
        Answers own = known.get(share.learner());
        answers.add(own == null ? models(share.learner()).answers() : own);
        weights.add(share.weight());
      }
      blended.add(new Choice(weights, blend.sharpness()).answers(answers));
    }
    Map<String, Double> metrics = new LinkedHashMap<>();
    FoldModels.put(
        metrics, MetricNames.TEST, judging.measure(Answers.gathered(blended, judging.groups())));
    return metrics;
  }

  /** The names of the features that the learner is fitted to. */
  public List<String> features(Learner learner) {
    return prepared.encoded(Candidates.encoding(learner)).preparation().features();
  }

  private FoldModels models(Learner learner) {
    Candidate candidate = Candidates.of(learner);
    Encoding encoding = Candidates.encoding(learner);
    List<Fitted> fits = new ArrayList<>();
    for (int fold = 0; fold < prepared.folds().size(); fold++) {
      TrainingData data = prepared.trainingData(encoding, prepared.folds().get(fold));
      Integer after = learner.steps().get(fold + 1);
      StepCount steps = after == null ? StepCount.unlimited() : StepCount.stoppingAfter(after);
      Allowance allowance = new Allowance(learner.seed(), steps);
      fits.add(Trainer.of(candidate, data).fit(candidate, data, allowance));
    }
    FoldModels models =
        new FoldModels(judging, prepared, encoding, fits, FoldModels.test(prepared, encoding));
    known.put(learner, models.answers());
    return models;
  }
}
