package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.SecurableDeleted;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.VolumeType;
import io.mudbrick.catalog.internal.jdbc.VolumeStore;
import io.mudbrick.catalog.internal.jdbc.VolumeStore.Stored;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all callers share of volumes. */
record VolumeRoom(
    VolumeStore store, BlobStore managed, ModuleContext context, Locations locations) {
  private static final Logger LOG = LoggerFactory.getLogger(VolumeRoom.class);

  static VolumeRoom of(ModuleContext context, Locations locations) {
    return new VolumeRoom(new VolumeStore(), context.blobs().at("volumes"), context, locations);
  }

  /** Where the files of a volume lie. */
  BlobStore files(String metastoreId, String id, Stored volume) {
    return volume.location() == null
        ? managed.at(metastoreId + "/" + id)
        : context.foreignBlobs(Path.of(volume.location()));
  }

  Path directory(String metastoreId, String id, Stored volume) {
    return volume.location() == null
        ? managed.onDisk(metastoreId + "/" + id)
        : Path.of(volume.location());
  }

  void drop(SecurableDeleted deleted) {
    if (deleted.securable().type() != SecurableType.VOLUME) {
      return;
    }
    String id = deleted.securable().id();
    String path = deleted.caller().metastoreId() + "/" + id;
    context
        .database()
        .run(
            tx -> {
              boolean ours =
                  store.byId(tx, id).filter(v -> v.type() == VolumeType.MANAGED).isPresent();
              store.delete(tx, id);
              if (ours) {
                tx.afterCommit(
                    () -> FileIo.afterHolds(managed.onDisk(path), () -> deleteFiles(path)));
              }
            });
  }

  /** What cannot be deleted stays: no volume leads to it any more. */
  private void deleteFiles(String path) {
    try {
      managed.delete(path);
    } catch (IOException | RuntimeException e) {
      LOG.warn("Files of the deleted volume {} stay", path, e);
    }
  }
}
