package io.mudbrick.serving;

/** Hears how far a table has been scored. */
@FunctionalInterface
public interface ScoringProgress {
  /**
   * @param done rows so far
   * @param total rows of the source
   */
  void scored(long done, long total);
}
