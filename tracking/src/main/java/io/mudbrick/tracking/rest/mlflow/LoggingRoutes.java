package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.tracking.LogBatch;
import io.mudbrick.tracking.Param;
import io.mudbrick.tracking.RunInputs;
import io.mudbrick.tracking.Tracking;
import io.mudbrick.tracking.TrackingErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /mlflow/runs/log-*}, tags, inputs and outputs: what is logged to a run. */
final class LoggingRoutes {
  private LoggingRoutes() {}

  static void mount(Routes routes) {
    routes
        .post("/mlflow/runs/log-metric", Policy.AUTHENTICATED, LoggingRoutes::logMetric)
        .post("/mlflow/runs/log-parameter", Policy.AUTHENTICATED, LoggingRoutes::logParam)
        .post("/mlflow/runs/log-batch", Policy.AUTHENTICATED, LoggingRoutes::logBatch)
        .post("/mlflow/runs/set-tag", Policy.AUTHENTICATED, LoggingRoutes::setTag)
        .post("/mlflow/runs/delete-tag", Policy.AUTHENTICATED, LoggingRoutes::deleteTag)
        .post("/mlflow/runs/log-inputs", Policy.AUTHENTICATED, LoggingRoutes::logInputs)
        .post("/mlflow/runs/outputs", Policy.AUTHENTICATED, LoggingRoutes::logOutputs)
        .post("/mlflow/runs/log-model", Policy.AUTHENTICATED, LoggingRoutes::logModel);
  }

  record LogMetric(
      @Nullable String runId,
      @Nullable String runUuid,
      @Nullable String key,
      @Nullable Double value,
      @Nullable Long timestamp,
      @Nullable Long step,
      @Nullable String modelId,
      @Nullable String datasetName,
      @Nullable String datasetDigest) {

    WireMetric metric() {
      return new WireMetric(key, value, timestamp, step, modelId, datasetName, datasetDigest, null);
    }
  }

  private static HttpReply logMetric(HttpCall call) {
    LogMetric request = call.request(LogMetric.class);
    String runId = RunIds.either(request.runId(), request.runUuid());
    call.service(Tracking.class).logMetric(runId, request.metric().metric(""));
    return HttpReply.empty();
  }

  record LogParam(
      @Nullable String runId,
      @Nullable String runUuid,
      @Nullable String key,
      @Nullable String value) {}

  private static HttpReply logParam(HttpCall call) {
    LogParam request = call.request(LogParam.class);
    String runId = RunIds.either(request.runId(), request.runUuid());
    String value = request.value() == null ? "" : request.value();
    call.service(Tracking.class)
        .logParam(runId, new Param(RunIds.required("key", request.key()), value));
    return HttpReply.empty();
  }

  record Batch(
      String runId, List<WireMetric> metrics, List<KeyValue> params, List<KeyValue> tags) {}

  private static HttpReply logBatch(HttpCall call) {
    Batch request = call.request(Batch.class);
    call.service(Tracking.class)
        .logBatch(
            request.runId(),
            new LogBatch(
                WireMetric.all("metrics", request.metrics()),
                KeyValue.params("params", request.params()),
                KeyValue.tags("tags", request.tags())));
    return HttpReply.empty();
  }

  record SetTag(
      @Nullable String runId,
      @Nullable String runUuid,
      @Nullable String key,
      @Nullable String value) {}

  private static HttpReply setTag(HttpCall call) {
    SetTag request = call.request(SetTag.class);
    String runId = RunIds.either(request.runId(), request.runUuid());
    String value = request.value() == null ? "" : request.value();
    call.service(Tracking.class).setTag(runId, RunIds.required("key", request.key()), value);
    return HttpReply.empty();
  }

  record DeleteTag(String runId, String key) {}

  private static HttpReply deleteTag(HttpCall call) {
    DeleteTag request = call.request(DeleteTag.class);
    call.service(Tracking.class).deleteTag(request.runId(), request.key());
    return HttpReply.empty();
  }

  record Inputs(String runId, List<WireRun.Input> datasets, List<WireRun.Model> models) {}

  private static HttpReply logInputs(HttpCall call) {
    Inputs request = call.request(Inputs.class);
    call.service(Tracking.class)
        .logInputs(
            request.runId(),
            new RunInputs(
                request.datasets().stream().map(WireRun.Input::input).toList(),
                request.models().stream().map(WireRun.Model::input).toList()));
    return HttpReply.empty();
  }

  record Outputs(String runId, @Nullable List<WireRun.Model> models) {}

  private static HttpReply logOutputs(HttpCall call) {
    Outputs request = call.request(Outputs.class);
    if (request.models() == null) {
      throw TrackingErrors.missingValue("models");
    }
    call.service(Tracking.class)
        .logOutputs(request.runId(), request.models().stream().map(WireRun.Model::output).toList());
    return HttpReply.empty();
  }

  record LogModel(String runId, String modelJson) {}

  private static HttpReply logModel(HttpCall call) {
    LogModel request = call.request(LogModel.class);
    call.service(Tracking.class)
        .logModelHistory(request.runId(), RunIds.required("model_json", request.modelJson()));
    return HttpReply.empty();
  }
}
