package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.Clients;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.tracking.Experiment;
import io.mudbrick.tracking.LoggedModel;
import io.mudbrick.tracking.LoggedModelInfo;
import io.mudbrick.tracking.Run;
import io.mudbrick.tracking.RunInfo;
import io.mudbrick.tracking.traces.TraceInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the places of artifacts are called before a client. Clients with an {@code http} URI know
 * ours as {@code mlflow-artifacts:/...}; those with a {@code databricks} URI refuse that and know
 * {@code dbfs:/databricks/mlflow-tracking/...}. Places that somebody chose elsewhere are the same
 * to all.
 */
final class Locations {
  private static final String OWN = "mlflow-artifacts:/";
  private static final String MANAGED = "dbfs:/databricks/mlflow-tracking/";

  private static final String TRACE_PLACE = "mlflow.artifactLocation";
  private static final String SPANS_PLACE = "mlflow.trace.spansLocation";

  private final boolean databricks;

  private Locations(boolean databricks) {
    this.databricks = databricks;
  }

  static Locations of(HttpCall call) {
    return new Locations(Clients.expectDatabricks(call));
  }

  private String rendered(String uri, String managed) {
    return databricks && uri.startsWith(OWN) ? MANAGED + managed : uri;
  }

  Experiment of(Experiment experiment) {
    return new Experiment(
        experiment.experimentId(),
        experiment.name(),
        rendered(experiment.artifactLocation(), experiment.experimentId()),
        experiment.lifecycleStage(),
        experiment.creationTime(),
        experiment.lastUpdateTime(),
        experiment.tags());
  }

  Run of(Run run) {
    return new Run(of(run.info()), run.data(), run.inputs(), run.outputs());
  }

  RunInfo of(RunInfo info) {
    return new RunInfo(
        info.runId(),
        info.runName(),
        info.experimentId(),
        info.userId(),
        info.status(),
        info.startTime(),
        info.endTime(),
        rendered(info.artifactUri(), info.experimentId() + "/" + info.runId() + "/artifacts"),
        info.lifecycleStage());
  }

  TraceInfo of(TraceInfo info) {
    String place = info.tags().get(TRACE_PLACE);
    if (place == null || !databricks) {
      return info;
    }
    Map<String, String> tags = new LinkedHashMap<>(info.tags());
    tags.remove(
        SPANS_PLACE); // these clients would look for the spans where only Databricks has them
    // By the id's beginning clients know a trace, and ask for credentials to its data.
    String folder = info.traceId().startsWith("tr-") ? "/" : "/traces/";
    String own = info.experimentId() + folder + info.traceId() + "/artifacts";
    tags.put(TRACE_PLACE, rendered(place, own));
    return TraceInfo.of(info.traceId(), info.experimentId(), info.requestTime())
        .executionTime(info.executionTime())
        .state(info.state())
        .clientRequestId(info.clientRequestId())
        .previews(info.requestPreview(), info.responsePreview())
        .metadata(info.metadata())
        .tags(tags)
        .assessments(info.assessments())
        .build();
  }

  LoggedModel of(LoggedModel model) {
    LoggedModelInfo info = model.info();
    return new LoggedModel(
        new LoggedModelInfo(
            info.modelId(),
            info.experimentId(),
            info.name(),
            info.status(),
            info.creationTime(),
            info.lastUpdatedTime(),
            rendered(
                info.artifactUri(),
                info.experimentId() + "/logged_models/" + info.modelId() + "/artifacts"),
            info.sourceRunId(),
            info.modelType()),
        model.tags(),
        model.params(),
        model.metrics());
  }
}
