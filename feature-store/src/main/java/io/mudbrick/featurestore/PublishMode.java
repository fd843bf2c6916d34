package io.mudbrick.featurestore;

/** How much of a feature table a publish brings to its online table. */
public enum PublishMode {
  /** Everything, anew: what the table no longer has disappears online. */
  SNAPSHOT,
  /** Only what changed since the version published before. */
  TRIGGERED,
  /**
   * As {@link #TRIGGERED}, and from then on every commit by itself, as the one who published, until
   * the online table is published in another mode or dropped.
   */
  CONTINUOUS
}
