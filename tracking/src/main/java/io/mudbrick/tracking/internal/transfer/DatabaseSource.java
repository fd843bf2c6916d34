package io.mudbrick.tracking.internal.transfer;

import io.mudbrick.tracking.Dataset;
import io.mudbrick.tracking.DatasetInput;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.LoggedModel;
import io.mudbrick.tracking.LoggedModelInfo;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.MetricOrigin;
import io.mudbrick.tracking.ModelInput;
import io.mudbrick.tracking.ModelOutput;
import io.mudbrick.tracking.Param;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunData;
import io.mudbrick.tracking.RunInfo;
import io.mudbrick.tracking.RunInputs;
import io.mudbrick.tracking.RunMetric;
import io.mudbrick.tracking.RunTag;
import io.mudbrick.tracking.internal.jdbc.SourceDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An MLflow database in SQLite, of MLflow 2 or 3. */
public final class DatabaseSource implements MlflowSource {
  private static final int RUN_SEGMENTS = 3; // <experiment>/<run>/artifacts
  private static final int MODEL_SEGMENTS = 4; // <experiment>/models/<model>/artifacts

  private final Path file;
  private final SourceDatabase database;
  private final List<Path> roots = new ArrayList<>();

  /**
   * @param artifacts where the files of runs are; {@code null} for the usual folders beside it
   * @throws BrokenSourceException when it is no such database
   */
  public DatabaseSource(Path database, @Nullable Path artifacts) throws BrokenSourceException {
    try {
      this.file = database.toRealPath();
      if (artifacts != null) {
        roots.add(artifacts.toRealPath());
      } else {
        Path folder = file.getParent();
        for (String name : List.of("mlartifacts", "mlruns")) {
          Path root = folder == null ? Path.of(name) : folder.resolve(name);
          if (SourceFiles.isDirectory(root)) {
            roots.add(root);
          }
        }
      }
    } catch (IOException e) {
      throw SourceFiles.unreadable(database, e);
    }
    try {
      this.database = new SourceDatabase(file);
    } catch (IOException e) {
      throw SourceFiles.unreadable(file, e);
    }
    if (!this.database.has("experiments") || !this.database.has("runs")) {
      this.database.close();
      throw new BrokenSourceException(file, "it has no tables of MLflow");
    }
  }

  private List<Map<String, @Nullable Object>> select(
      String table, String condition, Object... values) throws BrokenSourceException {
    try {
      return database.select(table, condition, values);
    } catch (IOException e) {
      throw SourceFiles.unreadable(file, e);
    }
  }

  private void forEachPoint(String runId, Consumer<Metric> consumer) throws BrokenSourceException {
    try {
      database.<BrokenSourceException>forEach(
          "SELECT key, value, timestamp, step, is_nan FROM metrics WHERE run_uuid = ?"
              + " ORDER BY key, timestamp, step",
          point -> consumer.accept(point(new Meta(place("metrics of run", runId), point))),
          runId);
    } catch (IOException e) {
      throw SourceFiles.unreadable(file, e);
    }
  }

  private String place(String table, String id) {
    return file + ", " + table + " " + id;
  }

  @Override
  public List<Experiment> experiments(Consumer<String> broken) {
    List<Experiment> found = new ArrayList<>();
    try {
      for (Map<String, @Nullable Object> row :
          select("experiments", "true ORDER BY experiment_id")) {
        try {
          found.add(experiment(row));
        } catch (BrokenSourceException e) {
          broken.accept(e.getMessage());
        }
      }
    } catch (BrokenSourceException e) {
      broken.accept(e.getMessage());
    }
    return found;
  }

  private Experiment experiment(Map<String, @Nullable Object> row) throws BrokenSourceException {
    String id = String.valueOf(row.get("experiment_id"));
    Meta meta = new Meta(place("experiments", id), row);
    return new Experiment(
        id,
        meta.required("name"),
        meta.text("artifact_location"),
        meta.stage(),
        meta.timeOrZero("creation_time"),
        meta.timeOrZero("last_update_time"),
        texts("experiment_tags", "experiment_id", id, "key", "value"));
  }

