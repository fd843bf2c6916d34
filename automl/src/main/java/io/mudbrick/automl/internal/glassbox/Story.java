package io.mudbrick.automl.internal.glassbox;

import java.util.List;
import java.util.Map;

/** What a program and a notebook tell of a trial, whatever it learned. */
public interface Story {
  /** Such as {@code XGBoost-4}. */
  String title();

  String runId();

  /** The column that is predicted. */
  String target();

  /** Where the trial and its data are, by name. */
  Map<String, String> about();

  /** The run that keeps the rows. */
  String explorationRunId();

  /** Where the rows are, as MLflow says it. */
  String rowsUri();

  /** As logged. */
  Map<String, Double> metrics();

  /** The classes that the code may name. */
  List<String> imports();

  /** From the rows to what the model is used for. */
  List<Chapter> chapters();

  /** What the preparation came to, a line each; none where there is none. */
  List<String> steps();
}
