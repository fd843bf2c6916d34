package io.mudbrick.automl.internal.race;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.AutoMlMode;
import io.mudbrick.automl.internal.ensemble.Judge;
import io.mudbrick.automl.internal.ensemble.RunningBlend;
import io.mudbrick.automl.internal.resume.History;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.search.CostModel;
import io.mudbrick.automl.internal.search.Search;
import io.mudbrick.automl.internal.trial.Attempt;
import io.mudbrick.automl.internal.trial.FitThreads;
import io.mudbrick.automl.internal.trial.Leaderboard;
import io.mudbrick.automl.internal.trial.Library;
import io.mudbrick.automl.internal.trial.Session;
import io.mudbrick.automl.internal.trial.TrialRunner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs the plan's candidates in heats. In a heat each candidate is fitted to the first fold, and
 * those that promise something to the others too. What is decided depends on results in the order
 * of the plan, never on which fit ended first, so that it is the same however many run at a time.
 * Time is looked at only to leave out what it does not suffice for.
 */
public final class Race {
  /** The first heat is small: soon there has to be a model. */
  private static final int FIRST_HEAT = 2;

  private static final int HEAT = 4;

  /** Before so many models there is nothing to compare promises with. */
  private static final int MODELS_TO_COMPARE = 4;

  /** After so many heats that time did not suffice for, what it suffices for brings nothing. */
  private static final int MOST_LEFT_OUT = 3;

  private final Session session;
  private final Search search;
  private final TrialRunner runner;
  private final Leaderboard board;
  private final Library library;
  private final History history;
  private final Timetable times;
  private final RunningBlend blend;
  private final Promise promise;
  private final ClosingTime closing = new ClosingTime();
  private final Set<Attempt> open = ConcurrentHashMap.newKeySet();
  private final Map<Candidate, TrialRunner.Result> results = new ConcurrentHashMap<>();
  private boolean outOfTime;
  private int leftOut;

  public Race(
      Session session,
      Search search,
      TrialRunner runner,
      Leaderboard board,
      Library library,
      History history) {
    this.history = history;
    this.session = session;
    this.search = search;
    this.runner = runner;
    this.board = board;
    this.library = library;
    this.times =
        new Timetable(
            session.budget(),
            new CostModel(
                session.prepared().folds().get(0).train().length,
                session.prepared().features().size(),
                session.prepared().truth().classes()),
            session.prepared().folds().size());
    this.blend = new RunningBlend(session.judging().judge());
    this.promise = new Promise(blend, session.judging());
  }

  /** Whether candidates were left out because the time was over. */
  public boolean outOfTime() {
    return outOfTime;
  }

  /**
   * Runs until the plan is done, the time is over or nothing gets better.
   *
   * @throws io.mudbrick.platform.PlatformException ABORTED when this thread is interrupted
   */
  public void run(int parallelism) {
    try (FitThreads pool = new FitThreads(parallelism)) {
      race(pool);
    } finally {
      // Whatever came between, no run is left open.
      open.forEach(runner::abandon);
    }
  }

  private void race(FitThreads pool) {
    try {
      List<Candidate> round = search.nextRound();
      while (!round.isEmpty()) {
        int from = 0;
        while (from < round.size()) {
          int size = library.books().isEmpty() ? FIRST_HEAT : HEAT;
          int to = Math.min(round.size(), from + size);
          List<Candidate> next = round.subList(from, to);
          if (!goesOn(next)) {
            return;
          }
          heat(next, pool);
          from = to;
        }
        round = search.nextRound();
      }
    } catch (InterruptedException e) {
      session.budget().cancel();
      Thread.currentThread().interrupt();
      throw AutoMlErrors.interrupted();
    } catch (RuntimeException | Error e) {
      // A listener that will hear no more: fits that still run have nothing to go on for.
      session.budget().cancel();
      throw e;
    }
  }

  /** What was done before takes no time. */
  private boolean goesOn(List<Candidate> next) {
    boolean over = session.budget().trialsOver() || leftOut >= MOST_LEFT_OUT;
    if (over && next.stream().noneMatch(candidate -> history.of(candidate).isPresent())) {
      outOfTime = true;
      return false;
    }
    return !board.stalled();
  }

