package io.mudbrick.registry.rest.mlflow;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.Routes;

/** Mounts the face where MLflow's clients, and its pages, look for it. */
public final class MlflowRegistryRoutes {
  private MlflowRegistryRoutes() {}

  public static void mount(Routes root) {
    Routes mlflow = root.dialect(ErrorDialect.MLFLOW);
    Routes routes = mlflow.under("/api/2.0/mlflow", "/ajax-api/2.0/mlflow");
    RegisteredModelRoutes.mount(routes);
    ModelVersionRoutes.mount(routes);
    AliasRoutes.mount(routes);
    DatabricksModelRoutes.mount(mlflow.under("/api/2.0/mlflow"));
    UnityPromptRoutes.mount(
        mlflow.under("/api/2.0/mlflow/unity-catalog", "/ajax-api/2.0/mlflow/unity-catalog"));
    VersionFileRoutes.mount(mlflow);
    WebhookRoutes.mount(routes, mlflow.under("/api/2.0/mudbrick"));
  }
}
