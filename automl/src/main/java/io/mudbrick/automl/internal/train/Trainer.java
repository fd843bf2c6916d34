package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.internal.search.Candidate;

/** Fits one family. Stateless; the same input gives the same bits, on one thread. */
public interface Trainer {

  /** Fits the candidate on the training rows; the validation rows may only say when to stop. */
  Fitted fit(Candidate candidate, TrainingData data, Allowance allowance);

  /** The trainer of the candidate's family, which says where the time stopped it. */
  static Trainer of(Candidate candidate, TrainingData data) {
    Trainer trainer =
        switch (candidate.family()) {
          case LINEAR -> new LinearTrainer();
          case DISCRIMINANT_ANALYSIS -> new DiscriminantTrainer();
          case DECISION_TREE, RANDOM_FOREST, EXTRA_TREES -> new ForestTrainer();
          case XGBOOST -> new BoostedTrainer();
          case NEURAL_NETWORK -> new NetworkTrainer();
          case FACTORIZATION_MACHINE -> new FactorsTrainer();
          case ENSEMBLE -> throw new IllegalArgumentException("nothing to fit");
        };
    Trainer learned = LogTarget.suits(candidate, data) ? new LogTarget(trainer) : trainer;
    Trainer suited = Bounds.suit(candidate, data) ? new Bounds(learned) : learned;
    return (any, rows, allowance) -> {
      StepCount steps = new StepCount(allowance.over());
      Fitted fitted = suited.fit(any, rows, new Allowance(allowance.seed(), steps));
      return fitted.stopped(steps.stoppedAfter());
    };
  }
}
