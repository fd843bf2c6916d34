package io.mudbrick.registry.promotion;

/** How a promotion ended. */
public enum Verdict {
  /** Every gate passed and the alias has moved. */
  PROMOTED,
  /** Every gate passed in a dry run. */
  PASSED,
  /** A gate did not pass; nothing moved. */
  REFUSED
}
