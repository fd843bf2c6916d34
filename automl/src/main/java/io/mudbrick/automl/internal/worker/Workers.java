package io.mudbrick.automl.internal.worker;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.Allowance;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.automl.internal.train.Trainer;
import io.mudbrick.automl.internal.train.TrainingData;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Trainers whose native code runs in processes of their own: one for each fit that runs at the same
 * time, kept for the next. Thread-safe.
 */
public final class Workers implements AutoCloseable {
  private final String main;
  private final ProcessLimits limits;
  private final LongConsumer worked;
  private final Deque<Worker> idle = new ArrayDeque<>();
  private boolean closed;

  /**
   * No process runs yet.
   *
   * @param most how many will run at the same time
   * @param worked hears, in the thread that waits for a fit, what more of a processor it took, in
   *     nanoseconds
   */
  public Workers(int most, LongConsumer worked) {
    this(WorkerMain.class.getName(), ProcessLimits.shared(most), worked);
  }

  Workers(String main, ProcessLimits limits, LongConsumer worked) {
    this.main = main;
    this.limits = limits;
    this.worked = worked;
  }

  /** The candidate's trainer, which works elsewhere when it would run native code. */
  public Trainer trainer(Candidate candidate, TrainingData data) {
    return candidate.family() == ModelFamily.XGBOOST ? this::fit : Trainer.of(candidate, data);
  }

  private Fitted fit(Candidate candidate, TrainingData data, Allowance allowance) {
    Worker known = take();
    Worker worker = known == null ? Worker.start(main, limits, worked) : known;
    try {
      return worker.fit(new Wire.Order(candidate, data, allowance.seed()), allowance);
    } finally {
      give(worker);
    }
  }

  private synchronized @Nullable Worker take() {
    return idle.poll();
  }

  private synchronized void give(Worker worker) {
    if (closed) {
      worker.close();
    } else if (worker.isAlive()) {
      idle.push(worker);
    }
  }

  /** Ends all processes; those that fit end with their fits. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.forEach(Worker::close);
    idle.clear();
  }
}
