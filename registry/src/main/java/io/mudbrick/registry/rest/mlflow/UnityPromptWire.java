package io.mudbrick.registry.rest.mlflow;

import io.mudbrick.registry.Prompt;
import io.mudbrick.registry.PromptVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prompts as MLflow's client of Unity Catalog reads them; times are texts here. */
final class UnityPromptWire {
  private UnityPromptWire() {}

  record One(
      String name,
      String creationTimestamp,
      String lastUpdatedTimestamp,
      @Nullable String description,
      List<Wire.Alias> aliases,
      List<Wire.Tag> tags) {}

  record Version(
      String name,
      String version,
      String creationTimestamp,
      String lastUpdatedTimestamp,
      @Nullable String description,
      String template,
      List<Wire.Alias> aliases,
      List<Wire.Tag> tags) {}

  static One of(Prompt prompt) {
    return new One(
        prompt.name(),
        time(prompt.changes().createdAt()),
        time(prompt.changes().updatedAt()),
        prompt.description(),
        prompt.aliases().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(alias -> new Wire.Alias(alias.getKey(), alias.getValue().toString()))
            .toList(),
        tags(prompt.tags()));
  }

  static Version of(PromptVersion version) {
    String number = Long.toString(version.version());
    return new Version(
        version.name(),
        number,
        time(version.changes().createdAt()),
        time(version.changes().updatedAt()),
        version.description(),
        version.template(),
        version.aliases().stream().map(alias -> new Wire.Alias(alias, number)).toList(),
        tags(version.tags()));
  }

  private static String time(Instant at) {
    return at.toString();
  }

  private static List<Wire.Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(tag -> new Wire.Tag(tag.getKey(), tag.getValue()))
        .toList();
  }
}
