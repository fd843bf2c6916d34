package io.mudbrick.automl.internal.forecasting;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.AutoMlEvent;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.ForecastFamily;
import io.mudbrick.automl.Problem;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.forecast.ForecastPlan;
import io.mudbrick.automl.internal.forecast.Panel;
import io.mudbrick.automl.internal.tracked.ParentRun;
import io.mudbrick.automl.internal.trial.Leaderboard;
import io.mudbrick.tracking.ActiveRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** From series to a summary: one trial after the other, as far as the time goes. */
final class ForecastRun {
  private final ForecastSession session;
  private final ActiveRun parent;
  private final ForecastTrials trials;
  private final ForecastHistory history;
  private final Supplier<String> table;

  /**
   * @param history of the trials that are not tried again
   * @param table writes the best model's forecasts and names the table; empty when there is none
   */
  ForecastRun(
      ForecastSession session,
      ActiveRun parent,
      ForecastTrials trials,
      ForecastHistory history,
      Supplier<String> table) {
    this.session = session;
    this.parent = parent;
    this.trials = trials;
    this.history = history;
    this.table = table;
  }

  /**
   * @throws io.mudbrick.platform.PlatformException ABORTED when the thread is interrupted
   */
  AutoMlSummary run() {
    long started = System.nanoTime();
    List<ForecastPlan.Choice> plan =
        ForecastPlan.of(
            session.options().excludeFamilies(),
            session.options().maxTrials(),
            session.models().holidays(),
            session.options().horizon());
    if (plan.isEmpty()) {
      throw AutoMlErrors.noFamilies();
    }
    Leaderboard board =
        new Leaderboard(
            session.options().primaryMetric(), plan.size(), false, session.options().listener());
    begin(board, plan.size());
    Thread worker = Thread.currentThread();
    BooleanSupplier over = () -> session.budget().over() || worker.isInterrupted();
    boolean cut = false;
    for (int i = 0; i < plan.size(); i++) {
      ForecastPlan.Choice choice = plan.get(i);
      Optional<ForecastHistory.Past> past = history.of(i + 1, choice.name());
      if (past.isEmpty() && i > 0 && session.budget().over() && !board.ranked().get(0).failed()) {
        // what is left is the combination, which costs next to nothing
        cut = true;
        continue;
      }
      board.started(i + 1, choice.name() + "-" + (i + 1), choice.family());
      int number = i + 1;
      board.finished(past.map(trials::known).orElseGet(() -> trials.run(number, choice, over)));
      if (worker.isInterrupted()) {
        throw AutoMlErrors.interrupted();
      }
    }
    boolean combines =
        !session.options().excludeFamilies().contains(ForecastFamily.COMBINATION)
            && session.options().maxTrials() > plan.size()
            && trials.canCombine();
    if (combines) {
      int number = plan.size() + 1;
      ForecastFamily family = ForecastFamily.COMBINATION;
      board.started(number, family.label() + "-" + number, family);
      board.finished(trials.combined(number));
    }
    List<Trial> ranked = board.ranked();
    if (ranked.get(0).failed()) {
      throw AutoMlErrors.noTrialSucceeded(String.valueOf(ranked.get(0).failure()));
    }
    ParentRun above = new ParentRun(session.tracking(), session.experimentId(), parent);
    List<Alert> alerts = new ArrayList<>(session.panel().alerts());
    if (cut) {
      alerts.add(above.outOfTime(ranked.size(), plan.size()));
    }
    above.conclude(ranked);
    AutoMlSummary summary = summary(ranked, alerts, started, table.get());
    board.tell(new AutoMlEvent.Finished(summary));
    return summary;
  }

  private void begin(Leaderboard board, int planned) {
    Panel panel = session.panel();
    int rows = panel.series().stream().mapToInt(series -> series.length()).sum();
    List<String> used = new ArrayList<>(List.of(session.options().timeColumn()));
    used.addAll(session.options().identityColumns());
    used.addAll(session.options().features());
    board.tell(
        new AutoMlEvent.Started(
            session.experimentId(),
            session.options().primaryMetric(),
            planned,
            rows,
            0,
            0,
            used,
            panel.alerts()));
  }

  private AutoMlSummary summary(
      List<Trial> ranked, List<Alert> alerts, long started, String written) {
    return new AutoMlSummary(
        session.experimentId(),
        session.experimentName(),
        parent.runId(),
        Problem.FORECASTING,
        session.target(),
        session.options().primaryMetric(),
        ranked,
        alerts,
        Duration.ofNanos(System.nanoTime() - started),
        written.isEmpty() ? null : written);
  }
}