  private Map<String, String> texts(String table, String owner, String id, String key, String value)
      throws BrokenSourceException {
    Map<String, String> texts = new TreeMap<>();
    for (Map<String, @Nullable Object> row : select(table, owner + " = ?", id)) {
      Meta meta = new Meta(place(table, id), row);
      texts.put(meta.required(key), meta.text(value));
    }
    return texts;
  }

  private List<String> ids(String table, String column, String experimentId)
      throws BrokenSourceException {
    return select(table, "experiment_id = ? ORDER BY " + column, experimentId).stream()
        .map(row -> String.valueOf(row.get(column)))
        .toList();
  }

  @Override
  public List<String> runs(String experimentId) throws BrokenSourceException {
    return ids("runs", "run_uuid", experimentId);
  }

  @Override
  public List<String> models(String experimentId) throws BrokenSourceException {
    return ids("logged_models", "model_id", experimentId);
  }

  private Meta row(String table, String column, String id) throws BrokenSourceException {
    List<Map<String, @Nullable Object>> rows = select(table, column + " = ?", id);
    if (rows.size() != 1) {
      throw new BrokenSourceException(place(table, id), "there are " + rows.size() + " such rows");
    }
    return new Meta(place(table, id), rows.get(0));
  }

  @Override
  public SourceRun run(String experimentId, String runId) throws BrokenSourceException {
    Meta meta = row("runs", "run_uuid", runId);
    Map<String, String> tags = texts("tags", "run_uuid", runId, "key", "value");
    String tagged = tags.getOrDefault(RunTag.RUN_NAME, "");
    RunInfo info =
        new RunInfo(
            runId,
            tagged.isEmpty() ? meta.text("name") : tagged,
            experimentId,
            meta.text("user_id"),
            meta.runStatus(),
            meta.timeOrZero("start_time"),
            meta.time("end_time"),
            meta.text("artifact_uri"),
            meta.stage());
    RunData data =
        new RunData(
            List.of(),
            params("params", "run_uuid", runId, "key", "value"),
            tags.entrySet().stream().map(tag -> new RunTag(tag.getKey(), tag.getValue())).toList());
    Run run = new Run(info, data, inputs(runId), outputs(runId));
    return new SourceRun(
        run,
        consumer -> forEachPoint(runId, consumer),
        artifacts(info.artifactUri(), RUN_SEGMENTS),
        info.artifactUri());
  }

  private static Metric point(Meta meta) throws BrokenSourceException {
    boolean nan = meta.text("is_nan").matches("1|true");
    return new Metric(
        meta.required("key"),
        nan ? Double.NaN : real(meta, "value"),
        whole(meta, "timestamp"),
        whole(meta, "step"),
        null);
  }

  private static double real(Meta meta, String column) throws BrokenSourceException {
    if (meta.fields().get(column) instanceof Number number) {
      return number.doubleValue();
    }
    throw new BrokenSourceException(meta.place(), column + " is no number");
  }

  private static long whole(Meta meta, String column) throws BrokenSourceException {
    if (meta.fields().get(column) instanceof Number number) {
      return number.longValue();
    }
    throw new BrokenSourceException(meta.place(), column + " is no number");
  }

  private List<Param> params(String table, String owner, String id, String key, String value)
      throws BrokenSourceException {
    return texts(table, owner, id, key, value).entrySet().stream()
        .map(param -> new Param(param.getKey(), param.getValue()))
        .toList();
  }

