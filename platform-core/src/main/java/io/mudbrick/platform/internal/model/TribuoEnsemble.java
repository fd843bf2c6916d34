package io.mudbrick.platform.internal.model;

import java.util.Arrays;
import java.util.List;

/**
 * An ensemble of Tribuo: a vote over its members' classes, a sum of their scores, or the mean of
 * their values, weighted.
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
record TribuoEnsemble(List<TribuoPart> members, double[] weights, Combiner combiner)
    implements TribuoPart {

  enum Combiner {
    VOTE,
    SCORES,
    MEAN
  }

  static Combiner combiner(String name) {
    return switch (name) {
      case "org.tribuo.classification.ensemble.VotingCombiner" -> Combiner.VOTE;
      case "org.tribuo.classification.ensemble.FullyWeightedVotingCombiner" -> Combiner.SCORES;
      case "org.tribuo.regression.ensemble.AveragingCombiner" -> Combiner.MEAN;
      default -> throw ModelErrors.unsupported("Tribuo combines its members by '" + name + "'");
    };
  }

  @Override
  public boolean probabilities() {
    return combiner != Combiner.MEAN;
  }

  @Override
  public int answer(double[] features, double[] out) {
    double[] own = new double[out.length];
    Arrays.fill(out, 0);
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      int label = members.get(i).answer(features, own);
      sum += weights[i];
      for (int k = 0; k < out.length; k++) {
        switch (combiner) {
          case VOTE -> out[k] += k == label ? weights[i] : 0;
          case SCORES -> out[k] += weights[i] * own[k];
          case MEAN -> out[k] += weights[i] / sum * (own[k] - out[k]);
        }
      }
    }
    for (int k = 0; combiner != Combiner.MEAN && k < out.length; k++) {
      out[k] /= sum;
    }
    return PreparedScorer.argmax(out, 0, out.length);
  }
}
