package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.recipe.Learner;
import java.util.List;
import java.util.Map;

/**
 * What the program and the notebook of a trial tell.
 *
 * @param title such as {@code XGBoost-4}
 * @param explorationRunId the run that keeps the rows
 * @param seed of the preparation
 * @param members the learners and their weights in the blend; one for a trial of a single candidate
 * @param sharpness of the blend; 1 for a single candidate
 * @param metrics as logged
 * @param compared the names of those metrics that the program makes again
 */
public record TrialFacts(
    String title,
    String runId,
    String experimentName,
    String explorationRunId,
    Prepared prepared,
    EvaluationMetric primaryMetric,
    long seed,
    List<Part> members,
    double sharpness,
    Map<String, Double> metrics,
    List<String> compared) {
  public TrialFacts {
    members = List.copyOf(members);
    metrics = Map.copyOf(metrics);
    compared = List.copyOf(compared);
  }

  /** Where the rows are, as MLflow says it. */
  String rowsUri() {
    return "runs:/" + explorationRunId + "/" + TrainingTable.ARTIFACT;
  }

  /** One learner's share. */
  public record Part(String name, Learner learner, double weight) {}
}
