package io.mudbrick.automl;

/** By which clock a timeout runs. */
public enum BudgetClock {
  /** Time as people know it. */
  WALL,
  /**
   * The processor time of this whole process and of those that fit for it: for comparisons, and on
   * machines that others use.
   */
  CPU
}
