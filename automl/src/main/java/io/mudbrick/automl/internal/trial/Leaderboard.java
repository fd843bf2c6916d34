package io.mudbrick.automl.internal.trial;

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
public final class Leaderboard {
  private static final int STOP_FROM = 40;
  private static final int STOP_WITHOUT = 20;
  private static final int BLEND_FROM = 120;
  private static final int BLEND_WITHOUT = 60;

  /** The share of its loss that a blend must lose to count as better. */
  private static final double WORTH = 5e-4;

  private final EvaluationMetric metric;
  private final int planned;
  private final AutoMlListener listener;
  private final boolean blending;
  private final List<Trial> trials = new ArrayList<>();
  private final List<Double> blends = new ArrayList<>();

  public Leaderboard(
      EvaluationMetric metric, int planned, boolean blending, AutoMlListener listener) {
    this.metric = metric;
    this.planned = planned;
    this.blending = blending;
    this.listener = listener;
  }

  public synchronized void tell(AutoMlEvent event) {
    listener.on(event);
  }

  public synchronized void started(int number, String runName, Family family) {
    listener.on(new AutoMlEvent.TrialStarted(number, runName, family));
  }

  public synchronized void finished(Trial trial) {
    trials.add(trial);
    listener.on(new AutoMlEvent.TrialFinished(trial, trials.size(), planned, best()));
  }

  /** Best first, equal ones in the order of the plan, those without a model last. */
  public synchronized List<Trial> ranked() {
    Comparator<Trial> byScore = Comparator.comparingDouble(this::loss);
    return trials.stream().sorted(byScore.thenComparingInt(Trial::number)).toList();
  }

  /** The lower the better; infinite for a trial without a score. */
  public double loss(Trial trial) {
    if (Double.isNaN(trial.score())) {
      return Double.POSITIVE_INFINITY;
    }
    return metric.higherIsBetter() ? -trial.score() : trial.score();
  }

  /** Tells what the blend of all trials so far loses. */
  public synchronized void blended(double loss) {
    blends.add(loss);
  }

  /**
   * The product's rule: whether of at least 40 trials the last 20 brought nothing better. A blend
   * gains from trials that are not better themselves, and has more patience: of at least 120 models
   * the last 60 must have brought it nothing to speak of.
   */
  public synchronized boolean stalled() {
    if (blending) {
      int from = blends.size() - 1 - BLEND_WITHOUT;
      return blends.size() >= BLEND_FROM
          && blends.get(from) - blends.get(blends.size() - 1) <= WORTH * Math.abs(blends.get(from));
    }
    List<Trial> inOrder = trials.stream().sorted(Comparator.comparingInt(Trial::number)).toList();
    int from = inOrder.size() - STOP_WITHOUT;
    return inOrder.size() >= STOP_FROM
        && least(inOrder.subList(from, inOrder.size())) >= least(inOrder.subList(0, from));
  }

  private double least(List<Trial> some) {
    return some.stream().mapToDouble(this::loss).min().orElse(Double.POSITIVE_INFINITY);
  }

  private @Nullable Trial best() {
    Trial first = ranked().get(0);
    return first.hasModel() ? first : null;
  }
}
