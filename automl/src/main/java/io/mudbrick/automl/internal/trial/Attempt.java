package io.mudbrick.automl.internal.trial;

import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.tracking.ActiveRun;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A candidate on its way through the folds, several of them at a time. Thread-safe. */
public final class Attempt {
  private final Candidate candidate;
  private final ActiveRun run;
  private final Map<String, String> params;
  private final @Nullable Fitted[] fits;
  private final long[] nanos;
  private @Nullable Throwable failure;
  private boolean unfinished;
  private boolean concluded;

  Attempt(Candidate candidate, ActiveRun run, Map<String, String> params, int folds) {
    this.candidate = candidate;
    this.run = run;
    this.params = new LinkedHashMap<>(params);
    this.fits = new @Nullable Fitted[folds];
    this.nanos = new long[folds];
  }

  public Candidate candidate() {
    return candidate;
  }

  ActiveRun run() {
    return run;
  }

  synchronized void fitted(int fold, Fitted fitted, long took) {
    fits[fold] = fitted;
    nanos[fold] = took;
  }

  /** After how many steps the time was over in fits, by fold from 1. */
  synchronized Map<Integer, Integer> stops() {
    Map<Integer, Integer> stops = new TreeMap<>();
    for (int fold = 0; fold < fits.length; fold++) {
      Fitted fitted = fits[fold];
      if (fitted != null && fitted.stoppedAfter().isPresent()) {
        stops.put(fold + 1, fitted.stoppedAfter().getAsInt());
      }
    }
    return stops;
  }

  synchronized void failed(Throwable reason) {
    if (failure == null) {
      failure = reason;
    }
  }

  /** The time was over before this fold was. */
  public synchronized void leftOut() {
    unfinished = true;
  }

  public synchronized @Nullable Throwable failure() {
    return failure;
  }

  /** Whether another fold is worth fitting. */
  public synchronized boolean goesOn() {
    return failure == null && !unfinished;
  }

  /**
   * Whether it is to be concluded now: all folds are fitted, or one failed. True once, for the
   * thread that asks first.
   */
  public synchronized boolean ends() {
    if (concluded || (failure == null && !Arrays.stream(fits).allMatch(Objects::nonNull))) {
      return false;
    }
    concluded = true;
    return true;
  }

  public synchronized Fitted fit(int fold) {
    return Objects.requireNonNull(fits[fold], "fold");
  }

  synchronized List<Fitted> fits() {
    List<Fitted> all = new ArrayList<>();
    for (int fold = 0; fold < fits.length; fold++) {
      all.add(fit(fold));
    }
    return all;
  }

  /** What fitting that fold took. */
  public synchronized long nanos(int fold) {
    return nanos[fold];
  }

  /** What fitting took, all folds together. */
  synchronized long nanos() {
    return Arrays.stream(nanos).sum();
  }

  /**
   * The hyperparameters and what fitting found: of several folds its numbers are means, and what
   * else differs is left out.
   */
  synchronized Map<String, String> params() {
    Map<String, String> all = new LinkedHashMap<>(params);
    all.putAll(
        Params.found(Arrays.stream(fits).filter(Objects::nonNull).map(Fitted::params).toList()));
    return all;
  }
}
