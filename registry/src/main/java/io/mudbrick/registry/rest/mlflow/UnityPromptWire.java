package io.mudbrick.registry.rest.mlflow;

import io.mudbrick.registry.Prompt;
import io.mudbrick.registry.PromptVersion;
import io.mudbrick.registry.rest.WireParts;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prompts as MLflow's client of Unity Catalog reads them; times are texts here. */
final class UnityPromptWire {
  private UnityPromptWire() {}

  record One(
      String name,
      String creationTimestamp,
      String lastUpdatedTimestamp,
      @Nullable String description,
      List<WireParts.Alias> aliases,
      List<WireParts.Tag> tags) {}

  record Version(
      String name,
      String version,
      String creationTimestamp,
      String lastUpdatedTimestamp,
      @Nullable String description,
      String template,
      List<WireParts.Alias> aliases,
      List<WireParts.Tag> tags) {}

  static One of(Prompt prompt) {
    return new One(
        prompt.name(),
        time(prompt.changes().createdAt()),
        time(prompt.changes().updatedAt()),
        prompt.description(),
        WireParts.aliases(prompt.aliases()),
        WireParts.tags(prompt.tags()));
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
        version.aliases().stream().map(alias -> new WireParts.Alias(alias, number)).toList(),
        WireParts.tags(version.tags()));
  }

  private static String time(Instant at) {
    return at.toString();
  }
}
