package io.mudbrick.tracking.internal.transfer;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.cli.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a caller may read of a platform as a folder of MLflow's file store. The {@code
 * meta.yaml} of a run or model comes last: without it, it is not there.
 */
public final class Exporter {
  private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts";
  private static final String OWN_SCHEME = "mlflow-artifacts:/";
  private static final List<String> RUN_STATUS =
      List.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");
  private static final List<String> MODEL_STATUS =
      List.of("LOGGED_MODEL_PENDING", "LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED");

  private final Connection platform;
  private final FolderWriter out;
  private final Consumer<String> progress;
  private final ExportReport report = new ExportReport();

  /**
   * @param progress is told how far the work has come, once for each run and model
   * @throws BrokenSourceException when the folder is not empty
   */
  public Exporter(Connection platform, Path folder, Consumer<String> progress)
      throws BrokenSourceException {
    this.platform = platform;
    this.out = new FolderWriter(folder);
    this.progress = progress;
  }

  /**
   * @param named the experiments by name; all that the caller may read if there are none
   */
  public ExportReport run(List<String> named) throws BrokenSourceException {
    out.directory(".trash");
    for (Map<String, Object> experiment :
        Pages.all(platform, "experiments/search", "experiments", Map.of("view_type", "ALL"))) {
      if (named.isEmpty() || named.contains(text(experiment, "name"))) {
        write(experiment);
      }
    }
    return report;
  }

  private static String text(Map<String, Object> of, String field) {
    return Objects.toString(of.get(field), "");
  }

  private static Map<String, Object> map(Map<String, Object> of, String field) {
    return Pages.map(of, field);
  }

  private static List<Map<String, Object>> list(Map<String, Object> of, String field) {
    return Connection.maps(of.get(field));
  }

  private void write(Map<String, Object> experiment) throws BrokenSourceException {
    String id = text(experiment, "experiment_id");
    boolean deleted = text(experiment, "lifecycle_stage").equals("deleted");
    String root = deleted ? ".trash/" + id : id;
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("artifact_location", location(text(experiment, "artifact_location"), id));
    meta.put("creation_time", experiment.get("creation_time"));
    meta.put("experiment_id", id);
    meta.put("last_update_time", experiment.get("last_update_time"));
    meta.put("lifecycle_stage", text(experiment, "lifecycle_stage"));
    meta.put("name", text(experiment, "name"));
    out.yaml(root + "/meta.yaml", meta);
    report.experiments++;
    attempt(
        "experiment '" + text(experiment, "name") + "'",
        () -> values(root + "/tags/", list(experiment, "tags")));
    String what = text(experiment, "name");
    Map<String, Object> ofIt = Map.of("experiment_ids", List.of(id), "run_view_type", "ALL");
    int done = 0;
    for (Map<String, Object> run : Pages.all(platform, "runs/search", "runs", ofIt)) {
      String runId = text(map(run, "info"), "run_id");
      attempt("run " + runId, () -> writeRun(root, run));
      progress.accept(what + ": " + ++done + " runs");
    }
    Map<String, Object> models = Map.of("experiment_ids", List.of(id));
    for (Map<String, Object> model :
        Pages.all(platform, "logged-models/search", "models", models)) {
      String modelId = text(map(model, "info"), "model_id");
      attempt("logged model " + modelId, () -> writeModel(root, model));
      progress.accept(what + ": " + ++done + " runs and logged models");
    }
  }

  /** A piece of the work. */
  private interface Piece {
    void write() throws BrokenSourceException;
  }

  private void attempt(String what, Piece piece) {
    try {
      piece.write();
    } catch (BrokenSourceException e) {
      report.broken.add(what + ": " + e.getMessage());
    }
  }

  /**
   * Files of our own move to the folder, those elsewhere stay where they are. What lies in the
   * trash has the place that it would have when restored, as MLflow writes it.
   */
  private String location(String uri, String path) {
    if (!uri.startsWith(OWN_SCHEME)) {
      return uri;
    }
    String here = out.root().resolve(path).toUri().toString();
    return here.endsWith("/") ? here.substring(0, here.length() - 1) : here;
  }

