package io.mudbrick.platform.internal;

import io.mudbrick.platform.BackupReport;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Operations;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.internal.ops.Metrics;
import io.mudbrick.platform.internal.ops.Overview;
import io.mudbrick.platform.internal.ops.WelcomePage;
import io.mudbrick.platform.internal.sql.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the person who runs a server asks it, and what it says to whoever opens it. */
final class OpsRoutes {
  private OpsRoutes() {}

  static void mount(Routes routes, Metrics metrics, Overview overview, Store database) {
    WelcomePage welcome = new WelcomePage(overview);
    routes
        .dialect(ErrorDialect.DATABRICKS)
        .get("/", Policy.PUBLIC, call -> welcome.reply(call.header("Accept"), call.baseUrl()))
        .get("/ready", Policy.PUBLIC, call -> ready(database.refusal()))
        .get(
            "/metrics",
            Policy.ADMIN,
            call ->
                HttpReply.bytes(
                    "text/plain; version=0.0.4; charset=utf-8",
                    metrics.text().getBytes(StandardCharsets.UTF_8)))
        .under("/api/2.0")
        .post("/mudbrick/backup", Policy.ADMIN, OpsRoutes::backup);
  }

  private record BackupRequest(String path) {}

  private static HttpReply backup(HttpCall call) {
    BackupRequest request = call.request(BackupRequest.class);
    BackupReport made = call.service(Operations.class).backup(path(request.path()));
    return HttpReply.json(
        Map.of(
            "directory", made.directory().toString(),
            "files", made.files(),
            "bytes", made.bytes()));
  }

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE, "The path cannot be used: " + e.getReason(), e);
    }
  }

  /** Whether writes are taken; 503 is what a balancer in front understands. */
  private static HttpReply ready(@Nullable PlatformException refusal) {
    return refusal == null
        ? HttpReply.json(Map.of("status", "READY"))
        : HttpReply.json(Map.of("status", "READ_ONLY")).withStatus(503);
  }
}
