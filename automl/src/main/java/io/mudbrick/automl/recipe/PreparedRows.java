package io.mudbrick.automl.recipe;

import io.mudbrick.automl.internal.replay.Replay;
import java.util.List;

/** Rows that are split and ready to be learned from; see {@link Recipe#prepare}. Thread-safe. */
public final class PreparedRows {
  private final Replay replay;

  PreparedRows(Replay replay) {
    this.replay = replay;
  }

  /** One member of a blend and how much it counts. */
  public record Share(Learner learner, double weight) {}

  /**
   * Several learners.
   *
   * @param sharpness the power of the probabilities; 1 for numbers
   */
  public record Blend(double sharpness, List<Share> shares) {
    public Blend {
      shares = List.copyOf(shares);
    }

    public Blend(double sharpness, Share... shares) {
      this(sharpness, List.of(shares));
    }
  }

  /**
   * Fits the learner once a fold, and makes one model of it.
   *
   * @throws IllegalArgumentException when the family wants a hyperparameter that is not given
   */
  public TrialModel fit(Learner learner) {
    return new TrialModel(replay.fit(learner));
  }

  /**
   * Fits all of these learners; the model answers their weighted mean.
   *
   * @throws IllegalArgumentException as {@link #fit}
   */
  public TrialModel blend(Share... shares) {
    return blend(1, shares);
  }

  /**
   * The same with surer classes.
   *
   * @param sharpness the power of the probabilities, which have a sum of 1 again; 1 for numbers
   * @throws IllegalArgumentException as {@link #fit}
   */
  public TrialModel blend(double sharpness, Share... shares) {
    return new TrialModel(replay.blend(sharpness, List.of(shares)));
  }

  /**
   * Tests a choice of members and weights where no rows were kept for that: each fold's rows (of
   * one fold, each fifth of the judged rows) are answered by the blend that was chosen without
   * them. Fits all learners of all blends.
   *
   * @param blends one a fold, in their order
   * @throws IllegalArgumentException as {@link #fit}, and when they are too many or too few
   */
  public TestedBlends test(Blend... blends) {
    return new TestedBlends(replay.test(List.of(blends)));
  }

  /** The names of the features that the learner is fitted to. */
  public List<String> features(Learner learner) {
    return replay.features(learner);
  }
}
