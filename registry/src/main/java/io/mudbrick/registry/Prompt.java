package io.mudbrick.registry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A prompt, without its versions.
 *
 * @param name its full name
 * @param tags those that users set
 * @param aliases versions by alias
 */
public record Prompt(
    String name,
    @Nullable String description,
    Map<String, String> tags,
    Map<String, Long> aliases,
    RegisteredModel.Changes changes) {
  public Prompt {
    tags = Map.copyOf(tags);
    aliases = Map.copyOf(aliases);
  }
}
