package io.mudbrick.platform;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * How work that has to wait for something goes on afterwards, so that no thread waits with it: a
 * route gets one by {@code call.comeback()}. Serves one call. Thread-safe.
 */
public interface Comeback extends Executor {

  /**
   * Goes on with the work, in a thread that may block. Returns at once.
   *
   * @throws java.util.concurrent.RejectedExecutionException when the server has stopped
   */
  @Override
  void execute(Runnable work);

  /**
   * Has something done when whoever asked goes away before the work goes on. It is done in a thread
   * that must not block, at most once, and perhaps not at all: not every connection tells.
   */
  void ifGone(Runnable action);

  /**
   * What a stage comes to, in a thread that waits for it; what it failed with is thrown as it is.
   */
  static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().join();
    } catch (CompletionException e) {
      Throwable cause = cause(e);
      if (cause instanceof RuntimeException failure) {
        throw failure;
      }
      if (cause instanceof Error failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** What a stage failed with, whether told by itself or by one that follows it. */
  static Throwable cause(Throwable thrown) {
    Throwable cause = thrown.getCause();
    return thrown instanceof CompletionException && cause != null ? cause : thrown;
  }
}
