package io.mudbrick.automl.internal.race;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.ensemble.Judge;
import io.mudbrick.automl.internal.ensemble.RunningBlend;
import io.mudbrick.automl.internal.judging.Judging;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.trial.Attempt;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which candidates are worth the other folds, by how they did on the first one: those that beat
 * most of their family there, and those that the blend would gain from. Not thread-safe.
 */
final class Promise {
  /** Fewer of a family are never given up: they show what it can do. */
  private static final int FEWEST_OF_FAMILY = 2;

  private final RunningBlend blend;
  private final Judging judging;
  private final Map<ModelFamily, List<Double>> firstFolds = new EnumMap<>(ModelFamily.class);
  private final Map<ModelFamily, List<Double>> allFolds = new EnumMap<>(ModelFamily.class);
  private final Map<Candidate, Double> pruned = new HashMap<>();

  Promise(RunningBlend blend, Judging judging) {
    this.blend = blend;
    this.judging = judging;
  }

  /** Decides about an attempt whose first fold was fitted; remembers those that it gives up. */
  boolean gaveUp(Attempt attempt) {
    int[] rows = judging.fold(0);
    Judge judge = judging.judge().at(rows);
    double[] points = judge.points(judging.answers(attempt.fit(0)));
    double loss = judge.loss(points);
    List<Double> family = of(firstFolds, attempt.candidate());
    if (family.size() < FEWEST_OF_FAMILY || loss <= median(family)) {
      return false;
    }
    // What one more free weight gains by chance on so many rows.
    double chance = 0.5 / rows.length;
    if (blend.gain(rows, points) > chance) {
      return false;
    }
    // On all folds its family differs from the first one about as it would.
    double ratio = median(of(allFolds, attempt.candidate())) / median(family);
    pruned.put(attempt.candidate(), Double.isFinite(ratio) && ratio > 0 ? loss * ratio : loss);
    return true;
  }

  /** Takes over a decision of an interrupted run. */
  void prunedBefore(Candidate candidate, double loss) {
    pruned.put(candidate, loss);
  }

  boolean pruned(Candidate candidate) {
    return pruned.containsKey(candidate);
  }

  /** What a candidate that was given up would have lost on all folds, more or less. */
  double loss(Candidate candidate) {
    return pruned.getOrDefault(candidate, Double.POSITIVE_INFINITY);
  }

  /**
   * Learns from a candidate that went all the way.
   *
   * @param points for all judged rows
   */
  void finished(Candidate candidate, double[] points) {
    int[] rows = judging.fold(0);
    of(firstFolds, candidate).add(judging.judge().at(rows).loss(Judge.pick(points, rows)));
    of(allFolds, candidate).add(judging.judge().loss(points));
  }

  private static List<Double> of(Map<ModelFamily, List<Double>> losses, Candidate candidate) {
    return losses.computeIfAbsent(candidate.family(), any -> new ArrayList<>());
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2);
  }
}
