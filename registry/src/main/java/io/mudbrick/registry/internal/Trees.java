package io.mudbrick.registry.internal;

import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.platform.files.FileIo;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Where the files of versions lie: a tree for each, which nothing changes once it is complete. */
final class Trees {
  private static final Logger LOG = System.getLogger(Trees.class.getName());

  private final BlobStore blobs;

  Trees(BlobStore blobs) {
    this.blobs = blobs;
  }

  BlobStore of(String modelId, long version) {
    return blobs.at(modelId + "/" + version);
  }

  void delete(String modelId, long version) {
    delete(modelId + "/" + version);
  }

  void deleteModel(String modelId) {
    delete(modelId);
  }

  /**
   * As well as it can be done: whoever deletes has committed already that the version is gone, so
   * that files which stay cost their space and nothing else.
   */
  private void delete(String path) {
    try {
      FileIo.afterHolds(blobs.onDisk(path), () -> deleteNow(path));
    } catch (RuntimeException e) {
      stays(path, e);
    }
  }

  private void deleteNow(String path) {
    try {
      blobs.delete(path);
    } catch (IOException | RuntimeException e) {
      stays(path, e);
    }
  }

  private static void stays(String path, Exception why) {
    LOG.log(Level.WARNING, "The files of model " + path + " could not be deleted.", why);
  }
}
