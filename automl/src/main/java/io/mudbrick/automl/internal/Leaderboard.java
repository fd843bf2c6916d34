package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMlEvent;
import io.mudbrick.automl.AutoMlListener;
import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.Family;
import io.mudbrick.automl.Trial;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The trials so far; tells the listener, one event at a time. Thread-safe. */
final class Leaderboard {
  private final EvaluationMetric metric;
  private final int planned;
  private final AutoMlListener listener;
  private final List<Trial> trials = new ArrayList<>();

  Leaderboard(EvaluationMetric metric, int planned, AutoMlListener listener) {
    this.metric = metric;
    this.planned = planned;
    this.listener = listener;
  }

  synchronized void tell(AutoMlEvent event) {
    listener.on(event);
  }

  synchronized void started(int number, String runName, Family family) {
    listener.on(new AutoMlEvent.TrialStarted(number, runName, family));
  }

  synchronized void finished(Trial trial) {
    trials.add(trial);
    listener.on(new AutoMlEvent.TrialFinished(trial, trials.size(), planned, best()));
  }

  /** Best first, equal ones in the order of the plan, failed ones last. */
  synchronized List<Trial> ranked() {
    Comparator<Trial> byScore = Comparator.comparingDouble(this::loss);
    return trials.stream().sorted(byScore.thenComparingInt(Trial::number)).toList();
  }

  /** The lower the better; infinite for a trial without a score. */
  double loss(Trial trial) {
    if (trial.failed() || Double.isNaN(trial.score())) {
      return Double.POSITIVE_INFINITY;
    }
    return metric.higherIsBetter() ? -trial.score() : trial.score();
  }

  /** Whether the last so many of at least so many trials brought nothing better. */
  synchronized boolean stalled(int atLeast, int without) {
    List<Trial> inOrder = trials.stream().sorted(Comparator.comparingInt(Trial::number)).toList();
    if (inOrder.size() < atLeast) {
      return false;
    }
    int from = inOrder.size() - without;
    return least(inOrder.subList(from, inOrder.size())) >= least(inOrder.subList(0, from));
  }

  private double least(List<Trial> some) {
    return some.stream().mapToDouble(this::loss).min().orElse(Double.POSITIVE_INFINITY);
  }

  private @Nullable Trial best() {
    Trial first = ranked().get(0);
    return first.failed() ? null : first;
  }
}
