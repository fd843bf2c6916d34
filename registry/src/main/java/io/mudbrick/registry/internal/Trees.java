package io.mudbrick.registry.internal;

import io.mudbrick.platform.files.BlobStore;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Where the files of versions lie: a tree for each, which nothing changes once it is complete. */
final class Trees {
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

  private void delete(String path) {
    try {
      blobs.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
