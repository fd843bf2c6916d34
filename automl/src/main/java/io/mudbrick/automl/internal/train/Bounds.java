package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.platform.model.BoundedModel;

/**
 * Holds the answers of models that go on rising where no training row was within what the training
 * rows have, and somewhat more. Trees do so by themselves.
 */
final class Bounds implements Trainer {
  /** As a share of the range of the training rows. */
  private static final double MARGIN = 0.1;

  private final Trainer trainer;

  Bounds(Trainer trainer) {
    this.trainer = trainer;
  }

  static boolean suit(Candidate candidate, TrainingData data) {
    return data.classes() == 0
        && (candidate.family() == ModelFamily.LINEAR
            || candidate.family() == ModelFamily.NEURAL_NETWORK
            || candidate.family() == ModelFamily.FACTORIZATION_MACHINE);
  }

  @Override
  public Fitted fit(Candidate candidate, TrainingData data, Allowance allowance) {
    Fitted fitted = trainer.fit(candidate, data, allowance);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float number : data.train().truth()) {
      low = Math.min(low, number);
      high = Math.max(high, number);
    }
    double margin = MARGIN * (high - low);
    if (!(margin > 0)) {
      return fitted; // one number only: nothing is known of a range
    }
    BoundedModel bounded = new BoundedModel(fitted.estimator(), low - margin, high + margin);
    double[] answers = fitted.nativeValidation().clone();
    for (int i = 0; i < answers.length; i++) {
      answers[i] = Math.min(bounded.high(), Math.max(bounded.low(), answers[i]));
    }
    return new Fitted(bounded, fitted.params(), answers);
  }
}
