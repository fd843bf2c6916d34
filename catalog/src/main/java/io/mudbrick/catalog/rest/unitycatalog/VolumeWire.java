package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.VolumeInfo;
import org.jspecify.annotations.Nullable;

/** A volume on the wire. */
record VolumeWire(
    String name,
    String catalogName,
    String schemaName,
    String fullName,
    String volumeType,
    String storageLocation,
    String volumeId,
    String metastoreId,
    String owner,
    @Nullable String comment,
    String securableType,
    long createdAt,
    String createdBy,
    long updatedAt,
    String updatedBy) {

  static VolumeWire of(VolumeInfo volume, String metastoreId) {
    Securable securable = volume.securable();
    String[] names = securable.fullName().split("\\.", -1);
    return new VolumeWire(
        names[2],
        names[0],
        names[1],
        securable.fullName(),
        volume.type().name(),
        volume.directory().toUri().toString(),
        securable.id(),
        metastoreId,
        securable.owner(),
        securable.comment(),
        "VOLUME",
        securable.created().at().toEpochMilli(),
        securable.created().by(),
        securable.updated().at().toEpochMilli(),
        securable.updated().by());
  }
}
