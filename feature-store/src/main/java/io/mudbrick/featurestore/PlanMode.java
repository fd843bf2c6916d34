package io.mudbrick.featurestore;

/** What online and offline answers have in common. */
public enum PlanMode {
  /**
   * As the product: online lookups answer with the newest row and what else is known to differ
   * there, which {@code docs/feature-specs.md} lists. The default.
   */
  FAITHFUL,
  /**
   * Both answer the same, bit for bit: offline reads the version that is published, online keeps
   * the time of each row and the lookback window, and refuses what it cannot know.
   */
  STRICT
}
