package io.mudbrick.registry.internal;

import io.mudbrick.platform.files.BlobStore;
import io.mudbrick.registry.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Copies a tree of files and takes their digests on the way. */
final class Copier {
  private Copier() {}

  /** Copies every file; each is on disk when this returns. */
  static List<ModelFile> copy(BlobStore from, BlobStore to) throws IOException {
    List<ModelFile> files = new ArrayList<>();
    for (BlobStore.Info info : from.walk("")) {
      if (!info.directory()) {
        files.add(copy(from, to, info.path()));
      }
    }
    return files;
  }

  private static ModelFile copy(BlobStore from, BlobStore to, String path) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = new DigestInputStream(from.open(path), digest)) {
      BlobStore.Info stored = to.put(path, in);
      return new ModelFile(path, stored.size(), HexFormat.of().formatHex(digest.digest()));
    }
  }

  /** The digest of a stored file. */
  static String sha256(BlobStore store, String path) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = store.open(path)) {
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
