package io.mudbrick.serving.rest.databricks;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.Routes;

/** Mounts the face. */
public final class ServingRoutes {
  private ServingRoutes() {}

  public static void mount(Routes root) {
    Routes endpoints = root.dialect(ErrorDialect.SERVING).under("/api/2.0/serving-endpoints");
    EndpointRoutes.mount(endpoints);
    GatewayRoutes.mount(endpoints);
    InsightRoutes.mount(endpoints);
    InvocationRoutes.mount(root.dialect(ErrorDialect.SERVING).under("/serving-endpoints"));
  }
}
