package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.recipe.Learner;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the program and the notebook of a trial tell.
 *
 * @param title such as {@code XGBoost-4}
 * @param explorationRunId the run that keeps the rows
 * @param seed of the preparation
 * @param blend the learners that the model is made of; one for a trial of a single candidate
 * @param testedBy for each group of rows the blend that was tested by them, since it was chosen
 *     without them; none where the model itself was
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
    Blend blend,
    List<Blend> testedBy,
    Map<String, Double> metrics,
    List<String> compared)
    implements Story {
  public TrialFacts {
    testedBy = List.copyOf(testedBy);
    metrics = Map.copyOf(metrics);
    compared = List.copyOf(compared);
  }

  @Override
  public String target() {
    return prepared.truth().target().column();
  }

  @Override
  public Map<String, String> about() {
    Map<String, Long> tables = prepared.source().tableVersions();
    return Program.about(experimentName, runId, new TreeMap<>(tables), prepared.digest());
  }

  @Override
  public List<String> imports() {
    return Program.IMPORTS;
  }

  @Override
  public List<Chapter> chapters() {
    return new Chapters(this).write();
  }

  @Override
  public List<String> steps() {
    return PreparationText.of(this);
  }

  @Override
  public String rowsUri() {
    return "runs:/" + explorationRunId + "/" + TrainingTable.ARTIFACT;
  }

  /** One learner's share. */
  public record Part(String name, Learner learner, double weight) {}

  /**
   * Learners and their weights.
   *
   * @param sharpness the power of its probabilities; 1 for a single candidate
   */
  public record Blend(double sharpness, List<Part> members) {
    public Blend {
      members = List.copyOf(members);
    }
  }

  /** The learners that the model is made of. */
  List<Part> members() {
    return blend.members();
  }

  /** Whether the model is made of several learners. */
  boolean isBlend() {
    return members().size() > 1;
  }
}
