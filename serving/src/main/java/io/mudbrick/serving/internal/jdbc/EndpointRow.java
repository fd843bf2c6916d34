package io.mudbrick.serving.internal.jdbc;

import io.mudbrick.serving.Endpoint;
import java.time.Instant;
import java.util.Map;
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
    Instant createdAt,
    Instant updatedAt) {

  public Endpoint toEndpoint() {
    return new Endpoint(
        id,
        name,
        creator,
        description,
        tags,
        new Endpoint.State(config != null, update, message),
        config,
        pending,
        createdAt,
        updatedAt);
  }
}
