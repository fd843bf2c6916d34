package io.mudbrick.automl.internal.judging;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.data.Encoding;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.glassbox.Candidates;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.Allowance;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.automl.internal.train.Trainer;
import io.mudbrick.automl.internal.train.TrainingData;
import io.mudbrick.automl.recipe.Learner;
import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.Member;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * One more fit of a learner, to the rows of all folds at once. A blend asks it instead of the mean
 * of the folds' fits: it has learned from more rows, and is as sure as each of these, by whose
 * answers the blend was chosen.
 */
public final class WholeFit {
  private static final int COMPARED_ROWS = 100;

  private WholeFit() {}

  /**
   * Whether there is such a fit. The mean of several networks or forests is better than one of
   * them; and by how much powers of a logarithm fall short of the mean, only rows can tell that
   * were not learned from.
   */
  public static boolean suits(Prepared prepared, Learner learner) {
    return prepared.folds().size() > 1
        && learner.family() == ModelFamily.XGBOOST
        && learner.params().getOrDefault(Candidate.LOG_TARGET, 0.0) == 0;
  }

  /**
   * Fits the learner for its rounds.
   *
   * @param weight of the member
   * @param over whether there is no more time; what was fitted until then is of no use
   * @throws io.mudbrick.platform.PlatformException INTERNAL_ERROR when it is not served as it was
   *     fitted
   */
  public static Member fit(
      Prepared prepared,
      Learner learner,
      double weight,
      BiFunction<Candidate, TrainingData, Trainer> trainers,
      BooleanSupplier over) {
    Candidate candidate = Candidates.onAllRows(learner);
    Encoding encoding = Candidates.encoding(learner);
    TrainingData data = prepared.wholeTrainingData(encoding);
    Fitted fitted =
        trainers.apply(candidate, data).fit(candidate, data, new Allowance(learner.seed(), over));
    FeatureModel model = FeatureModel.of(fitted.estimator());
    int compared = Math.min(COMPARED_ROWS, data.validation().truth().length);
    Models.compare(
        Models.ask(model, data.validation().rows(), IntStream.range(0, compared).toArray()),
        Judging.answers(fitted, model.outputs()));
    return new Member(prepared.encoded(encoding).preparation(), fitted.estimator(), weight);
  }
}
