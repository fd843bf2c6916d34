package io.mudbrick.featurestore;

import java.util.function.Consumer;

/**
 * How a training set is made. None of it changes a bit of the result.
 *
 * @param memoryBudget bytes that one lookup may take beside the labels, some 40 bytes for each of
 *     them, a dictionary of their keys where these are texts or have several columns, and the
 *     result: what does not fit waits on disk. Labels of one key, and one column of one data file,
 *     are not taken apart
 * @param progress told how far it has come, from the threads that work, one at a time
 */
public record JoinOptions(long memoryBudget, Consumer<JoinProgress> progress) {
  private static final long LEAST = 32L << 20;

  /**
   * @throws IllegalArgumentException when the budget is not positive
   */
  public JoinOptions {
    if (memoryBudget <= 0) {
      throw new IllegalArgumentException("A memory budget of " + memoryBudget + " bytes");
    }
  }

  /** A quarter of the heap, 32 MB at least; nobody is told. */
  public static JoinOptions defaults() {
    return new JoinOptions(Math.max(LEAST, Runtime.getRuntime().maxMemory() / 4), told -> {});
  }

  JoinOptions memoryBudget(long bytes) {
    return new JoinOptions(bytes, progress);
  }

  JoinOptions progress(Consumer<JoinProgress> listener) {
    return new JoinOptions(memoryBudget, listener);
  }
}
