package io.mudbrick.featurestore;

/**
 * Requests that were served, in a Delta table, to be compared later with what the tables say; get
 * one from {@link FeatureStore#openLog}. Rows wait in memory until there are enough for a commit:
 * {@link #flush} and {@link #close} write what waits. Thread-safe.
 */
public interface FeatureLog extends AutoCloseable {
  /** Rows that wait before a commit is made. */
  int BATCH = 10_000;

  /** Notes what an online plan answered; of a log that samples, the rows of the chosen keys. */
  void add(FeatureRows served);

  /** Writes what waits; on return it is on disk. */
  void flush();

  @Override
  void close();
}
