package io.mudbrick.automl.internal.search;

/**
 * What of the data decides which settings make sense.
 *
 * @param skewed whether it is a regression of positive numbers with a long tail
 * @param categories whether there are columns of categories
 * @param outputs how many numbers a model answers for a row: more than one for many classes
 * @param covariances whether classes are to be told, by features that are mostly numbers and few
 *     enough to look at in pairs
 */
public record Traits(boolean skewed, boolean categories, int outputs, boolean covariances) {
  /** Nothing special. */
  public static final Traits PLAIN = new Traits(false, false, 1, true);
}
