package io.mudbrick.platform.internal;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.internal.ops.Metrics;
import java.nio.charset.StandardCharsets;

/** What the person who runs a server asks it. */
final class OpsRoutes {
  private OpsRoutes() {}

  static void mount(Routes routes, Metrics metrics) {
    routes
        .dialect(ErrorDialect.DATABRICKS)
        .get(
            "/metrics",
            Policy.ADMIN,
            call ->
                HttpReply.bytes(
                    "text/plain; version=0.0.4; charset=utf-8",
                    metrics.text().getBytes(StandardCharsets.UTF_8)));
  }
}
