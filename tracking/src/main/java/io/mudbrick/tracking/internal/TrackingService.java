package io.mudbrick.tracking.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.tracking.ArtifactInfo;
import io.mudbrick.tracking.ArtifactStore;
import io.mudbrick.tracking.DatasetSummary;
import io.mudbrick.tracking.EvaluationDatasets;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.ExperimentQuery;
import io.mudbrick.tracking.Garbage;
import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.LogBatch;
import io.mudbrick.tracking.LoggedModel;
import io.mudbrick.tracking.LoggedModelQuery;
import io.mudbrick.tracking.LoggedModelStatus;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.MetricInterval;
import io.mudbrick.tracking.ModelOutput;
import io.mudbrick.tracking.NewExperiment;
import io.mudbrick.tracking.NewLoggedModel;
import io.mudbrick.tracking.NewRun;
import io.mudbrick.tracking.Page;
import io.mudbrick.tracking.Param;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunInfo;
import io.mudbrick.tracking.RunInputs;
import io.mudbrick.tracking.RunMetric;
import io.mudbrick.tracking.RunQuery;
import io.mudbrick.tracking.RunUpdate;
import io.mudbrick.tracking.StoredFile;
import io.mudbrick.tracking.Tracking;
import io.mudbrick.tracking.ViewType;
import io.mudbrick.tracking.traces.Traces;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tracking for one caller: hands each call to the service that knows. Thread-safe. */
public final class TrackingService implements Tracking {
  private final Session session;
  private final ExperimentService experiments;
  private final RunService runs;
  private final LoggingService logging;
  private final HistoryService history;
  private final LoggedModelService models;
  private final ArtifactService artifacts;
  private final ArtifactTree tree;
  private final GarbageService garbage;
  private final TraceService traces;

  public TrackingService(ModuleContext context, Caller caller) {
    this.session = new Session(context, caller);
    this.experiments = new ExperimentService(session);
    this.runs = new RunService(session);
    this.logging = new LoggingService(session);
    this.history = new HistoryService(session);
    this.models = new LoggedModelService(session);
    this.artifacts = new ArtifactService(session, models);
    this.tree = new ArtifactTree(session);
    this.garbage = new GarbageService(session);
    this.traces = new TraceService(session);
  }

  /** The whole artifact tree, by path. */
  public ArtifactStore tree() {
    return tree;
  }

  /** What every new workspace starts with. */
  public void createDefaultExperiment() {
    experiments.createDefault();
  }

  /** Whether the workspace has an experiment of the id, deleted or not. */
  public boolean hasExperiment(String id) {
    return id.matches("\\d{1,18}")
        && session.database.read(
            tx ->
                session
                    .experiments
                    .byNumber(tx, session.workspaceId(), Long.parseLong(id))
                    .isPresent());
  }

  /** The place that {@code runs:/...} names. */
  public BlobStore resolveRun(String uri) {
    return artifacts.resolveRun(uri);
  }

  /** The place that {@code models:/m-...} names; {@code null} if it is the registry's. */
  public @Nullable BlobStore resolveModel(String uri) {
    return artifacts.resolveModel(uri);
  }

  /** The place that {@code mlflow-artifacts:/...} names. */
  public @Nullable BlobStore resolveTree(String uri) {
    return tree.resolve(uri);
  }

  @Override
  public Garbage garbage() {
    return garbage;
  }

  @Override
  public EvaluationDatasets evaluationDatasets() {
    return new EvaluationDatasetService(session);
  }

  @Override
  public Instant now() {
    return session.now();
  }

  @Override
  public Traces traces() {
    return traces;
  }

  @Override
  public Experiment createExperiment(NewExperiment spec) {
    return experiments.createExperiment(spec);
  }

  @Override
  public Experiment getExperiment(String experimentId) {
    return experiments.getExperiment(experimentId);
  }

  @Override
  public Optional<Experiment> getExperimentByName(String name) {
    return experiments.getExperimentByName(name);
  }

  @Override
  public Page<Experiment> searchExperiments(ExperimentQuery query) {
    return experiments.searchExperiments(query);
  }

  @Override
  public void updateExperiment(String experimentId, String newName) {
    experiments.updateExperiment(experimentId, newName);
  }

  @Override
  public void deleteExperiment(String experimentId) {
    experiments.deleteExperiment(experimentId);
  }

  @Override
  public void restoreExperiment(String experimentId) {
    experiments.restoreExperiment(experimentId);
  }

  @Override
  public void setExperimentTag(String experimentId, String key, String value) {
    experiments.setExperimentTag(experimentId, key, value);
  }

  @Override
  public void deleteExperimentTag(String experimentId, String key) {
    experiments.deleteExperimentTag(experimentId, key);
  }

