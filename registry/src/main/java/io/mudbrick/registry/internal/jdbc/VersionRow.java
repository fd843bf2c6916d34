package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.RegisteredModel.Changes;
import io.mudbrick.registry.Stage;
import org.jspecify.annotations.Nullable;

/** A version as its row has it: without its model's name, tags and aliases. */
public record VersionRow(
    String modelId,
    long version,
    String id,
    ModelVersion.Status status,
    @Nullable String statusMessage,
    Stage stage,
    @Nullable String description,
    ModelVersion.Origin origin,
    Changes changes) {

  public VersionKey key() {
    return new VersionKey(modelId, version);
  }
}
