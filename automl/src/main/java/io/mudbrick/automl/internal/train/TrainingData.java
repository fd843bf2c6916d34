package io.mudbrick.automl.internal.train;

import io.mudbrick.platform.model.FeatureMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Prepared rows with their truth: what a trainer gets. The arrays may be shared between trials and
 * are not changed.
 *
 * @param classes how many; 0 for a regression
 * @param train to learn from
 * @param validation to be judged on, and to say when to stop
 * @param codes for each feature how many codes it takes when its numbers are codes of categories,
 *     which have no order; 0 for plain numbers
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
public record TrainingData(int classes, Part train, Part validation, int[] codes) {

  /** Of plain numbers only. */
  public TrainingData(int classes, Part train, Part validation) {
    this(classes, train, validation, new int[train.rows().width()]);
  }

  /**
   * Some of the rows.
   *
   * @param truth the index of the class, or the number, a row each
   * @param weights how much each row counts; null when all count the same
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  public record Part(FeatureMatrix rows, float[] truth, float @Nullable [] weights) {}
}
