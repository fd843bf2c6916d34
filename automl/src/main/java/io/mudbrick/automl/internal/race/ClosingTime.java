package io.mudbrick.automl.internal.race;

/**
 * What will come after the race, by what concluding its trials took: the blend writes and loads the
 * models of its members once more, and the report of the best model does again. Thread-safe.
 */
final class ClosingTime {
  /** The first trials run what is not compiled yet. */
  private static final int WARMING_UP = 2;

  /** So many members a blend has at most, more or less. */
  private static final int MEMBERS = 12;

  private static final double TIMES = 2;

  private int concluded;
  private double seconds;

  /**
   * Tells what concluding one more trial took.
   *
   * @return what the end will take, in seconds
   */
  synchronized double concluded(double took) {
    concluded++;
    if (concluded <= WARMING_UP) {
      return 0;
    }
    seconds += took;
    return TIMES * seconds * Math.min(1, MEMBERS / (double) (concluded - WARMING_UP));
  }
}
