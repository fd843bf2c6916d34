package io.mudbrick.serving.internal.jdbc;

import io.mudbrick.serving.Endpoint;
import io.mudbrick.serving.Gateway;
import io.mudbrick.serving.InferenceTable;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An endpoint as its row has it. */
public record EndpointRow(
    String workspaceId,
    String name,
    String id,
    String metastoreId,
    String creatorId,
    String creator,
    @Nullable String description,
    Map<String, String> tags,
    Endpoint.@Nullable Deployed config,
    Endpoint.@Nullable Deployed pending,
    long configVersion,
    Endpoint.Update update,
    @Nullable String message,
    Gateway gateway,
    Instant createdAt,
    Instant updatedAt) {

  /** Where its requests are logged; null for nowhere. */
  public @Nullable InferenceTable inferenceTable() {
    if (gateway.inferenceTable() != null) {
      return gateway.inferenceTable();
    }
    return config == null ? null : config.config().autoCapture();
  }

  /**
   * @param asleep the names of the served entities that are scaled to zero
   */
  public Endpoint toEndpoint(Set<String> asleep) {
    return new Endpoint(
        id,
        name,
        creator,
        description,
        tags,
        new Endpoint.State(config != null, update, message),
        config,
        pending,
        gateway,
        asleep,
        createdAt,
        updatedAt);
  }
}