  private @Nullable Path artifacts(String uri, int segments) {
    for (Path root : roots) {
      Path exact = LocalArtifacts.below(root, uri);
      Path found = exact != null ? exact : LocalArtifacts.moved(root, uri, segments);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private RunInputs inputs(String runId) throws BrokenSourceException {
    List<DatasetInput> datasets = new ArrayList<>();
    for (Map<String, @Nullable Object> row :
        select("inputs", "destination_id = ? AND source_type = 'DATASET' ORDER BY rowid", runId)) {
      Meta meta = new Meta(place("inputs of run", runId), row);
      Map<String, String> tags =
          texts("input_tags", "input_uuid", meta.required("input_uuid"), "name", "value");
      Meta dataset = row("datasets", "dataset_uuid", meta.required("source_id"));
      datasets.add(new DatasetInput(dataset(dataset), tags));
    }
    List<ModelInput> models =
        edges(runId, "RUN_INPUT").stream()
            .map(edge -> new ModelInput(edge.text("destination_id")))
            .toList();
    return new RunInputs(datasets, models);
  }

  private static Dataset dataset(Meta meta) throws BrokenSourceException {
    return Dataset.named(meta.required("name"), meta.required("digest"))
        .source(meta.required("dataset_source_type"), meta.text("dataset_source"))
        .schema(meta.nullableText("dataset_schema"))
        .profile(meta.nullableText("dataset_profile"))
        .build();
  }

  /** What leads from a run to logged models. */
  private List<Meta> edges(String runId, String type) throws BrokenSourceException {
    return select("inputs", "source_id = ? AND source_type = ? ORDER BY rowid", runId, type)
        .stream()
        .map(row -> new Meta(place("inputs of run", runId), row))
        .toList();
  }

  private List<ModelOutput> outputs(String runId) throws BrokenSourceException {
    List<ModelOutput> outputs = new ArrayList<>();
    for (Meta edge : edges(runId, "RUN_OUTPUT")) {
      outputs.add(
          new ModelOutput(
              edge.required("destination_id"),
              edge.fields().containsKey("step") ? whole(edge, "step") : 0));
    }
    return outputs;
  }

  @Override
  public SourceModel model(String experimentId, String modelId) throws BrokenSourceException {
    Meta meta = row("logged_models", "model_id", modelId);
    LoggedModelInfo info =
        new LoggedModelInfo(
            modelId,
            experimentId,
            meta.required("name"),
            meta.modelStatus(),
            meta.timeOrZero("creation_timestamp_ms"),
            meta.timeOrZero("last_updated_timestamp_ms"),
            meta.text("artifact_location"),
            meta.nullableText("source_run_id"),
            meta.nullableText("model_type"));
    List<RunMetric> metrics = new ArrayList<>();
    for (Map<String, @Nullable Object> row :
        select("logged_model_metrics", "model_id = ?", modelId)) {
      Meta metric = new Meta(place("logged_model_metrics", modelId), row);
      MetricOrigin origin =
          new MetricOrigin(
              modelId, metric.nullableText("dataset_name"), metric.nullableText("dataset_digest"));
      metrics.add(
          new RunMetric(
              metric.text("run_id"),
              new Metric(
                  metric.required("metric_name"),
                  metric.fields().get("metric_value") == null
                      ? Double.NaN
                      : real(metric, "metric_value"),
                  whole(metric, "metric_timestamp_ms"),
                  whole(metric, "metric_step"),
                  origin)));
    }
    LoggedModel model =
        new LoggedModel(
            info,
            texts("logged_model_tags", "model_id", modelId, "tag_key", "tag_value"),
            params("logged_model_params", "model_id", modelId, "param_key", "param_value"),
            metrics);
    return new SourceModel(model, meta.stage(), artifacts(info.artifactUri(), MODEL_SEGMENTS));
  }

  @Override
  public List<String> leftBehind() {
    List<String> remarks = new ArrayList<>();
    Map<String, String> others =
        Map.of("registered_models", "registered models", "trace_info", "traces");
    others.forEach(
        (table, what) -> {
          try {
            int count = select(table, "true").size();
            if (count > 0) {
              remarks.add(count + " " + what + " in " + file);
            }
          } catch (BrokenSourceException e) {
            remarks.add(e.getMessage());
          }
        });
    if (roots.isEmpty()) {
      remarks.add("files of runs, as there is no mlartifacts or mlruns beside it: --artifacts DIR");
    }
    return remarks;
  }

  @Override
  public void close() {
    database.close();
  }
}
