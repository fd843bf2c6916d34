package io.mudbrick.platform.rest.databricks;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Secrets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OAuth secrets of service principals, in their workspace and their account form. */
public final class SecretRoutes {
  private SecretRoutes() {}

  record Create(@Nullable String lifetime) {}

  /** Mounts the secrets of service principals. */
  public static void mount(Routes routes) {
    routes
        .dialect(ErrorDialect.DATABRICKS)
        .under(
            "/api/2.0/accounts/servicePrincipals/{id}/credentials/secrets",
            "/api/2.0/accounts/{account_id}/servicePrincipals/{id}/credentials/secrets")
        .post("", Policy.AUTHENTICATED, SecretRoutes::create)
        .get("", Policy.AUTHENTICATED, SecretRoutes::list)
        .delete("/{secret_id}", Policy.AUTHENTICATED, SecretRoutes::delete);
  }

  private static Secrets secrets(HttpCall call) {
    return call.service(Identity.class).secrets();
  }

  private static HttpReply create(HttpCall call) {
    String lifetime = call.request(Create.class).lifetime();
    Secrets.Issued made = secrets(call).create(call.variable("id"), seconds(lifetime));
    Map<String, Object> json = info(made.info());
    json.put("secret", made.value());
    return HttpReply.json(json);
  }

  /** As protobuf writes durations: {@code 3600s}. */
  private static @Nullable Duration seconds(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return Duration.ofSeconds(Long.parseLong(text.replaceAll("s$", "")));
    } catch (NumberFormatException e) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE, "'" + text + "' is not a duration such as 3600s", e);
    }
  }

  private static HttpReply list(HttpCall call) {
    List<Map<String, Object>> secrets =
        secrets(call).list(call.variable("id")).stream().map(SecretRoutes::info).toList();
    return HttpReply.json(Map.of("secrets", secrets));
  }

  private static HttpReply delete(HttpCall call) {
    secrets(call).delete(call.variable("id"), call.variable("secret_id"));
    return HttpReply.empty();
  }

  private static Map<String, Object> info(Secrets.Info secret) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", secret.id());
    json.put("status", "ACTIVE");
    json.put("create_time", secret.created().toString());
    json.put("update_time", secret.created().toString());
    json.put("expire_time", secret.expires().toString());
    return json;
  }
}
