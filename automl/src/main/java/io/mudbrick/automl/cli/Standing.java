package io.mudbrick.automl.cli;

/**
 * A trial that ended.
 *
 * @param score NaN when it failed or was given up
 * @param failure why; empty when it did not
 */
record Standing(String name, double score, double seconds, String failure) {
  boolean failed() {
    return !failure.isEmpty();
  }

  boolean givenUp() {
    return !failed() && Double.isNaN(score);
  }
}
