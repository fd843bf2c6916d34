package io.mudbrick.automl.internal;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.Trial;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.search.Search;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs the plan's rounds, the trials of a round beside each other. The search hears of a round's
 * results in the order of the plan, so that it proposes the same whichever trial ends first.
 */
final class TrialLoop {
  /** The product's rule: stop when of at least 40 trials the last 20 brought nothing better. */
  private static final int STOP_FROM = 40;

  private static final int STOP_WITHOUT = 20;

  private final Search search;
  private final TrialRunner runner;
  private final Leaderboard board;
  private final long deadline;
  private final AtomicBoolean anySucceeded = new AtomicBoolean();
  private final AtomicBoolean outOfTime = new AtomicBoolean();

  TrialLoop(Search search, TrialRunner runner, Leaderboard board, Duration timeout) {
    this.search = search;
    this.runner = runner;
    this.board = board;
    this.deadline = System.nanoTime() + timeout.toNanos();
  }

  /**
   * Runs until the plan is done, the time is over or nothing gets better.
   *
   * @throws io.mudbrick.platform.PlatformException ABORTED when this thread is interrupted
   */
  void run(int parallelism) {
    ExecutorService workers =
        Executors.newFixedThreadPool(
            parallelism,
            work -> {
              Thread thread = new Thread(work, "automl-trial");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Candidate> round = search.nextRound();
      while (!round.isEmpty() && !outOfTime.get() && !board.stalled(STOP_FROM, STOP_WITHOUT)) {
        runRound(round, workers);
        round = search.nextRound();
      }
    } finally {
      workers.shutdown();
      awaitEnd(workers);
    }
  }

  /**
   * No trial outlives the call, even when it is interrupted: a trial takes seconds, and
   * interrupting one would close the files that it writes.
   */
  private static void awaitEnd(ExecutorService workers) {
    boolean interrupted = false;
    while (!workers.isTerminated()) {
      try {
        workers.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether trials were left out because the time was over. */
  boolean outOfTime() {
    return outOfTime.get();
  }

  private void runRound(List<Candidate> round, ExecutorService workers) {
    List<Future<@Nullable Trial>> results = new ArrayList<>();
    for (Candidate candidate : round) {
      results.add(workers.submit(() -> trial(candidate)));
    }
    try {
      for (int i = 0; i < results.size(); i++) {
        Trial trial = results.get(i).get();
        if (trial != null) {
          search.observe(round.get(i), board.loss(trial));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AutoMlErrors.interrupted();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      results.forEach(result -> result.cancel(false));
    }
  }

  /** Null when the time is over and some trial has succeeded. */
  private @Nullable Trial trial(Candidate candidate) {
    if (System.nanoTime() > deadline && anySucceeded.get()) {
      outOfTime.set(true);
      return null;
    }
    board.started(candidate.number(), candidate.runName(), candidate.family());
    Trial trial = runner.run(candidate);
    if (!trial.failed()) {
      anySucceeded.set(true);
    }
    board.finished(trial);
    return trial;
  }
}
