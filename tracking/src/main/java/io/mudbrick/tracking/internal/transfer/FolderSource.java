package io.mudbrick.tracking.internal.transfer;

import io.mudbrick.tracking.Dataset;
import io.mudbrick.tracking.DatasetInput;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.LoggedModel;
import io.mudbrick.tracking.LoggedModelInfo;
import io.mudbrick.tracking.ModelInput;
import io.mudbrick.tracking.ModelOutput;
import io.mudbrick.tracking.Param;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunData;
import io.mudbrick.tracking.RunInfo;
import io.mudbrick.tracking.RunInputs;
import io.mudbrick.tracking.RunMetric;
import io.mudbrick.tracking.RunTag;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An {@code mlruns} folder, as MLflow's file store keeps it. */
public final class FolderSource implements MlflowSource {
  private static final String META = "meta.yaml";
  private static final String TRASH = ".trash";
  private static final String MODELS = "models";
  private static final Set<String> NO_RUNS = Set.of("tags", "datasets", "traces", MODELS);

  private final Path root;
  private final Map<String, Path> experiments = new LinkedHashMap<>();

  /**
   * @throws BrokenSourceException when there is no such folder
   */
  public FolderSource(Path folder) throws BrokenSourceException {
    try {
      this.root = folder.toRealPath();
    } catch (IOException e) {
      throw SourceFiles.unreadable(folder, e);
    }
  }

  @Override
  public List<Experiment> experiments(Consumer<String> broken) {
    List<Experiment> found = new ArrayList<>();
    for (Path parent : List.of(root, root.resolve(TRASH))) {
      try {
        for (Path directory : SourceFiles.directories(parent)) {
          String name = directory.getFileName().toString();
          if (!name.startsWith(".") && !name.equals(MODELS)) {
            add(directory, found, broken);
          }
        }
      } catch (BrokenSourceException e) {
        broken.accept(e.getMessage());
      }
    }
    return found;
  }

  private void add(Path directory, List<Experiment> found, Consumer<String> broken) {
    try {
      Experiment experiment = experiment(directory);
      Path other = experiments.putIfAbsent(experiment.experimentId(), directory);
      if (other != null) {
        throw new BrokenSourceException(directory, "the same experiment as " + other);
      }
      found.add(experiment);
    } catch (BrokenSourceException e) {
      broken.accept(e.getMessage());
    }
  }

  private static Experiment experiment(Path directory) throws BrokenSourceException {
    Meta meta = meta(directory, "experiment_id");
    return new Experiment(
        meta.required("experiment_id"),
        meta.required("name"),
        meta.text("artifact_location"),
        meta.stage(),
        meta.timeOrZero("creation_time"),
        meta.timeOrZero("last_update_time"),
        texts(directory.resolve("tags")));
  }

  /** The fields of a directory's {@code meta.yaml}, which must be that directory's own. */
  private static Meta meta(Path directory, String... idNames) throws BrokenSourceException {
    Path file = directory.resolve(META);
    Meta meta = new Meta(file, SourceFiles.yaml(file));
    String id = meta.required(idNames);
    if (!id.equals(directory.getFileName().toString())) {
      throw new BrokenSourceException(file, idNames[0] + " '" + id + "' is not its directory's");
    }
    return meta;
  }

  /** The files of a directory as keys and values. */
  private static Map<String, String> texts(Path directory) throws BrokenSourceException {
    Map<String, String> texts = new TreeMap<>();
    for (Path file : SourceFiles.files(directory)) {
      texts.put(SourceFiles.name(directory, file), SourceFiles.text(file));
    }
    return texts;
  }

  private Path directory(String experimentId) {
    Path directory = experiments.get(experimentId);
    if (directory == null) {
      throw new IllegalArgumentException("no experiment " + experimentId);
    }
    return directory;
  }

  @Override
  public List<String> runs(String experimentId) throws BrokenSourceException {
    return SourceFiles.directories(directory(experimentId)).stream()
        .map(directory -> directory.getFileName().toString())
        .filter(name -> !name.startsWith(".") && !NO_RUNS.contains(name))
        .toList();
  }

  @Override
  public SourceRun run(String experimentId, String runId) throws BrokenSourceException {
    Path directory = directory(experimentId).resolve(runId);
    Meta meta = meta(directory, "run_id", "run_uuid");
    Map<String, String> tags = texts(directory.resolve("tags"));
    String tagged = tags.getOrDefault(RunTag.RUN_NAME, "");
    RunInfo info =
        new RunInfo(
            runId,
            tagged.isEmpty() ? meta.text("run_name", "name") : tagged,
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
            params(directory),
            tags.entrySet().stream().map(tag -> new RunTag(tag.getKey(), tag.getValue())).toList());
    Run run = new Run(info, data, inputs(experimentId, directory), outputs(directory));
    Path metrics = directory.resolve("metrics");
    return new SourceRun(
        run,
        consumer -> {
          for (Path file : SourceFiles.files(metrics)) {
            String key = SourceFiles.name(metrics, file);
            SourceFiles.lines(
                file,
                (line, number) ->
                    consumer.accept(MetricLine.ofRun(file + ":" + number, key, line)));
          }
        },
        artifacts(directory, info.artifactUri()),
        info.artifactUri());
  }

