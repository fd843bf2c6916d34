package io.mudbrick.automl.internal.race;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.ensemble.Judge;
import io.mudbrick.automl.internal.ensemble.RunningBlend;
import io.mudbrick.automl.internal.judging.Judging;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.automl.internal.trial.Attempt;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which candidates are worth the other folds, by how they did on the first one, or on a part of its
 * rows: those that beat most of their family there, and those that the blend would gain from. Not
 * thread-safe.
 */
final class Promise {
  /** Fewer of a family are never given up: they show what it can do. */
  private static final int FEWEST_OF_FAMILY = 2;

  private final RunningBlend blend;
  private final Judging judging;
  private final Map<ModelFamily, List<Double>> firstFolds = new EnumMap<>(ModelFamily.class);
  private final Map<ModelFamily, List<Double>> allFolds = new EnumMap<>(ModelFamily.class);
  private final Map<ModelFamily, List<Double>> parts = new EnumMap<>(ModelFamily.class);
  private final Map<Candidate, Double> pruned = new HashMap<>();

  Promise(RunningBlend blend, Judging judging) {
    this.blend = blend;
    this.judging = judging;
  }

  /** What an attempt loses that was fitted to a part of the rows. */
  double partLoss(Attempt attempt) {
    return judging.judge().at(judging.fold(0)).loss(points(attempt.part()));
  }

  /** Decides about an attempt that was fitted to a part of the rows. */
  boolean gaveUpOnPart(Attempt attempt) {
    return gaveUp(attempt.candidate(), points(attempt.part()), parts);
  }

  /** Learns from a fit to a part of the rows, whatever was decided about it. */
  void judgedOnPart(Candidate candidate, double loss) {
    of(parts, candidate).add(loss);
  }

  private double[] points(Fitted fitted) {
    return judging.judge().at(judging.fold(0)).points(judging.answers(fitted));
  }

  /** Decides about an attempt whose first fold was fitted; remembers those that it gives up. */
  boolean gaveUp(Attempt attempt) {
    return gaveUp(attempt.candidate(), points(attempt.fit(0)), firstFolds);
  }

  private boolean gaveUp(
      Candidate candidate, double[] points, Map<ModelFamily, List<Double>> losses) {
    int[] rows = judging.fold(0);
    double loss = judging.judge().at(rows).loss(points);
    List<Double> family = of(losses, candidate);
    if (family.size() < FEWEST_OF_FAMILY || loss <= median(family)) {
      return false;
    }
    // What one more free weight gains by chance on so many rows.
    double chance = 0.5 / rows.length;
    if (blend.gain(rows, points) > chance) {
      return false;
    }
    // On all folds its family differs from these rows about as it would.
    double ratio = median(of(allFolds, candidate)) / median(family);
    pruned.put(candidate, Double.isFinite(ratio) && ratio > 0 ? loss * ratio : loss);
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
