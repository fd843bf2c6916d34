package io.mudbrick.featurestore;

/** Hears how far a publish is; called from the thread that publishes, some times a second. */
@FunctionalInterface
public interface PublishProgress {
  /**
   * @param done rows that are written
   * @param total rows that are to be written, as far as is known
   */
  void rows(long done, long total);
}
