package io.mudbrick.serving.rest.databricks;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.Routes;

/** Mounts the face. */
public final class ServingRoutes {
  private ServingRoutes() {}

  public static void mount(Routes root) {
    EndpointRoutes.mount(root.dialect(ErrorDialect.DATABRICKS).under("/api/2.0/serving-endpoints"));
    InvocationRoutes.mount(root.dialect(ErrorDialect.DATABRICKS).under("/serving-endpoints"));
  }
}
