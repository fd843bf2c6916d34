package io.mudbrick.automl.internal.train;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.data.Encoding;
import io.mudbrick.automl.internal.search.Candidate;

/** Fits one family. Stateless; the same input gives the same bits, on one thread. */
public interface Trainer {

  /** Fits the candidate on the training rows; the validation rows may only say when to stop. */
  Fitted fit(Candidate candidate, TrainingData data, Allowance allowance);

  /** What kind of features the family wants. */
  static Encoding encoding(ModelFamily family) {
    return switch (family) {
      case LINEAR -> Encoding.LINEAR;
      case RANDOM_FOREST, XGBOOST -> Encoding.TREES;
    };
  }

  /** The trainer of the candidate's family. */
  static Trainer of(Candidate candidate, TrainingData data) {
    return switch (candidate.family()) {
      case LINEAR -> new LinearTrainer();
      case RANDOM_FOREST -> new ForestTrainer();
      case XGBOOST -> new BoostedTrainer();
    };
  }
}
