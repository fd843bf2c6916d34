package io.mudbrick.registry.internal.webhooks;

import io.mudbrick.platform.Secrets;
import io.mudbrick.platform.json.Json;
import io.mudbrick.registry.NewRegistryWebhook;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook of Databricks' kind keeps to itself.
 *
 * @param secret the body is signed with it
 * @param authorization the whole value of the header
 * @param accessToken of the workspace whose job is run
 */
record HookSecrets(
    @Nullable String secret, @Nullable String authorization, @Nullable String accessToken) {
  static final HookSecrets NONE = new HookSecrets(null, null, null);

  static HookSecrets open(Secrets secrets, String webhookId, @Nullable String sealed) {
    return sealed == null ? NONE : Json.read(secrets.open(sealed, webhookId), HookSecrets.class);
  }

  @Nullable String seal(Secrets secrets, String webhookId) {
    return equals(NONE) ? null : secrets.seal(Json.write(this), webhookId);
  }

  /** Whether something that is not said is to stay as it is. */
  static boolean keeps(NewRegistryWebhook.Call call) {
    return call instanceof NewRegistryWebhook.Http http
        && (http.secret() == null || http.authorization() == null);
  }

  /** With what is said of them now. */
  HookSecrets changed(NewRegistryWebhook.Call call) {
    if (call instanceof NewRegistryWebhook.Job job) {
      return new HookSecrets(null, null, job.accessToken());
    }
    NewRegistryWebhook.Http http = (NewRegistryWebhook.Http) call;
    return new HookSecrets(
        changed(secret, http.secret()), changed(authorization, http.authorization()), null);
  }

  private static @Nullable String changed(@Nullable String old, @Nullable String given) {
    if (given == null) {
      return old;
    }
    return given.isEmpty() ? null : given;
  }

  /** Nothing of them. */
  @Override
  public String toString() {
    return "HookSecrets";
  }
}
