package io.mudbrick.tracking.rest.mlflow;

import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.Map;

/** What MLflow clients ask about the server itself. */
final class ServerRoutes {
  /** The MLflow release whose API this is; clients choose their protocol by it. */
  private static final String VERSION = "3.11.1";

  private ServerRoutes() {}

  static void mount(Routes routes) {
    routes
        .get("/health", Policy.PUBLIC, call -> HttpReply.text("OK"))
        .get("/version", Policy.PUBLIC, call -> HttpReply.text(VERSION))
        .get("/get-artifact", Policy.AUTHENTICATED, ArtifactRoutes::get)
        .under("/api/3.0", "/ajax-api/3.0")
        .get(
            "/mlflow/server-info",
            Policy.AUTHENTICATED,
            call -> HttpReply.json(Map.of("store_type", "SqlStore", "workspaces_enabled", false)));
  }
}
