package io.mudbrick.automl.internal.race;

import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.search.CostModel;
import io.mudbrick.automl.internal.trial.Budget;
import java.util.function.BooleanSupplier;

/** What candidates may take of the time that is left. */
final class Timetable {
  /** Of the time that is left, the most that a candidate may take of whose kind none is known. */
  private static final double SHARE = 0.25;

  /** Of the time that is left, the most that a candidate may be expected to take. */
  private static final double MOST_EXPECTED = 0.75;

  /** A fit that takes so many times what is expected of it is stopped. */
  private static final double PATIENCE = 2;

  private final Budget budget;
  private final CostModel costs;
  private final int folds;

  Timetable(Budget budget, CostModel costs, int folds) {
    this.budget = budget;
    this.costs = costs;
    this.folds = folds;
  }

  /** Learns what a fit took. */
  void learn(Candidate candidate, double seconds) {
    costs.learn(candidate, seconds);
  }

  /**
   * Whether there is time for all folds; the first of each kind is tried in any case.
   *
   * @param left what a thread has left beside what is already to be fitted in this heat
   */
  boolean affords(Candidate candidate, double left, int threads) {
    return !costs.knows(candidate.family()) || takes(candidate, threads) < MOST_EXPECTED * left;
  }

  /** How many seconds of a thread all folds are expected to take. */
  double takes(Candidate candidate, int threads) {
    return costs.expected(candidate) * folds / threads;
  }

  /** A fit ends with the time for trials, and before it takes too much of it from the others. */
  BooleanSupplier over(Candidate candidate, int threads) {
    double share = SHARE * Math.max(0, budget.leftForEach(threads)) * threads / folds;
    // Else the last fits would be cut ever shorter, and be good for nothing.
    double most =
        costs.knows(candidate.family())
            ? Math.max(share, PATIENCE * costs.expected(candidate))
            : share;
    long started = budget.threadNanos();
    return () -> budget.trialsOver() || (budget.threadNanos() - started) / 1e9 > most;
  }
}
