package io.mudbrick.automl.internal.worker;

import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.automl.internal.train.Trainer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A worker whose candidates do what native code does at its worst, by their numbers. */
final class BrokenWorker {
  static final int CRASHES = 1;
  static final int EATS_MEMORY = 2;
  static final int NEVER_ENDS = 3;
  static final int THROWS = 4;
  static final int EATS_NATIVE_MEMORY = 5;
  static final int WAITS_FOR_ITS_END = 6;
  static final int IS_KILLED = 7;

  private BrokenWorker() {}

  public static void main(String[] args) {
    WorkerMain.serve(
        (candidate, data) ->
            switch (candidate.number()) {
              case CRASHES -> (any, rows, allowance) -> end(139);
              case IS_KILLED -> (any, rows, allowance) -> end(137);
              case EATS_MEMORY ->
                  (any, rows, allowance) -> {
                    List<long[]> eaten = new ArrayList<>();
                    while (true) {
                      eaten.add(new long[1 << 20]);
                    }
                  };
              case EATS_NATIVE_MEMORY ->
                  (any, rows, allowance) -> {
                    ByteBuffer eaten = ByteBuffer.allocateDirect(220 << 20);
                    while (eaten.hasRemaining()) {
                      eaten.putLong(1);
                    }
                    return forever();
                  };
              case WAITS_FOR_ITS_END ->
                  (any, rows, allowance) -> {
                    while (!allowance.over().getAsBoolean()) {
                      Thread.onSpinWait();
                    }
                    return Trainer.of(any, rows).fit(any, rows, allowance);
                  };
              case NEVER_ENDS -> (any, rows, allowance) -> forever();
              case THROWS ->
                  (any, rows, allowance) -> {
                    throw new IllegalArgumentException("eta must be positive");
                  };
              default -> Trainer.of(candidate, data);
            });
  }

  private static Fitted end(int code) {
    Runtime.getRuntime().halt(code);
    throw new IllegalStateException();
  }

  private static Fitted forever() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalStateException();
  }
}
