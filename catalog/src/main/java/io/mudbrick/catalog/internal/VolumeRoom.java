package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.SecurableDeleted;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.VolumeType;
import io.mudbrick.catalog.internal.jdbc.VolumeStore;
import io.mudbrick.catalog.internal.jdbc.VolumeStore.Stored;
import io.mudbrick.catalog.internal.tables.Folders;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
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

  /** Makes the folder of a managed volume in a chosen place: our own are made when needed. */
  void prepare(Stored volume) {
    if (volume.location() != null) {
      try {
        FileIo.createDirectories(Path.of(volume.location()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Takes back what was prepared for a volume that did not come to be. */
  void discard(Stored volume) {
    if (volume.location() != null) {
      Folders.delete(Path.of(volume.location()));
    }
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
              Optional<Stored> ours =
                  store.byId(tx, id).filter(v -> v.type() == VolumeType.MANAGED);
              store.delete(tx, id);
              ours.ifPresent(volume -> tx.afterCommit(() -> dropFiles(volume, path)));
            });
  }

  private void dropFiles(Stored volume, String path) {
    if (volume.location() == null) {
      FileIo.afterHolds(managed.onDisk(path), () -> deleteFiles(path));
    } else {
      Folders.delete(Path.of(volume.location()));
    }
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
