package io.mudbrick.serving;

/**
 * A table to be scored: {@code ScoringJob.of("models:/c.s.m@champion", "c.s.customers",
 * "c.s.scores").withProbabilities()}.
 *
 * @param source the full name of the table with the rows, or with their keys
 * @param target the full name of the table that gets the predictions
 * @param probabilities whether it also gets a column {@code probability_<class>} for each class
 * @param resumable whether the target gets the predictions part by part, so that the same job,
 *     begun again after it was cut short, goes on where it stood; else all of them in one commit
 */
public record ScoringJob(
    String modelUri, String source, String target, boolean probabilities, boolean resumable) {
  /** The column that holds the prediction of each row. */
  public static final String PREDICTION = "prediction";

  public static ScoringJob of(String modelUri, String source, String target) {
    return new ScoringJob(modelUri, source, target, false, false);
  }

  /** The same with a column for the probability of each class. */
  public ScoringJob withProbabilities() {
    return new ScoringJob(modelUri, source, target, true, resumable);
  }

  /** The same, able to go on after it was cut short. */
  public ScoringJob inParts() {
    return new ScoringJob(modelUri, source, target, probabilities, true);
  }
}
