package io.mudbrick.registry.rest.mlflow;

import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.internal.ModelNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes over the wire, named as MLflow names it. */
final class Wire {
  private Wire() {}

  record Tag(String key, @Nullable String value) {}

  record Alias(String alias, String version) {}

  record Model(
      String name,
      long creationTimestamp,
      long lastUpdatedTimestamp,
      String userId,
      @Nullable String description,
      @Nullable List<Version> latestVersions,
      @Nullable List<Tag> tags,
      @Nullable List<Alias> aliases) {}

  record Version(
      String name,
      String version,
      long creationTimestamp,
      long lastUpdatedTimestamp,
      String userId,
      String currentStage,
      @Nullable String description,
      @Nullable String source,
      @Nullable String runId,
      ModelVersion.Status status,
      @Nullable String statusMessage,
      @Nullable List<Tag> tags,
      @Nullable String runLink,
      @Nullable List<String> aliases,
      @Nullable String modelId) {}

  record OneModel(Model registeredModel) {}

  record OneVersion(Version modelVersion) {}

  /**
   * @param asked the name in the request: the reply uses the same form
   */
  static Model model(RegisteredModel model, List<ModelVersion> latest, String asked) {
    return new Model(
        ModelNames.asAsked(model.name(), asked),
        model.changes().createdAt().toEpochMilli(),
        model.changes().updatedAt().toEpochMilli(),
        model.changes().createdBy(),
        model.description(),
        filled(latest.stream().map(version -> version(version, asked)).toList()),
        filled(tags(model.tags())),
        filled(
            model.aliases().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(alias -> new Alias(alias.getKey(), alias.getValue().toString()))
                .toList()));
  }

  static Version version(ModelVersion version, String asked) {
    ModelVersion.Origin origin = version.origin();
    return new Version(
        ModelNames.asAsked(version.model(), asked),
        Long.toString(version.version()),
        version.changes().createdAt().toEpochMilli(),
        version.changes().updatedAt().toEpochMilli(),
        version.changes().createdBy(),
        version.stage().wireName(),
        version.description(),
        origin.source(),
        origin.runId(),
        version.status(),
        version.statusMessage(),
        filled(tags(version.tags())),
        origin.runLink(),
        filled(version.aliases()),
        origin.loggedModelId());
  }

  static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Tag tag : tags) {
      String value = tag.value();
      map.put(tag.key(), value == null ? "" : value);
    }
    return map;
  }

  /** Versions travel as text. */
  static long number(String name, String version) {
    if (!version.matches("\\d{1,18}")) {
      throw RegistryErrors.noSuchVersion(name, version);
    }
    return Long.parseLong(version);
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
        .toList();
  }

  /** MLflow leaves empty lists out. */
  private static <T> @Nullable List<T> filled(List<T> list) {
    return list.isEmpty() ? null : list;
  }
}
