package io.mudbrick.registry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address that is told of events. Its secret is not in it: nobody reads that back.
 *
 * @param url where events are posted to
 * @param events those it is told of
 */
public record Webhook(
    String id,
    String name,
    String url,
    List<WebhookEvent> events,
    @Nullable String description,
    Status status,
    Instant createdAt,
    Instant updatedAt) {

  /** Whether it is told anything. */
  public enum Status {
    ACTIVE,
    DISABLED
  }

  public Webhook {
    events = List.copyOf(events);
  }
}