  private void heat(List<Candidate> candidates, FitThreads pool) throws InterruptedException {
    List<Attempt> attempts = new ArrayList<>();
    boolean all = true;
    double left = session.budget().leftForEach(pool.threads());
    for (Candidate candidate : candidates) {
      Optional<History.Past> past = history.of(candidate);
      if (past.isPresent()) {
        done(candidate, past.get().result());
        past.get().prunedLoss().ifPresent(loss -> promise.prunedBefore(candidate, loss));
      } else if (library.books().isEmpty() || times.affords(candidate, left, pool.threads())) {
        left -= times.takes(candidate, pool.threads());
        board.started(candidate.number(), candidate.runName(), candidate.family());
        Attempt attempt = runner.begin(candidate);
        open.add(attempt);
        attempts.add(attempt);
      } else {
        all = false;
        outOfTime = true;
      }
    }
    leftOut = all ? 0 : leftOut + 1;
    int folds = session.prepared().folds().size();
    List<Attempt> going = attempts;
    int first = 0;
    if (folds > 1 && blend.models() >= MODELS_TO_COMPARE) {
      fit(attempts, 0, 1, pool);
      going = attempts.stream().filter(this::promises).toList();
      first = 1;
    }
    fit(going, first, folds, pool);
    candidates.forEach(this::observe);
    for (Attempt attempt : attempts) {
      if (open.remove(attempt)) {
        runner.abandon(attempt);
        outOfTime = true;
      }
    }
  }

  /** Fits these folds of all; each attempt is concluded where its last fold ends. */
  private void fit(List<Attempt> attempts, int from, int to, FitThreads pool)
      throws InterruptedException {
    List<Runnable> fits = new ArrayList<>();
    for (Attempt attempt : attempts) {
      for (int f = from; f < to; f++) {
        int fold = f;
        fits.add(() -> fit(attempt, fold, pool.threads()));
      }
    }
    pool.run(fits);
  }

  private void fit(Attempt attempt, int fold, int threads) {
    if (!attempt.goesOn()) {
      return;
    }
    if (session.budget().trialsOver()) {
      attempt.leftOut();
      return;
    }
    runner.fit(attempt, fold, times.over(attempt.candidate(), threads));
    if (session.budget().cancelled()) {
      // The fit may have been cut short: nobody is to take it for done.
      attempt.leftOut();
      return;
    }
    if (attempt.failure() == null) {
      times.learn(attempt.candidate(), attempt.nanos(fold) / 1e9);
    }
    if (attempt.ends()) {
      long started = session.budget().threadNanos();
      TrialRunner.Result result = runner.conclude(attempt);
      open.remove(attempt);
      double took = (session.budget().threadNanos() - started) / 1e9;
      session.budget().closingTakes(closing.concluded(took));
      done(attempt.candidate(), result);
    }
  }

  private void done(Candidate candidate, TrialRunner.Result result) {
    results.put(candidate, result);
    Library.Book book = result.book();
    if (book != null) {
      library.add(book);
    }
    board.finished(result.trial());
  }

  private boolean promises(Attempt attempt) {
    if (!attempt.goesOn() || !promise.gaveUp(attempt)) {
      return true;
    }
    open.remove(attempt);
    board.finished(runner.prune(attempt, promise.loss(attempt.candidate())));
    return false;
  }

  private void observe(Candidate candidate) {
    TrialRunner.Result result = results.remove(candidate);
    if (promise.pruned(candidate)) {
      search.observe(candidate, promise.loss(candidate), 0);
    } else if (result != null) {
      Library.Book book = result.book();
      if (book == null) {
        search.observe(candidate, Double.POSITIVE_INFINITY, 0);
      } else {
        observe(candidate, book);
      }
    }
  }

  private void observe(Candidate candidate, Library.Book book) {
    Judge judge = session.judging().judge();
    double[] points = judge.points(book.answers());
    promise.finished(candidate, points);
    double gain = blend.add(points);
    board.blended(blend.loss());
    double loss =
        session.options().mode() == AutoMlMode.DATABRICKS
            ? board.loss(book.trial())
            : judge.loss(points);
    search.observe(candidate, loss, gain);
  }
}