  private static List<Param> params(Path directory) throws BrokenSourceException {
    return texts(directory.resolve("params")).entrySet().stream()
        .map(param -> new Param(param.getKey(), param.getValue()))
        .toList();
  }

  private @Nullable Path artifacts(Path directory, String uri) {
    Path own = directory.resolve("artifacts");
    return SourceFiles.isDirectory(own) ? own : LocalArtifacts.below(root, uri);
  }

  private RunInputs inputs(String experimentId, Path run) throws BrokenSourceException {
    List<DatasetInput> datasets = new ArrayList<>();
    List<ModelInput> models = new ArrayList<>();
    for (Path input : SourceFiles.directories(run.resolve("inputs"))) {
      Path file = input.resolve(META);
      Meta meta = new Meta(file, SourceFiles.yaml(file));
      String id = meta.required("source_id");
      if (meta.text("source_type").equals("MODEL")) {
        models.add(new ModelInput(id));
      } else {
        datasets.add(new DatasetInput(dataset(experimentId, id, file), tags(meta)));
      }
    }
    return new RunInputs(datasets, models);
  }

  private Dataset dataset(String experimentId, String id, Path usedBy)
      throws BrokenSourceException {
    if (!id.matches("[0-9a-zA-Z_-]{1,64}")) {
      throw new BrokenSourceException(usedBy, "source_id '" + id + "' is no dataset's");
    }
    Path file = directory(experimentId).resolve("datasets").resolve(id).resolve(META);
    Meta meta = new Meta(file, SourceFiles.yaml(file));
    return Dataset.named(meta.required("name"), meta.required("digest"))
        .source(meta.required("source_type"), meta.text("source"))
        .schema(meta.nullableText("schema"))
        .profile(meta.nullableText("profile"))
        .build();
  }

  private static Map<String, String> tags(Meta meta) {
    Map<String, String> tags = new TreeMap<>();
    if (meta.fields().get("tags") instanceof Map<?, ?> given) {
      given.forEach((key, value) -> tags.put(String.valueOf(key), String.valueOf(value)));
    }
    return tags;
  }

  private static List<ModelOutput> outputs(Path run) throws BrokenSourceException {
    List<ModelOutput> outputs = new ArrayList<>();
    for (Path output : SourceFiles.directories(run.resolve("outputs"))) {
      Path file = output.resolve(META);
      Meta meta = new Meta(file, SourceFiles.yaml(file));
      String step = meta.text("step");
      if (!step.matches("-?[0-9]{0,18}")) {
        throw new BrokenSourceException(file, "step is no number: '" + step + "'");
      }
      outputs.add(
          new ModelOutput(meta.required("source_id"), step.isEmpty() ? 0 : Long.parseLong(step)));
    }
    return outputs;
  }

  @Override
  public List<String> models(String experimentId) throws BrokenSourceException {
    return SourceFiles.directories(directory(experimentId).resolve(MODELS)).stream()
        .map(directory -> directory.getFileName().toString())
        .toList();
  }

  @Override
  public SourceModel model(String experimentId, String modelId) throws BrokenSourceException {
    Path directory = directory(experimentId).resolve(MODELS).resolve(modelId);
    Meta meta = meta(directory, "model_id");
    LoggedModelInfo info =
        new LoggedModelInfo(
            modelId,
            experimentId,
            meta.required("name"),
            meta.modelStatus(),
            meta.timeOrZero("creation_timestamp"),
            meta.timeOrZero("last_updated_timestamp"),
            meta.text("artifact_location"),
            meta.nullableText("source_run_id"),
            meta.nullableText("model_type"));
    List<RunMetric> metrics = new ArrayList<>();
    Path folder = directory.resolve("metrics");
    for (Path file : SourceFiles.files(folder)) {
      String key = SourceFiles.name(folder, file);
      SourceFiles.lines(
          file,
          (line, number) ->
              metrics.add(MetricLine.ofModel(file + ":" + number, key, line, modelId)));
    }
    return new SourceModel(
        new LoggedModel(info, texts(directory.resolve("tags")), params(directory), metrics),
        meta.stage(),
        artifacts(directory, info.artifactUri()));
  }

  @Override
  public List<String> leftBehind() {
    List<String> remarks = new ArrayList<>();
    try {
      int registered = SourceFiles.directories(root.resolve(MODELS)).size();
      if (registered > 0) {
        remarks.add(registered + " registered models in " + root.resolve(MODELS));
      }
      for (Path experiment : experiments.values()) {
        int traces = SourceFiles.directories(experiment.resolve("traces")).size();
        if (traces > 0) {
          remarks.add(traces + " traces in " + experiment.resolve("traces"));
        }
      }
    } catch (BrokenSourceException e) {
      remarks.add(e.getMessage());
    }
    return remarks;
  }

  @Override
  public void close() {
    // Nothing is held open between calls.
  }
}
