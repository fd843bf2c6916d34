package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.events.EventBus;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.Routes;

/**
 * Mounts the MLflow tracking API: {@code /api/2.0} for clients, {@code /ajax-api/2.0} for the UI.
 */
public final class MlflowTrackingRoutes {
  private MlflowTrackingRoutes() {}

  /** Mounts every resource. */
  public static void mount(Routes routes, EventBus events) {
    Routes mlflow = routes.dialect(ErrorDialect.MLFLOW);
    Routes v2 = mlflow.under("/api/2.0", "/ajax-api/2.0");
    ExperimentRoutes.mount(v2);
    RunRoutes.mount(v2);
    LoggingRoutes.mount(v2);
    MetricRoutes.mount(v2);
    LoggedModelRoutes.mount(v2);
    TraceRoutes.mount(v2, mlflow.under("/api/3.0", "/ajax-api/3.0"));
    AssessmentRoutes.mount(mlflow.under("/api/3.0", "/ajax-api/3.0"));
    TraceMetricRoutes.mount(mlflow.under("/api/3.0", "/ajax-api/3.0"));
    OldTraceRoutes.mount(v2);
    ArtifactRoutes.mount(v2);
    ArtifactProxyRoutes.mount(v2);
    ImportRoutes.mount(mlflow.under("/api/2.0"));
    GarbageRoutes.mount(mlflow.under("/api/2.0"));
    ArtifactMultipartRoutes.mount(v2);
    ArtifactCredentialRoutes.mount(v2);
    ServerRoutes.mount(mlflow);
    EvaluationDatasetRoutes.mount(mlflow.under("/api/3.0", "/ajax-api/3.0"));
    UiRoutes.mount(mlflow);
    GraphqlRoutes.mount(mlflow, events);
  }
}
