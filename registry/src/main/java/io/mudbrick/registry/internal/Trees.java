package io.mudbrick.registry.internal;

import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Where the files of versions lie: a tree for each, which nothing changes once it is complete, and
 * beside it, while a client brings them, a directory for uploads.
 *
 * @param uploads trees of the same shape as {@code blobs}
 * @param foreign makes stores of directories that others write to as well
 */
record Trees(BlobStore blobs, BlobStore uploads, Function<Path, BlobStore> foreign) {
  private static final Logger LOG = System.getLogger(Trees.class.getName());

  static Trees of(ModuleContext context) {
    return new Trees(
        context.blobs().at("models"), context.blobs().at("model-uploads"), context::foreignBlobs);
  }

  BlobStore of(String modelId, long version) {
    return blobs.at(modelId + "/" + version);
  }

  /** What is uploaded for a version; clients on this machine may write there by themselves. */
  BlobStore uploads(String modelId, long version) {
    try {
      Path directory = uploads.onDisk(modelId + "/" + version);
      FileIo.createDirectories(directory);
      return foreign.apply(directory.toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives a stored file a name in another tree, on disk when this returns. */
  static void link(Path stored, Path target) throws IOException {
    Path directory = target.resolveSibling(".").normalize();
    FileIo.createDirectories(directory);
    FileIo.link(stored, target);
    FileIo.syncDirectory(directory);
  }

  /** Takes away what lies where the files of a new version are to be. */
  void clear(String modelId, long version) throws IOException {
    blobs.delete(modelId + "/" + version);
  }

  /** Deletes the files of a version, and what was uploaded for it. */
  void delete(String modelId, long version, Runnable done) {
    delete(modelId + "/" + version, List.of(blobs, uploads), done);
  }

  void deleteUploads(String modelId, long version, Runnable done) {
    delete(modelId + "/" + version, List.of(uploads), done);
  }

  void deleteModel(String modelId, Runnable done) {
    delete(modelId, List.of(blobs, uploads), done);
  }

  /**
   * As well as it can be done: whoever deletes has committed already that the version is gone, so
   * that files which stay cost their space and nothing else until the next start.
   */
  private void delete(String path, List<BlobStore> from, Runnable done) {
    try {
      FileIo.afterHolds(blobs.onDisk(path), () -> deleteNow(path, from, done));
    } catch (RuntimeException e) {
      stays(path, e);
    }
  }

  private static void deleteNow(String path, List<BlobStore> from, Runnable done) {
    try {
      for (BlobStore store : from) {
        store.delete(path);
      }
      done.run();
    } catch (IOException | RuntimeException e) {
      stays(path, e);
    }
  }

  private static void stays(String path, Exception why) {
    LOG.log(Level.WARNING, "The files of model " + path + " could not be deleted.", why);
  }
}
