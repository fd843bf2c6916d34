package io.mudbrick.platform.internal;

import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.internal.ops.Metrics;
import io.mudbrick.platform.internal.ops.Overview;
import io.mudbrick.platform.internal.ops.WelcomePage;
import java.nio.charset.StandardCharsets;

/** What the person who runs a server asks it, and what it says to whoever opens it. */
final class OpsRoutes {
  private OpsRoutes() {}

  static void mount(Routes routes, Metrics metrics, Overview overview) {
    WelcomePage welcome = new WelcomePage(overview);
    routes
        .dialect(ErrorDialect.DATABRICKS)
        .get("/", Policy.PUBLIC, call -> welcome.reply(call.header("Accept"), call.baseUrl()))
        .get(
            "/metrics",
            Policy.ADMIN,
            call ->
                HttpReply.bytes(
                    "text/plain; version=0.0.4; charset=utf-8",
                    metrics.text().getBytes(StandardCharsets.UTF_8)));
  }
}
