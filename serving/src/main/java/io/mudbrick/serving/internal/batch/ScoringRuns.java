package io.mudbrick.serving.internal.batch;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.serving.ScoredTable;
import io.mudbrick.serving.ScoringProgress;
import io.mudbrick.serving.ScoringRun;
import io.mudbrick.serving.ScoringRun.State;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs of batch scoring in the background, remembered until there are many. Thread-safe. */
public final class ScoringRuns implements AutoCloseable {
  private static final int REMEMBERED = 1000;
  private static final long CLOSE_SECONDS = 10;

  private final Map<String, Run> runs =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Run> eldest) {
          return size() > REMEMBERED;
        }
      };

  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "mudbrick-scoring");
            thread.setDaemon(true);
            return thread;
          });

  /** One of them, and whose it is. */
  private static final class Run implements ScoringProgress {
    private final String owner;
    private volatile ScoringRun state;

    Run(String owner, String id) {
      this.owner = owner;
      this.state = new ScoringRun(id, State.RUNNING, 0, 0, null, null);
    }

    @Override
    public void scored(long done, long total) {
      state = new ScoringRun(state.id(), State.RUNNING, done, total, null, null);
    }

    void ended(State how, @Nullable ScoredTable result, @Nullable String message) {
      state = new ScoringRun(state.id(), how, state.done(), state.total(), result, message);
    }
  }

  /**
   * Begins a run.
   *
   * @param owner who may ask for it
   */
  ScoringRun start(String owner, String id, Function<ScoringProgress, ScoredTable> work) {
    Run run = new Run(owner, id);
    synchronized (runs) {
      runs.put(id, run);
    }
    background.execute(
        () -> {
          try {
            run.ended(State.SUCCEEDED, work.apply(run), null);
          } catch (RuntimeException | Error e) {
            // An Error as well (too little memory): somebody waits for the end of this.
            run.ended(
                State.FAILED,
                null,
                e instanceof PlatformException no ? no.message() : e.toString());
          }
        });
    return run.state;
  }

  /** The run as it stands; null when the owner has no such run. */
  @Nullable ScoringRun find(String owner, String id) {
    synchronized (runs) {
      Run run = runs.get(id);
      return run == null || !run.owner.equals(owner) ? null : run.state;
    }
  }

  @Override
  public void close() {
    background.shutdown();
    try {
      if (!background.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        background.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
