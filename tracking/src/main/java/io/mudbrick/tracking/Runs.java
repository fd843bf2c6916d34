package io.mudbrick.tracking;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs and what is logged to them, as part of {@link Tracking}. Reading needs CAN_READ on the run's
 * experiment, everything else CAN_EDIT. An unknown run answers {@code RESOURCE_DOES_NOT_EXIST};
 * writing to a deleted one {@code INVALID_PARAMETER_VALUE}.
 */
public interface Runs {

  /** Creates a run; without a name it gets a random one. */
  Run createRun(NewRun spec);

  /** The run with its latest metrics, params, tags, inputs and outputs. */
  Run getRun(String runId);

  /** Changes status, end time or name. */
  RunInfo updateRun(String runId, RunUpdate update);

  void deleteRun(String runId);

  void restoreRun(String runId);

  /**
   * Logs metrics, params and tags, all or nothing. A metric point that is already there is not
   * doubled, so a batch may be sent again.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} beyond 1,000
   *     metrics, 100 params, 100 tags or 1,000 in total, or when a param would change its value
   */
  void logBatch(String runId, LogBatch batch);

  /** {@link #logBatch} of one metric. */
  void logMetric(String runId, Metric metric);

  /** {@link #logBatch} of one param. */
  void logParam(String runId, Param param);

  /** Sets one tag; {@code mlflow.runName} renames the run. */
  void setTag(String runId, String key, String value);

  /**
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST} when there is no
   *     such tag
   */
  void deleteTag(String runId, String key);

  /** Notes which datasets and models a run read. */
  void logInputs(String runId, RunInputs inputs);

  /**
   * The datasets that runs of some experiments read, up to 1,000; experiments that the caller may
   * not read are passed over.
   *
   * @param experimentIds at most 20
   */
  List<DatasetSummary> searchDatasets(List<String> experimentIds);

  /** Notes which logged models a run made, and at which step. */
  void logOutputs(String runId, List<ModelOutput> outputs);

  /**
   * Appends a model's description to the tag {@code mlflow.log-model.history}, as MLflow 2 clients
   * do ({@code runs/log-model}).
   *
   * @param modelJson the MLmodel as JSON, with {@code artifact_path}, {@code utc_time_created} and
   *     {@code flavors}
   */
  void logModelHistory(String runId, String modelJson);

  /** The runs that the query describes, of the experiments that the caller may read. */
  Page<Run> searchRuns(RunQuery query);

  /**
   * All points of a metric, by timestamp, step and value.
   *
   * @param maxResults points a page, up to 25,000; {@code null} for all of them
   */
  Page<Metric> getMetricHistory(
      String runId, String key, @Nullable Integer maxResults, @Nullable String pageToken);

  /** The points of one metric of several runs, at most 100, up to {@code maxResults} points. */
  List<RunMetric> getMetricHistoryBulk(List<String> runIds, String key, int maxResults);

  /**
   * A sample of a metric's points for charts: evenly spaced steps over all the runs, always with
   * each run's first and last one.
   */
  List<RunMetric> getMetricHistoryBulkInterval(MetricInterval interval);
}
