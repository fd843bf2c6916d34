package io.mudbrick.registry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An address or a job that is told of what happens to a model, or to all. Its secrets are not in
 * it: nobody reads them back.
 *
 * @param model the full name of its model; null when it hears of all
 * @param url the address that events are posted to; of a job, its workspace
 * @param jobId the job that is run; null when the address itself is told
 */
public record RegistryWebhook(
    String id,
    @Nullable String model,
    List<RegistryEvent> events,
    @Nullable String description,
    Status status,
    String url,
    @Nullable String jobId,
    Instant createdAt,
    Instant updatedAt) {

  /** Whether it is told anything. */
  public enum Status {
    ACTIVE,
    DISABLED,
    /** Told by {@link RegistryWebhooks#test} alone. */
    TEST_MODE
  }

  public RegistryWebhook {
    events = List.copyOf(events);
  }
}
