package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.tracking.Dataset;
import io.mudbrick.tracking.DatasetInput;
import io.mudbrick.tracking.ModelInput;
import io.mudbrick.tracking.ModelOutput;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunInfo;
import io.mudbrick.tracking.RunInputs;
import io.mudbrick.tracking.TrackingErrors;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A run on the wire. */
record WireRun(Info info, Data data, Inputs inputs, @Nullable Outputs outputs) {

  static WireRun of(Run run) {
    return new WireRun(
        Info.of(run.info()),
        new Data(
            Repeated.of(run.data().metrics().stream().map(WireMetric::of).toList()),
            Repeated.of(run.data().params().stream().map(KeyValue::of).toList()),
            Repeated.of(run.data().tags().stream().map(KeyValue::of).toList())),
        Inputs.of(run.inputs()),
        new Outputs(Repeated.of(run.outputs().stream().map(Model::of).toList())));
  }

  /** As the call that creates one shows it: nothing is said of outputs. */
  static WireRun created(Run run) {
    WireRun whole = of(run);
    return new WireRun(whole.info, whole.data, whole.inputs, null);
  }

  record Info(
      String runUuid,
      String runId,
      String runName,
      String experimentId,
      String userId,
      String status,
      long startTime,
      @Nullable Long endTime,
      String artifactUri,
      String lifecycleStage) {

    static Info of(RunInfo info) {
      Instant end = info.endTime();
      return new Info(
          info.runId(),
          info.runId(),
          info.runName(),
          info.experimentId(),
          info.userId(),
          info.status().name(),
          info.startTime().toEpochMilli(),
          end == null ? null : end.toEpochMilli(),
          info.artifactUri(),
          info.lifecycleStage().wireName());
    }
  }

  record Data(
      @Nullable List<WireMetric> metrics,
      @Nullable List<KeyValue> params,
      @Nullable List<KeyValue> tags) {}

  record Inputs(@Nullable List<Input> datasetInputs, @Nullable List<Model> modelInputs) {
    static Inputs of(RunInputs inputs) {
      return new Inputs(
          Repeated.of(inputs.datasets().stream().map(Input::of).toList()),
          Repeated.of(
              inputs.models().stream().map(model -> new Model(model.modelId(), null)).toList()));
    }
  }

  record Outputs(@Nullable List<Model> modelOutputs) {}

  record Input(@Nullable List<KeyValue> tags, @Nullable WireDataset dataset) {
    static Input of(DatasetInput input) {
      return new Input(Repeated.of(KeyValue.of(input.tags())), WireDataset.of(input.dataset()));
    }

    DatasetInput input() {
      if (dataset == null) {
        throw TrackingErrors.missingValue("dataset");
      }
      return new DatasetInput(dataset.dataset(), KeyValue.map(tags == null ? List.of() : tags));
    }
  }

  record WireDataset(
      @Nullable String name,
      @Nullable String digest,
      @Nullable String sourceType,
      @Nullable String source,
      @Nullable String schema,
      @Nullable String profile) {

    static WireDataset of(Dataset dataset) {
      return new WireDataset(
          dataset.name(),
          dataset.digest(),
          dataset.sourceType(),
          dataset.source(),
          dataset.schema(),
          dataset.profile());
    }

    Dataset dataset() {
      return Dataset.named(required("name", name), required("digest", digest))
          .source(required("source_type", sourceType), required("source", source))
          .schema(schema)
          .profile(profile)
          .build();
    }
  }

  record Model(@Nullable String modelId, @Nullable Long step) {
    static Model of(ModelOutput output) {
      return new Model(output.modelId(), output.step());
    }

    ModelInput input() {
      return new ModelInput(required("model_id", modelId));
    }

    ModelOutput output() {
      return new ModelOutput(required("model_id", modelId), step == null ? 0 : step);
    }
  }

  private static String required(String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      throw TrackingErrors.missingValue(name);
    }
    return value;
  }
}
