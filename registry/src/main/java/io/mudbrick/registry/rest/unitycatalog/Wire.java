package io.mudbrick.registry.rest.unitycatalog;

import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.RegisteredModel;
import io.mudbrick.registry.RegisteredModel.Changes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes over the wire, named as Unity Catalog names it. */
final class Wire {
  private static final int LARGEST_PAGE = 1000;

  private Wire() {}

  record Alias(String aliasName, long versionNum) {}

  record Model(
      String name,
      String catalogName,
      String schemaName,
      String fullName,
      String id,
      String metastoreId,
      String owner,
      @Nullable String comment,
      String storageLocation,
      @Nullable List<Alias> aliases,
      long createdAt,
      String createdBy,
      long updatedAt,
      String updatedBy) {}

  record Version(
      String modelName,
      String catalogName,
      String schemaName,
      long version,
      String id,
      String metastoreId,
      @Nullable String source,
      @Nullable String runId,
      @Nullable Long runWorkspaceId,
      ModelVersion.Status status,
      @Nullable String comment,
      @Nullable String storageLocation,
      @Nullable List<Alias> aliases,
      long createdAt,
      String createdBy,
      long updatedAt,
      String updatedBy) {
    /** The same with its files elsewhere. */
    Version at(@Nullable String location) {
      return new Version(
          modelName,
          catalogName,
          schemaName,
          version,
          id,
          metastoreId,
          source,
          runId,
          runWorkspaceId,
          status,
          comment,
          location,
          aliases,
          createdAt,
          createdBy,
          updatedAt,
          updatedBy);
    }
  }

  /** {@code file:///...} without the slash at the end that a directory has. */
  static String uri(Path directory) {
    return directory.toUri().toString().replaceFirst("/+$", "");
  }

  private record Name(String catalog, String schema, String model) {
    static Name of(String full) {
      String[] parts = full.split("\\.", 3);
      return new Name(parts[0], parts[1], parts[2]);
    }

    String location() {
      return "dbfs:/Models/" + catalog + "/" + schema + "/" + model;
    }
  }

  /** How many to list: the catalog gives fewer than were asked for, where MLflow refuses. */
  static int pageSize(@Nullable Integer asked) {
    return asked == null ? 0 : Math.min(asked, LARGEST_PAGE);
  }

  static Model model(RegisteredModel model, String metastoreId, boolean aliases) {
    Name name = Name.of(model.name());
    Changes changes = model.changes();
    return new Model(
        name.model(),
        name.catalog(),
        name.schema(),
        model.name(),
        model.id(),
        metastoreId,
        model.owner(),
        model.description(),
        name.location(),
        aliases
            ? model.aliases().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(alias -> new Alias(alias.getKey(), alias.getValue()))
                .toList()
            : null,
        changes.createdAt().toEpochMilli(),
        changes.createdBy(),
        changes.updatedAt().toEpochMilli(),
        changes.updatedBy());
  }

  static Version version(ModelVersion version, String metastoreId, boolean aliases) {
    Name name = Name.of(version.model());
    Changes changes = version.changes();
    String workspace = version.origin().runWorkspaceId();
    return new Version(
        name.model(),
        name.catalog(),
        name.schema(),
        version.version(),
        version.id(),
        metastoreId,
        version.origin().source(),
        version.origin().runId(),
        workspace == null ? null : Long.valueOf(workspace),
        version.status(),
        version.description(),
        name.location() + "/" + version.version(),
        aliases
            ? version.aliases().stream().map(alias -> new Alias(alias, version.version())).toList()
            : null,
        changes.createdAt().toEpochMilli(),
        changes.createdBy(),
        changes.updatedAt().toEpochMilli(),
        changes.updatedBy());
  }
}
