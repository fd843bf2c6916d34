package io.mudbrick.featurestore;

/**
 * How far a training set has come; a listener of {@link TrainingSetSpec.Builder#progress} is told
 * after each data file.
 *
 * @param table the feature table
 * @param step what is done with its files
 * @param done files that this step is through with
 * @param total files of this step; those that the log rules out are not counted
 */
public record JoinProgress(String table, Step step, int done, int total) {
  /** What is done with a file. */
  public enum Step {
    /** Keys and times are read, and each label's row is found. */
    FIND,
    /** The features of the rows that were found are read. */
    FETCH
  }
}
