package io.mudbrick.registry;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A registered model.
 *
 * @param id the id of its securable
 * @param name its full name, {@code catalog.schema.model}
 * @param owner the principal that owns it
 * @param aliases the version that each alias points at
 */
public record RegisteredModel(
    String id,
    String name,
    String owner,
    @Nullable String description,
    Map<String, String> tags,
    Map<String, Long> aliases,
    Changes changes) {
  public RegisteredModel {
    tags = Map.copyOf(tags);
    aliases = Map.copyOf(aliases);
  }

  /** Who made it and who changed it last. */
  public record Changes(Instant createdAt, String createdBy, Instant updatedAt, String updatedBy) {}
}
