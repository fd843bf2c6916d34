package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.Imports;
import io.mudbrick.tracking.LifecycleStage;
import io.mudbrick.tracking.LoggedModel;
import io.mudbrick.tracking.LoggedModelInfo;
import io.mudbrick.tracking.LoggedModelStatus;
import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.MetricOrigin;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunData;
import io.mudbrick.tracking.RunInfo;
import io.mudbrick.tracking.RunInputs;
import io.mudbrick.tracking.RunMetric;
import io.mudbrick.tracking.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /mudbrick/tracking/import}: the way in for what another MLflow recorded. */
final class ImportRoutes {
  private ImportRoutes() {}

  static void mount(Routes routes) {
    String root = "/mudbrick/tracking/import/";
    routes
        .post(root + "experiments", Policy.AUTHENTICATED, ImportRoutes::experiment)
        .post(root + "known", Policy.AUTHENTICATED, ImportRoutes::known)
        .post(root + "points", Policy.AUTHENTICATED, ImportRoutes::points)
        .post(root + "runs", Policy.AUTHENTICATED, ImportRoutes::run)
        .post(root + "logged-models", Policy.AUTHENTICATED, ImportRoutes::model);
  }

  record Source(
      String experimentId,
      String name,
      @Nullable String artifactLocation,
      LifecycleStage lifecycleStage,
      long creationTime,
      long lastUpdateTime,
      List<KeyValue> tags) {}

  private static HttpReply experiment(HttpCall call) {
    Source source = call.request(Source.class);
    String location = source.artifactLocation();
    Experiment here =
        call.service(Imports.class)
            .importExperiment(
                new Experiment(
                    source.experimentId(),
                    source.name(),
                    location == null ? "" : location,
                    source.lifecycleStage(),
                    Instant.ofEpochMilli(source.creationTime()),
                    Instant.ofEpochMilli(source.lastUpdateTime()),
                    KeyValue.map(source.tags())));
    return HttpReply.json(
        Map.of("experiment_id", here.experimentId(), "artifact_location", here.artifactLocation()));
  }

  record Known(String experimentId, List<String> ids) {}

  private static HttpReply known(HttpCall call) {
    Known request = call.request(Known.class);
    return HttpReply.json(
        Map.of("ids", call.service(Imports.class).imported(request.experimentId(), request.ids())));
  }

  record Points(String experimentId, String runId, boolean first, List<WireMetric> points) {}

  private static HttpReply points(HttpCall call) {
    Points request = call.request(Points.class);
    call.service(Imports.class)
        .importPoints(
            request.experimentId(),
            request.runId(),
            request.first(),
            WireMetric.all("points", request.points()));
    return HttpReply.empty();
  }

  record NewRun(
      String runId,
      String experimentId,
      @Nullable String runName,
      @Nullable String userId,
      RunStatus status,
      LifecycleStage lifecycleStage,
      long startTime,
      @Nullable Long endTime,
      List<KeyValue> params,
      List<KeyValue> tags,
      List<WireRun.Input> datasetInputs,
      List<WireRun.Model> modelInputs,
      List<WireRun.Model> modelOutputs) {

    Run run() {
      RunInfo info =
          new RunInfo(
              runId,
              runName == null ? "" : runName,
              experimentId,
              userId == null ? "" : userId,
              status,
              Instant.ofEpochMilli(startTime),
              endTime == null ? null : Instant.ofEpochMilli(endTime),
              "",
              lifecycleStage);
      RunData data =
          new RunData(
              List.of(),
              params.stream().map(KeyValue::param).toList(),
              tags.stream().map(KeyValue::tag).toList());
      RunInputs inputs =
          new RunInputs(
              datasetInputs.stream().map(WireRun.Input::input).toList(),
              modelInputs.stream().map(WireRun.Model::input).toList());
      return new Run(info, data, inputs, modelOutputs.stream().map(WireRun.Model::output).toList());
    }
  }

  private static HttpReply run(HttpCall call) {
    return made(call.service(Imports.class).importRun(call.request(NewRun.class).run()));
  }

  private static HttpReply made(boolean made) {
    return HttpReply.json(Map.of("imported", made));
  }

  record Model(
      String modelId,
      String experimentId,
      String name,
      LoggedModelStatus status,
      LifecycleStage lifecycleStage,
      @Nullable String modelType,
      @Nullable String sourceRunId,
      long creationTimestampMs,
      long lastUpdatedTimestampMs,
      List<KeyValue> params,
      List<KeyValue> tags,
      List<WireMetric> metrics) {

    LoggedModel model() {
      LoggedModelInfo info =
          new LoggedModelInfo(
              modelId,
              experimentId,
              name,
              status,
              Instant.ofEpochMilli(creationTimestampMs),
              Instant.ofEpochMilli(lastUpdatedTimestampMs),
              "",
              sourceRunId,
              modelType);
      return new LoggedModel(
          info,
          KeyValue.map(tags),
          params.stream().map(KeyValue::param).toList(),
          metrics.stream().map(this::metric).toList());
    }

    private RunMetric metric(WireMetric sent) {
      Metric metric = sent.metric("");
      MetricOrigin origin = new MetricOrigin(modelId, sent.datasetName(), sent.datasetDigest());
      return new RunMetric(
          sent.runId() == null ? "" : sent.runId(),
          new Metric(metric.key(), metric.value(), metric.timestamp(), metric.step(), origin));
    }
  }

  private static HttpReply model(HttpCall call) {
    Model request = call.request(Model.class);
    return made(
        call.service(Imports.class).importLoggedModel(request.model(), request.lifecycleStage()));
  }
}
