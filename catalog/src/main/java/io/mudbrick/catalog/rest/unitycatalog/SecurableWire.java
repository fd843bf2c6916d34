package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.internal.Storage;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A catalog or schema on the wire. */
record SecurableWire(
    String name,
    String fullName,
    @Nullable String catalogName,
    String id,
    @Nullable String schemaId,
    String metastoreId,
    String owner,
    @Nullable String comment,
    Map<String, String> properties,
    @Nullable String catalogType,
    @Nullable String isolationMode,
    String securableType,
    long createdAt,
    String createdBy,
    long updatedAt,
    String updatedBy,
    @Nullable String storageRoot,
    @Nullable String storageLocation) {

  static SecurableWire of(Securable securable, String metastoreId) {
    boolean catalog = securable.type() == SecurableType.CATALOG;
    Path root = securable.storageRoot();
    boolean system = securable.fullName().equals("system");
    return new SecurableWire(
        securable.name(),
        securable.fullName(),
        catalog ? null : securable.ref().parentName(),
        securable.id(),
        catalog ? null : securable.id(),
        metastoreId,
        securable.owner(),
        securable.comment(),
        securable.properties(),
        system ? "SYSTEM_CATALOG" : "MANAGED_CATALOG",
        catalog ? "OPEN" : null,
        securable.type().name(),
        securable.created().at().toEpochMilli(),
        securable.created().by(),
        securable.updated().at().toEpochMilli(),
        securable.updated().by(),
        root == null ? null : LocalUri.of(root),
        root == null
            ? null
            : LocalUri.of(Storage.location(securable.type(), securable.id(), root)));
  }
}
