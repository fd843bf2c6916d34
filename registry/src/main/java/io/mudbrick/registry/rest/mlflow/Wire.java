package io.mudbrick.registry.rest.mlflow;

import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.internal.ModelNames;
import io.mudbrick.registry.rest.WireParts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What goes over the wire, named as MLflow names it. */
final class Wire {
  private Wire() {}

  record Model(
      String name,
      long creationTimestamp,
      long lastUpdatedTimestamp,
      String userId,
      @Nullable String description,
      @Nullable List<Version> latestVersions,
      @Nullable List<WireParts.Tag> tags,
      @Nullable List<WireParts.Alias> aliases) {}

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
      @Nullable List<WireParts.Tag> tags,
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
        WireParts.filled(latest.stream().map(version -> version(version, asked)).toList()),
        WireParts.filled(WireParts.tags(model.tags())),
        WireParts.filled(WireParts.aliases(model.aliases())));
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
        WireParts.filled(WireParts.tags(version.tags())),
        origin.runLink(),
        WireParts.filled(version.aliases()),
        origin.loggedModelId());
  }
}
