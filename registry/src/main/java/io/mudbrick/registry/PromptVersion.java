package io.mudbrick.registry;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A version of a prompt. Its template does not change; for another there is another version.
 *
 * @param name the prompt's full name
 * @param template JSON: a string, or a list of messages with {@code role} and {@code content}
 * @param tags those that users set, and those in which MLflow keeps type, response format and model
 *     configuration
 */
public record PromptVersion(
    String name,
    long version,
    String template,
    @Nullable String description,
    Map<String, String> tags,
    List<String> aliases,
    RegisteredModel.Changes changes) {
  public PromptVersion {
    tags = Map.copyOf(tags);
    aliases = List.copyOf(aliases);
  }
}
