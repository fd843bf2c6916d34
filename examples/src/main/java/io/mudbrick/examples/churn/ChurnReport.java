package io.mudbrick.examples.churn;

import java.util.List;

/**
 * What came out of a lifecycle, without ids and times: with one seed it is always the same.
 *
 * @param leaderboard each trial's family and test AUC, best first
 * @param holdoutLoss of the champion and of the challenger, before the promotion
 * @param champion the version that serves in the end
 * @param scores the sum of the batch's churn probabilities, to the last bit
 */
public record ChurnReport(
    List<String> leaderboard, List<Double> holdoutLoss, long champion, double scores) {
  public ChurnReport {
    leaderboard = List.copyOf(leaderboard);
    holdoutLoss = List.copyOf(holdoutLoss);
  }
}
