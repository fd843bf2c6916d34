package io.mudbrick.registry.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.registry.ModelFile;
import io.mudbrick.registry.internal.jdbc.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings files into the tree of a version and takes their digests on the way. A file that another
 * version of the metastore has already is not stored again: it gets a second name (a hard link). So
 * the file system counts who needs it, and a version that goes takes nobody else's bytes along.
 */
final class Copier {
  private final Room room;
  private final Caller caller;

  Copier(Room room, Caller caller) {
    this.room = room;
    this.caller = caller;
  }

  /**
   * Brings every file; each is on disk when this returns. What lies there already is of an attempt
   * that a crash cut short, or, in a restored backup, of a later version of that number.
   */
  List<ModelFile> copy(BlobStore from, String modelId, long version) throws IOException {
    room.trees().clear(modelId, version);
    BlobStore to = room.trees().of(modelId, version);
    List<ModelFile> files = new ArrayList<>();
    for (BlobStore.Info info : from.walk("")) {
      if (!info.directory()) {
        ModelFile linked = linked(from, info, modelId, to);
        files.add(linked == null ? written(from, to, info.path()) : linked);
        room.intact().add(to.onDisk(info.path()));
      }
    }
    return files;
  }

  private static ModelFile written(BlobStore from, BlobStore to, String path) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(from.open(path), digest)) {
      BlobStore.Info stored = to.put(path, in);
      return new ModelFile(path, stored.size(), HexFormat.of().formatHex(digest.digest()));
    }
  }

  /** Links a file to its equal; null when there is none, or none that is as it was. */
  private @Nullable ModelFile linked(
      BlobStore from, BlobStore.Info info, String modelId, BlobStore to) throws IOException {
    long size = info.size();
    if (size == 0 || !room.database().<Boolean>read(tx -> room.files().anyOfSize(tx, size))) {
      return null;
    }
    ModelFile file = new ModelFile(info.path(), size, sha256(from, info.path()));
    Optional<StoredFile> equal =
        room.database()
            .read(tx -> room.files().equal(tx, caller.metastoreId(), modelId, size, file.sha256()));
    return equal.isPresent() && link(from, file, equal.get(), to) ? file : null;
  }

  private boolean link(BlobStore from, ModelFile file, StoredFile equal, BlobStore to)
      throws IOException {
    BlobStore other = room.trees().of(equal.modelId(), equal.version());
    Path stored = other.onDisk(equal.path());
    try {
      boolean intact =
          room.intact().contains(stored)
              || Files.isSameFile(stored, from.onDisk(file.path()))
              || (Files.size(stored) == file.size()
                  && sha256(Files.newInputStream(stored)).equals(file.sha256()));
      if (!intact) {
        return false; // somebody damaged it: let that be one version's trouble
      }
      Trees.link(stored, to.onDisk(file.path()));
      return true;
    } catch (FileSystemException | UnsupportedOperationException goneOrNotToBeLinked) {
      return false;
    }
  }

  /** The digest of a stored file. */
  static String sha256(BlobStore store, String path) throws IOException {
    return sha256(store.open(path));
  }

  private static String sha256(InputStream content) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = content) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
