package io.mudbrick.registry.rest.databricks;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.Routes;

/** Mounts the faces that clients of a Databricks workspace look for. */
public final class DatabricksRegistryRoutes {
  private DatabricksRegistryRoutes() {}

  public static void mount(Routes root) {
    Routes mlflow = root.dialect(ErrorDialect.MLFLOW).under("/api/2.0/mlflow");
    WorkspaceRoutes.mount(mlflow);
    ReviewRoutes.mount(mlflow);
    TransitionRoutes.mount(mlflow);
    RegistryWebhookRoutes.mount(
        mlflow, root.dialect(ErrorDialect.DATABRICKS).under("/api/2.0/mudbrick"));
    Routes unity = root.dialect(ErrorDialect.MLFLOW).under("/api/2.0/mlflow/unity-catalog");
    ModelRoutes.mount(unity);
    VersionRoutes.mount(unity);
    UploadRoutes.mount(unity);
    LineageRoutes.mount(unity);
  }
}
