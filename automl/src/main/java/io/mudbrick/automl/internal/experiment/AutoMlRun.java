package io.mudbrick.automl.internal.experiment;

import io.mudbrick.automl.Alert;
import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.AutoMlEvent;
import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.AutoMlOptions;
import io.mudbrick.automl.AutoMlSummary;
import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.race.Race;
import io.mudbrick.automl.internal.resume.History;
import io.mudbrick.automl.internal.search.Search;
import io.mudbrick.automl.internal.tracked.ParentRun;
import io.mudbrick.automl.internal.tracked.Tags;
import io.mudbrick.automl.internal.trial.Blender;
import io.mudbrick.automl.internal.trial.Leaderboard;
import io.mudbrick.automl.internal.trial.Library;
import io.mudbrick.automl.internal.trial.Session;
import io.mudbrick.automl.internal.trial.TrialRunner;
import io.mudbrick.tracking.ActiveRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** From prepared data to a summary: the trials, and what the parent run and the experiment say. */
final class AutoMlRun {
  private static final System.Logger LOG = System.getLogger(AutoMlRun.class.getName());

  private final Session session;
  private final ActiveRun parent;
  private final TrialRunner runner;
  private final Blender blender;
  private final Library library;
  private final GlassBox glassBox;
  private final History history;
  private final Path directory;

  /**
   * @param directory where models and reports are written before they are logged
   */
  AutoMlRun(
      Session session,
      ActiveRun parent,
      TrialRunner runner,
      Blender blender,
      Library library,
      GlassBox glassBox,
      History history,
      Path directory) {
    this.session = session;
    this.parent = parent;
    this.runner = runner;
    this.blender = blender;
    this.library = library;
    this.glassBox = glassBox;
    this.history = history;
    this.directory = directory;
  }

  AutoMlSummary run() {
    long started = System.nanoTime();
    AutoMlOptions options = session.options();
    Prepared prepared = session.prepared();
    Leaderboard board =
        new Leaderboard(session.primaryMetric(), options.maxTrials(), blends(), options.listener());
    board.tell(
        new AutoMlEvent.Started(
            session.experimentId(),
            session.primaryMetric(),
            options.maxTrials(),
            prepared.folds().get(0).train().length,
            prepared.folds().get(0).validation().length,
            prepared.test().truth().length,
            prepared.features(),
            prepared.alerts()));
    Race race =
        new Race(
            session,
            new Search(
                options.excludeFamilies(), prepared.traits(), options.maxTrials(), session.seed()),
            runner,
            board,
            library,
            history);
    if (blends() && prepared.folds().size() > 1) {
      session.budget().keepForRefits();
    }
    race.run(parallelism(options));
    requireOne(board);
    ParentRun above = new ParentRun(session.tracking(), session.experimentId(), parent);
    List<Alert> alerts = new ArrayList<>(prepared.alerts());
    if (race.outOfTime()) {
      alerts.add(above.outOfTime(board.ranked().size(), options.maxTrials()));
    }
    if (blends()) {
      blend(board);
    }
    List<Trial> ranked = board.ranked();
    new FinalReports(session).write(inOrder(ranked), directory, parallelism(options));
    glassBox.write(inOrder(ranked));
    AutoMlSummary summary =
        new AutoMlSummary(
            session.experimentId(),
            session.experimentName(),
            session.parentRunId(),
            session.problem(),
            prepared.truth().target().column(),
            session.primaryMetric(),
            ranked,
            alerts,
            Duration.ofNanos(System.nanoTime() - started));
    above.conclude(summary.trials());
    session.tracking().setExperimentTag(session.experimentId(), Tags.STATE, "SUCCESS");
    board.tell(new AutoMlEvent.Finished(summary));
    return summary;
  }

  private boolean blends() {
    return session.options().mode() == AutoMlMode.ENSEMBLE
        && !session.options().excludeFamilies().contains(ModelFamily.ENSEMBLE);
  }

  private void requireOne(Leaderboard board) {
    if (!library.books().isEmpty()) {
      return;
    }
    throw board.ranked().stream()
        .map(Trial::failure)
        .filter(Objects::nonNull)
        .findFirst()
        .map(AutoMlErrors::noTrialSucceeded)
        .orElseGet(() -> AutoMlErrors.budgetTooSmall(session.options().timeout()));
  }

  /** A blend that cannot be made is a trial that failed: the others are there all the same. */
  private void blend(Leaderboard board) {
    try {
      Optional<Library.Book> book = blender.blend(directory);
      if (book.isPresent()) {
        library.add(book.get());
        board.finished(book.get().trial());
      }
    } catch (RuntimeException | OutOfMemoryError e) {
      LOG.log(System.Logger.Level.WARNING, "The trials could not be blended", e);
    }
  }

  private List<Library.Book> inOrder(List<Trial> ranked) {
    Map<String, Library.Book> byRun = new HashMap<>();
    library.books().forEach(book -> byRun.put(book.trial().runId(), book));
    return ranked.stream().map(trial -> byRun.get(trial.runId())).filter(Objects::nonNull).toList();
  }

  /** How many fits run at the same time. */
  static int parallelism(AutoMlOptions options) {
    int wanted =
        options.parallelism() == 0
            ? Runtime.getRuntime().availableProcessors()
            : options.parallelism();
    return Math.min(wanted, options.maxTrials());
  }
}
