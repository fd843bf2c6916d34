package io.mudbrick.featurestore;

/** How {@link FeatureStore#writeTable} treats the rows that a feature table already has. */
public enum WriteMode {
  /** Rows with a key that the table has replace it; the others are added; nothing else changes. */
  MERGE,
  /**
   * The table holds the new rows only. Its columns stay: those that the rows lack become null,
   * those that are new are added.
   */
  OVERWRITE
}
