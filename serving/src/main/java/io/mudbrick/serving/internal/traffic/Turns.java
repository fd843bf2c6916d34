package io.mudbrick.serving.internal.traffic;

import io.mudbrick.platform.Comeback;
import io.mudbrick.serving.ServingErrors;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns, of which so many are had at a time; those beyond wait in line, and go on in the order in
 * which they came. A caller with a way back waits in no thread. Thread-safe.
 */
public final class Turns {
  private static final CompletableFuture<Void> TAKEN = CompletableFuture.completedFuture(null);

  /** Most models answer sooner: then making way for others costs more than it gives. */
  private static final long MOMENT_MICROS = 1000;

  private final int most;
  private final int mostWaiting;
  private final Supplier<? extends RuntimeException> full;
  private final Set<Place> line = new LinkedHashSet<>();
  private int free;

  /**
   * @param full what the caller is told who finds the longest line
   */
  public Turns(int most, int mostWaiting, Supplier<? extends RuntimeException> full) {
    this.most = most;
    this.mostWaiting = mostWaiting;
    this.full = full;
    this.free = most;
  }

  /** Somebody in line; who has no way back is a thread that waits. */
  private static final class Place {
    private final CompletableFuture<Void> turn = new CompletableFuture<>();
    private @Nullable Comeback comeback;

    /** Whether whoever waits goes on, with the turn or with its failure. */
    private boolean call(Runnable outcome) {
      if (comeback == null) {
        outcome.run();
        return true;
      }
      try {
        comeback.execute(outcome);
        return true;
      } catch (RejectedExecutionException stopped) {
        turn.completeExceptionally(ServingErrors.callerGone());
        return false;
      }
    }

    boolean isCalled() {
      return call(() -> turn.complete(null));
    }
  }

  /**
   * A turn, to be {@link #release released}.
   *
   * @param comeback how the caller goes on when it has to wait; null when its thread waits
   * @return completed by now, or in the comeback's thread; with an exception, and no turn, when too
   *     many wait or the caller went away
   */
  public CompletableFuture<Void> take(@Nullable Comeback comeback) {
    Place place = new Place();
    synchronized (this) {
      if (free > 0) {
        free--;
        return TAKEN;
      }
      if (line.size() >= mostWaiting) {
        return CompletableFuture.failedFuture(full.get());
      }
      line.add(place);
    }
    if (comeback == null || (!comesSoon(place) && !makesWay(place, comeback))) {
      place.turn.join();
    }
    return place.turn;
  }

  private static boolean comesSoon(Place place) {
    try {
      place.turn.get(MOMENT_MICROS, TimeUnit.MICROSECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Has the place wait on without its thread; false when its turn is coming by now, which whoever
   * gives it would otherwise spend for the caller. Nobody is called before the caller is watched: a
   * watch that began afterwards would never end.
   */
  private synchronized boolean makesWay(Place place, Comeback comeback) {
    if (!line.contains(place)) {
      return false;
    }
    place.comeback = comeback;
    comeback.ifGone(() -> leave(place));
    return true;
  }

  private void leave(Place place) {
    boolean left;
    synchronized (this) {
      left = line.remove(place);
    }
    if (left) {
      place.call(() -> place.turn.completeExceptionally(ServingErrors.callerGone()));
    }
  }

  /** Gives a turn back, or to whoever waits longest. */
  public void release() {
    Place next = next();
    while (next != null && !next.isCalled()) {
      next = next();
    }
  }

  private synchronized @Nullable Place next() {
    if (line.isEmpty()) {
      free++;
      return null;
    }
    Place first = line.iterator().next();
    line.remove(first);
    return first;
  }

  /** Takes the turns that are free; returns how many, to be released each. */
  synchronized int takeRest() {
    int taken = free;
    free = 0;
    return taken;
  }

  /** Takes all turns, if none is taken. */
  synchronized boolean takeAll() {
    if (free < most) {
      return false;
    }
    free = 0;
    return true;
  }

  void release(int turns) {
    for (int i = 0; i < turns; i++) {
      release();
    }
  }
}