  private void values(String folder, List<Map<String, Object>> pairs) throws BrokenSourceException {
    for (Map<String, Object> pair : pairs) {
      out.text(folder + text(pair, "key"), text(pair, "value"));
    }
  }

  private void writeRun(String experiment, Map<String, Object> run) throws BrokenSourceException {
    Map<String, Object> info = map(run, "info");
    Map<String, Object> data = map(run, "data");
    String id = text(info, "run_id");
    String root = experiment + "/" + id;
    for (String folder : List.of("/metrics", "/params", "/tags", "/artifacts")) {
      out.directory(root + folder);
    }
    values(root + "/params/", list(data, "params"));
    values(root + "/tags/", list(data, "tags"));
    for (Map<String, Object> metric : list(data, "metrics")) {
      writeHistory(root + "/metrics/", id, text(metric, "key"));
    }
    writeInputs(experiment, root, run);
    for (Map<String, Object> output : list(map(run, "outputs"), "model_outputs")) {
      String model = text(output, "model_id");
      Map<String, Object> edge = edge("RUN_OUTPUT", "MODEL_OUTPUT", model);
      edge.put("tags", Map.of());
      edge.put("step", Objects.requireNonNullElse(output.get("step"), 0));
      out.yaml(root + "/outputs/" + model + "/meta.yaml", edge);
    }
    files(text(info, "artifact_uri"), root + "/artifacts/");
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put(
        "artifact_uri",
        location(
            text(info, "artifact_uri"), text(info, "experiment_id") + "/" + id + "/artifacts"));
    meta.put("end_time", info.get("end_time"));
    meta.put("entry_point_name", "");
    meta.put("experiment_id", text(info, "experiment_id"));
    meta.put("lifecycle_stage", text(info, "lifecycle_stage"));
    meta.put("run_id", id);
    meta.put("run_name", text(info, "run_name"));
    meta.put("source_name", "");
    meta.put("source_type", 4);
    meta.put("source_version", "");
    meta.put("start_time", info.get("start_time"));
    meta.put("status", RUN_STATUS.indexOf(text(info, "status")) + 1);
    meta.put("user_id", text(info, "user_id"));
    out.yaml(root + "/meta.yaml", meta);
    report.runs++;
  }

  private void writeHistory(String folder, String runId, String key) throws BrokenSourceException {
    StringBuilder lines = new StringBuilder();
    for (Map<String, Object> point : Pages.history(platform, runId, key)) {
      lines.append(line(point)).append('\n');
      report.points++;
    }
    out.text(folder + key, lines.toString());
  }

  private static String line(Map<String, Object> point) {
    double value = Pages.number(point.get("value"));
    String shown = Double.isNaN(value) ? "nan" : Double.toString(value);
    Object step = Objects.requireNonNullElse(point.get("step"), 0);
    return point.get("timestamp") + " " + shown + " " + step;
  }

  private static Map<String, Object> edge(String source, String destination, String id) {
    Map<String, Object> edge = new LinkedHashMap<>();
    edge.put("source_type", source);
    edge.put("source_id", id);
    edge.put("destination_type", destination);
    edge.put("destination_id", id);
    return edge;
  }

  private void writeInputs(String experiment, String root, Map<String, Object> run)
      throws BrokenSourceException {
    Map<String, Object> inputs = map(run, "inputs");
    String runId = text(map(run, "info"), "run_id");
    for (Map<String, Object> input : list(inputs, "dataset_inputs")) {
      Map<String, Object> dataset = map(input, "dataset");
      String id = md5(text(dataset, "name"), text(dataset, "digest"));
      out.yaml(experiment + "/datasets/" + id + "/meta.yaml", dataset(dataset));
      Map<String, Object> edge = edge("DATASET", "RUN", id);
      Map<String, Object> tags = new LinkedHashMap<>();
      list(input, "tags").forEach(tag -> tags.put(text(tag, "key"), text(tag, "value")));
      edge.put("tags", tags);
      out.yaml(root + "/inputs/" + md5(id, runId) + "/meta.yaml", edge);
    }
    for (Map<String, Object> input : list(inputs, "model_inputs")) {
      String id = text(input, "model_id");
      Map<String, Object> edge = edge("MODEL", "RUN", id);
      edge.put("tags", Map.of());
      out.yaml(root + "/inputs/" + md5(id, runId) + "/meta.yaml", edge);
    }
  }

