package io.mudbrick.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A webhook to make.
 *
 * @param name 1 to 63 lower-case letters, digits, dots, underscores and hyphens
 * @param url {@code https://host/path}; {@code http} too, to a target that was named
 * @param secret the key that deliveries are signed with; without one they are not
 */
public record NewWebhook(
    String name,
    String url,
    List<WebhookEvent> events,
    @Nullable String description,
    @Nullable String secret) {
  public NewWebhook {
    events = List.copyOf(events);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "NewWebhook[" + name + " " + url + " " + events + "]";
  }
}