  @Override
  public Run createRun(NewRun spec) {
    return runs.createRun(spec);
  }

  @Override
  public Run getRun(String runId) {
    return runs.getRun(runId);
  }

  @Override
  public RunInfo updateRun(String runId, RunUpdate update) {
    return runs.updateRun(runId, update);
  }

  @Override
  public void deleteRun(String runId) {
    runs.move(runId, LifecycleStage.DELETED);
  }

  @Override
  public void restoreRun(String runId) {
    runs.move(runId, LifecycleStage.ACTIVE);
  }

  @Override
  public void logBatch(String runId, LogBatch batch) {
    logging.logBatch(runId, batch);
  }

  @Override
  public void logMetric(String runId, Metric metric) {
    logging.logMetric(runId, metric);
  }

  @Override
  public void logParam(String runId, Param param) {
    logging.logParam(runId, param);
  }

  @Override
  public void setTag(String runId, String key, String value) {
    logging.setTag(runId, key, value);
  }

  @Override
  public void deleteTag(String runId, String key) {
    runs.deleteTag(runId, key);
  }

  @Override
  public void logInputs(String runId, RunInputs inputs) {
    runs.logInputs(runId, inputs);
  }

  @Override
  public List<DatasetSummary> searchDatasets(List<String> experimentIds) {
    return runs.searchDatasets(experimentIds);
  }

  @Override
  public void logOutputs(String runId, List<ModelOutput> outputs) {
    runs.logOutputs(runId, outputs);
  }

  @Override
  public void logModelHistory(String runId, String modelJson) {
    runs.logModelHistory(runId, modelJson);
  }

  @Override
  public Page<Run> searchRuns(RunQuery query) {
    return runs.searchRuns(query);
  }

  @Override
  public Page<Metric> getMetricHistory(
      String runId, String key, @Nullable Integer maxResults, @Nullable String pageToken) {
    return history.getMetricHistory(runId, key, maxResults, pageToken);
  }

  @Override
  public List<RunMetric> getMetricHistoryBulk(List<String> runIds, String key, int maxResults) {
    return history.getMetricHistoryBulk(runIds, key, maxResults);
  }

  @Override
  public List<RunMetric> getMetricHistoryBulkInterval(MetricInterval interval) {
    return history.getMetricHistoryBulkInterval(interval);
  }

  @Override
  public List<ArtifactInfo> listArtifacts(String runId, String path) {
    return artifacts.listArtifacts(runId, path);
  }

  @Override
  public StoredFile openArtifact(String runId, String path) {
    return artifacts.openArtifact(runId, path);
  }

  @Override
  public void logArtifact(String runId, String path, InputStream content) {
    artifacts.logArtifact(runId, path, content);
  }

  @Override
  public void logArtifacts(String runId, String path, Path localDirectory) {
    artifacts.logArtifacts(runId, path, localDirectory);
  }

  @Override
  public void deleteArtifacts(String runId, String path) {
    artifacts.deleteArtifacts(runId, path);
  }

  @Override
  public List<ArtifactInfo> listLoggedModelArtifacts(String modelId, String path) {
    return artifacts.listLoggedModelArtifacts(modelId, path);
  }

  @Override
  public StoredFile openLoggedModelArtifact(String modelId, String path) {
    return artifacts.openLoggedModelArtifact(modelId, path);
  }

  @Override
  public LoggedModel logModel(String runId, String name, Path localDirectory) {
    return artifacts.logModel(runId, name, localDirectory);
  }

  @Override
  public LoggedModel createLoggedModel(NewLoggedModel spec) {
    return models.createLoggedModel(spec);
  }

  @Override
  public LoggedModel getLoggedModel(String modelId) {
    return models.getLoggedModel(modelId);
  }

  @Override
  public LoggedModel getLoggedModel(String modelId, ViewType view) {
    return models.getLoggedModel(modelId, view);
  }

  @Override
  public LoggedModel finalizeLoggedModel(String modelId, LoggedModelStatus status) {
    return models.finalizeLoggedModel(modelId, status);
  }

  @Override
  public void deleteLoggedModel(String modelId) {
    models.deleteLoggedModel(modelId);
  }

  @Override
  public void setLoggedModelTags(String modelId, Map<String, String> tags) {
    models.setLoggedModelTags(modelId, tags);
  }

  @Override
  public void deleteLoggedModelTag(String modelId, String key) {
    models.deleteLoggedModelTag(modelId, key);
  }

  @Override
  public void logLoggedModelParams(String modelId, List<Param> params) {
    models.logLoggedModelParams(modelId, params);
  }

  @Override
  public Page<LoggedModel> searchLoggedModels(LoggedModelQuery query) {
    return models.searchLoggedModels(query);
  }
}
