package io.mudbrick.registry.rest.databricks;

import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.internal.ModelNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes over the wire, named as MLflow names it for the Unity Catalog. */
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
      @Nullable List<Alias> aliases,
      @Nullable List<Tag> tags) {}

  record Version(
      String name,
      String version,
      long creationTimestamp,
      long lastUpdatedTimestamp,
      String userId,
      @Nullable String description,
      @Nullable String source,
      @Nullable String runId,
      @Nullable String runTrackingServerId,
      ModelVersion.Status status,
      @Nullable String statusMessage,
      String storageLocation,
      @Nullable List<Alias> aliases,
      @Nullable List<Tag> tags,
      @Nullable String modelId) {}

  record OneModel(Model registeredModel) {}

  record OneVersion(Version modelVersion) {}

  record Models(@Nullable List<Model> registeredModels, @Nullable String nextPageToken) {}

  record Versions(@Nullable List<Version> modelVersions, @Nullable String nextPageToken) {}

  /** A name of three levels, as every call of this face has to give one. */
  static String name(String name) {
    if (!ModelNames.isFull(name)) {
      throw RegistryErrors.notThreeLevels(name);
    }
    return name;
  }

  /** Versions travel as text. */
  static long number(String name, String version) {
    if (!version.matches("\\d{1,18}")) {
      throw RegistryErrors.noSuchVersion(name, version);
    }
    return Long.parseLong(version);
  }

  static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Tag tag : tags) {
      String value = tag.value();
      map.put(tag.key(), value == null ? "" : value);
    }
    return map;
  }

  /**
   * @param whole with aliases and tags, which a search leaves out
   */
  static Model model(RegisteredModel model, boolean whole) {
    return new Model(
        model.name(),
        model.changes().createdAt().toEpochMilli(),
        model.changes().updatedAt().toEpochMilli(),
        model.owner(),
        model.description(),
        whole
            ? filled(
                model.aliases().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(alias -> new Alias(alias.getKey(), alias.getValue().toString()))
                    .toList())
            : null,
        whole ? tags(model.tags()) : null);
  }

  /**
   * @param whole with aliases and tags, which a search leaves out
   */
  static Version version(ModelVersion version, boolean whole) {
    ModelVersion.Origin origin = version.origin();
    String number = Long.toString(version.version());
    return new Version(
        version.model(),
        number,
        version.changes().createdAt().toEpochMilli(),
        version.changes().updatedAt().toEpochMilli(),
        version.changes().createdBy(),
        version.description(),
        origin.source(),
        origin.runId(),
        origin.runWorkspaceId(),
        version.status(),
        version.statusMessage(),
        location(version),
        whole
            ? filled(version.aliases().stream().map(alias -> new Alias(alias, number)).toList())
            : null,
        whole ? tags(version.tags()) : null,
        origin.loggedModelId());
  }

  /** Where the Files API has the files of a version. */
  static String location(ModelVersion version) {
    return "dbfs:/Models/" + version.model().replace('.', '/') + "/" + version.version();
  }

  static @Nullable List<Tag> tags(Map<String, String> tags) {
    return filled(
        tags.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(tag -> new Tag(tag.getKey(), tag.getValue()))
            .toList());
  }

  /** Empty lists are left out. */
  private static <T> @Nullable List<T> filled(List<T> list) {
    return list.isEmpty() ? null : list;
  }
}
