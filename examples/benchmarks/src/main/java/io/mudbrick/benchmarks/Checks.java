package io.mudbrick.benchmarks;

/** Asks the catalog for permission as other modules do: within the process, off the record. */
public interface Checks {
  /**
   * Checks SELECT on tables in turn.
   *
   * @param tables their number; they are called {@code wide.tables.t0} and so on
   * @param times how often
   * @return how often it was allowed
   */
  int select(int tables, int times);
}
