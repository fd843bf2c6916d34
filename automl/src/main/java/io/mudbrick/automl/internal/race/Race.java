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
import io.mudbrick.automl.internal.trial.Budget;
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
import java.util.function.BooleanSupplier;

/**
 * Runs the plan's candidates in heats. In a heat each candidate is fitted to the first fold, and
 * those that promise something to the others too. Where there are many rows, each is fitted to a
 * part of them before, and of a kind about half go on. What is decided depends on results in the
 * order of the plan, never on which fit ended first, so that it is the same however many run at a
 * time. Time is looked at only to leave out what it does not suffice for.
 */
public final class Race {
  /** The first heat is small: soon there has to be a model. */
  private static final int FIRST_HEAT = 2;

  private static final int HEAT = 4;

  /** Before so many models there is nothing to compare promises with. */
  private static final int MODELS_TO_COMPARE = 4;

  /** After so many heats that time did not suffice for, what it suffices for brings nothing. */
  private static final int MOST_LEFT_OUT = 3;

  /** Of the time that is left, the most that a candidate may take of whose kind none is known. */
  private static final double SHARE = 0.25;

  /** Of the time that is left, the most that a candidate may be expected to take. */
  private static final double MOST_EXPECTED = 0.5;

  /** A fit that takes so many times what is expected of it is stopped. */
  private static final double PATIENCE = 2;

  /** From so many rows of a fold on, a part of them tells which candidates are worth all. */
  private static final int MANY_ROWS = 20_000;

  /** One in so many rows is in that part. */
  private static final int PART = 4;

  private final Session session;
  private final Search search;
  private final TrialRunner runner;
  private final Leaderboard board;
  private final Library library;
  private final History history;
  private final CostModel costs;
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
    this.costs =
        new CostModel(
            session.prepared().folds().get(0).train().length,
            session.prepared().features().size(),
            session.prepared().truth().classes());
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
        past.get().partLoss().ifPresent(loss -> promise.judgedOnPart(candidate, loss));
      } else if (affordable(candidate, left, pool.threads())) {
        left -= takes(candidate, pool.threads());
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
    if (blend.models() >= MODELS_TO_COMPARE) {
      if (manyRows()) {
        fitParts(attempts, pool);
        attempts.forEach(this::judgePart);
        going = attempts.stream().filter(this::promisesOnPart).toList();
      }
      if (folds > 1) {
        fit(going, 0, 1, pool);
        going = going.stream().filter(this::promises).toList();
        first = 1;
      }
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

  /** The product's own mode has no race. */
  private boolean manyRows() {
    return session.options().mode() == AutoMlMode.ENSEMBLE && rowsOfFold() > MANY_ROWS;
  }

  private int rowsOfFold() {
    return session.prepared().folds().get(0).train().length;
  }

  private void fitParts(List<Attempt> attempts, FitThreads pool) throws InterruptedException {
    pool.run(
        attempts.stream()
            .<Runnable>map(attempt -> () -> fitPart(attempt, pool.threads()))
            .toList());
  }

  private void fitPart(Attempt attempt, int threads) {
    runner.fitPart(attempt, PART, over(attempt.candidate(), threads));
    if (session.budget().trialsOver()) {
      // It may have been cut short: nobody is to compare it.
      attempt.leftOut();
    } else if (attempt.ends()) {
      conclude(attempt);
    }
  }

  private void judgePart(Attempt attempt) {
    if (attempt.goesOn()) {
      double loss = promise.partLoss(attempt);
      attempt.judgedOnPart(rowsOfFold() / PART, loss);
      promise.judgedOnPart(attempt.candidate(), loss);
    }
  }

  private boolean promisesOnPart(Attempt attempt) {
    if (!attempt.goesOn() || !promise.gaveUpOnPart(attempt)) {
      return true;
    }
    prune(attempt, rowsOfFold() / PART + " of " + rowsOfFold() + " rows");
    return false;
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
    runner.fit(attempt, fold, over(attempt.candidate(), threads));
    if (session.budget().cancelled()) {
      // The fit may have been cut short: nobody is to take it for done.
      attempt.leftOut();
      return;
    }
    if (attempt.failure() == null) {
      costs.learn(attempt.candidate(), attempt.nanos(fold) / 1e9);
    }
    if (attempt.ends()) {
      conclude(attempt);
    }
  }

  private void conclude(Attempt attempt) {
    long started = session.budget().threadNanos();
    TrialRunner.Result result = runner.conclude(attempt);
    open.remove(attempt);
    double took = (session.budget().threadNanos() - started) / 1e9;
    session.budget().closingTakes(closing.concluded(took));
    done(attempt.candidate(), result);
  }

  private void done(Candidate candidate, TrialRunner.Result result) {
    results.put(candidate, result);
    Library.Book book = result.book();
    if (book != null) {
      library.add(book);
    }
    board.finished(result.trial());
  }

  /** A fit ends with the time for trials, and before it takes too much of it from the others. */
  private BooleanSupplier over(Candidate candidate, int threads) {
    Budget budget = session.budget();
    double share =
        SHARE
            * Math.max(0, budget.leftForEach(threads))
            * threads
            / session.prepared().folds().size();
    // Else the last fits would be cut ever shorter, and be good for nothing.
    double most =
        costs.knows(candidate.family())
            ? Math.max(share, PATIENCE * costs.expected(candidate))
            : share;
    long started = budget.threadNanos();
    return () -> budget.trialsOver() || (budget.threadNanos() - started) / 1e9 > most;
  }

  /**
   * Whether there is time for all folds; the first of each kind is tried in any case.
   *
   * @param left what a thread has left beside what is already to be fitted in this heat
   */
  private boolean affordable(Candidate candidate, double left, int threads) {
    return library.books().isEmpty()
        || !costs.knows(candidate.family())
        || takes(candidate, threads) < MOST_EXPECTED * left;
  }

  private double takes(Candidate candidate, int threads) {
    return costs.expected(candidate) * session.prepared().folds().size() / threads;
  }

  private boolean promises(Attempt attempt) {
    if (!attempt.goesOn() || !promise.gaveUp(attempt)) {
      return true;
    }
    prune(attempt, "fold 1 of " + session.prepared().folds().size());
    return false;
  }

  private void prune(Attempt attempt, String after) {
    open.remove(attempt);
    board.finished(runner.prune(attempt, promise.loss(attempt.candidate()), after));
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
