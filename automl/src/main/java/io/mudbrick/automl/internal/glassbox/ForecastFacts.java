package io.mudbrick.automl.internal.glassbox;

import io.mudbrick.automl.ForecastOptions;
import io.mudbrick.automl.recipe.SeriesLearner;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the program and the notebook of a forecasting trial tell.
 *
 * @param title such as {@code ETS-3}
 * @param explorationRunId the run that keeps the rows
 * @param data where its rows come from and how many there are
 * @param learners one, or those that are combined
 * @param metrics as logged
 */
public record ForecastFacts(
    String title,
    String runId,
    String experimentName,
    String explorationRunId,
    Data data,
    String target,
    ForecastOptions options,
    List<SeriesLearner> learners,
    Map<String, Double> metrics)
    implements Story {

  /**
   * The rows.
   *
   * @param versions of the tables that were read
   * @param split the column that says whether a row is of the past
   * @param values of all series together
   */
  public record Data(
      Map<String, Long> versions,
      String digest,
      String split,
      int rows,
      int columns,
      int series,
      int values) {}

  public ForecastFacts {
    learners = List.copyOf(learners);
    metrics = Map.copyOf(metrics);
  }

  @Override
  public Map<String, String> about() {
    return Program.about(experimentName, runId, new TreeMap<>(data.versions()), data.digest());
  }

  @Override
  public String rowsUri() {
    return "runs:/" + explorationRunId + "/" + TrainingTable.ARTIFACT;
  }

  @Override
  public List<String> imports() {
    return ForecastChapters.IMPORTS;
  }

  @Override
  public List<Chapter> chapters() {
    return new ForecastChapters(this).write();
  }

  @Override
  public List<String> steps() {
    return List.of();
  }
}