  private static Map<String, @Nullable Object> dataset(Map<String, Object> dataset) {
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    for (String field : List.of("digest", "name", "profile", "schema", "source", "source_type")) {
      meta.put(field, dataset.get(field));
    }
    return meta;
  }

  /** The name that MLflow gives to such a folder. */
  private static String md5(String... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      for (String part : parts) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has MD5", e);
    }
  }

  private void writeModel(String experiment, Map<String, Object> model)
      throws BrokenSourceException {
    Map<String, Object> info = map(model, "info");
    Map<String, Object> data = map(model, "data");
    String id = text(info, "model_id");
    String root = experiment + "/models/" + id;
    for (String folder : List.of("/metrics", "/params", "/tags", "/artifacts")) {
      out.directory(root + folder);
    }
    values(root + "/tags/", list(info, "tags"));
    values(root + "/params/", list(data, "params"));
    Map<String, List<String>> lines = new LinkedHashMap<>();
    for (Map<String, Object> metric : list(data, "metrics")) {
      String dataset = text(metric, "dataset_name");
      String of = dataset.isEmpty() ? "" : " " + dataset + " " + text(metric, "dataset_digest");
      lines
          .computeIfAbsent(text(metric, "key"), key -> new ArrayList<>())
          .add(line(metric) + " " + text(metric, "run_id") + of + "\n");
    }
    for (Map.Entry<String, List<String>> metric : lines.entrySet()) {
      out.text(root + "/metrics/" + metric.getKey(), String.join("", metric.getValue()));
    }
    files(text(info, "artifact_uri"), root + "/artifacts/");
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put(
        "artifact_location",
        location(
            text(info, "artifact_uri"),
            text(info, "experiment_id") + "/models/" + id + "/artifacts"));
    meta.put("creation_timestamp", info.get("creation_timestamp_ms"));
    meta.put("experiment_id", text(info, "experiment_id"));
    meta.put("last_updated_timestamp", info.get("last_updated_timestamp_ms"));
    meta.put("model_id", id);
    meta.put("model_type", info.get("model_type"));
    meta.put("name", text(info, "name"));
    meta.put("source_run_id", info.get("source_run_id"));
    meta.put("status", MODEL_STATUS.indexOf(text(info, "status")) + 1);
    meta.put("status_message", null);
    out.yaml(root + "/meta.yaml", meta);
    report.models++;
  }

  /** Copies the files that our own store keeps at a place. */
  private void files(String uri, String folder) throws BrokenSourceException {
    if (uri.startsWith(OWN_SCHEME)) {
      copy(uri.substring(OWN_SCHEME.length()), folder);
    }
  }

  private void copy(String path, String folder) throws BrokenSourceException {
    try {
      for (Map<String, Object> file : list(platform.get(FILES, "path", path), "files")) {
        String name = text(file, "path");
        if (Boolean.TRUE.equals(file.get("is_dir"))) {
          copy(path + "/" + name, folder + name + "/");
          continue;
        }
        String address =
            Arrays.stream((path + "/" + name).split("/", -1))
                .map(Connection::segment)
                .collect(Collectors.joining("/"));
        try (InputStream content = platform.download(FILES + "/" + address)) {
          report.bytes += out.stream(folder + name, content);
          report.files++;
        }
      }
    } catch (PlatformException e) {
      throw new BrokenSourceException(path, e.message());
    } catch (IOException e) {
      throw SourceFiles.unreadable(path, e);
    }
  }
}
