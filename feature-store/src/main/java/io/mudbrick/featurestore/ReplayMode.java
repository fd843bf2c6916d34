package io.mudbrick.featurestore;

/** What served requests are compared with. */
public enum ReplayMode {
  /**
   * The version that was online when a request was served, as of that moment: what differs, the
   * serving side got wrong.
   */
  PUBLISHED,
  /**
   * The tables as they are now, as of each request's moment: what a training set made today would
   * hold for it. What differs is skew: late rows, slow publishes, backfills.
   */
  NEWEST
}
