package io.mudbrick.registry.rest.databricks;

import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.RegistryErrors;
import io.mudbrick.registry.internal.ModelNames;
import io.mudbrick.registry.rest.WireParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes over the wire, named as MLflow names it for the Unity Catalog. */
final class Wire {
  private Wire() {}

  record Model(
      String name,
      long creationTimestamp,
      long lastUpdatedTimestamp,
      String userId,
      @Nullable String description,
      @Nullable List<WireParts.Alias> aliases,
      @Nullable List<WireParts.Tag> tags) {}

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
      @Nullable List<WireParts.Alias> aliases,
      @Nullable List<WireParts.Tag> tags,
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
        whole ? WireParts.filled(WireParts.aliases(model.aliases())) : null,
        whole ? WireParts.filled(WireParts.tags(model.tags())) : null);
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
            ? WireParts.filled(
                version.aliases().stream()
                    .map(alias -> new WireParts.Alias(alias, number))
                    .toList())
            : null,
        whole ? WireParts.filled(WireParts.tags(version.tags())) : null,
        origin.loggedModelId());
  }

  /** Where the Files API has the files of a version. */
  static String location(ModelVersion version) {
    return "dbfs:/Models/" + version.model().replace('.', '/') + "/" + version.version();
  }
}
