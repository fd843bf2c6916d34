package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.ModelFile;
import java.util.List;
import java.util.Optional;

/** Manifests: the files of each version with their digests. */
public final class FileStore {

  public void add(Tx tx, String modelId, long version, List<ModelFile> files) {
    tx.batch(
        "INSERT INTO registry_files (model_id, version, path, size, sha256) VALUES (?, ?, ?, ?, ?)",
        files.stream()
            .map(file -> new Object[] {modelId, version, file.path(), file.size(), file.sha256()})
            .toList());
  }

  public List<ModelFile> ofVersion(Tx tx, String modelId, long version) {
    return tx.query(
        "SELECT path, size, sha256 FROM registry_files WHERE model_id = ? AND version = ?"
            + " ORDER BY path",
        row -> new ModelFile(row.string(1), row.number(2), row.string(3)),
        modelId,
        version);
  }

  /** Whether any version has a file of that size: few other files have. */
  public boolean anyOfSize(Tx tx, long size) {
    return tx.first(
            "SELECT size FROM registry_files WHERE size = ? LIMIT 1", row -> row.number(1), size)
        .isPresent();
  }

  /**
   * A file with these bytes that a version of the metastore has: of the model's newest version that
   * has one, else of any model.
   */
  public Optional<StoredFile> equal(
      Tx tx, String metastoreId, String modelId, long size, String sha256) {
    Optional<StoredFile> own =
        tx.first(
            "SELECT model_id, version, path FROM registry_files"
                + " WHERE size = ? AND sha256 = ? AND model_id = ? ORDER BY version DESC LIMIT 1",
            FileStore::stored,
            size,
            sha256,
            modelId);
    return own.isPresent()
        ? own
        : tx.first(
            "SELECT f.model_id, f.version, f.path FROM registry_files f"
                + " JOIN registry_models m ON m.model_id = f.model_id"
                + " WHERE f.size = ? AND f.sha256 = ? AND m.metastore_id = ? LIMIT 1",
            FileStore::stored,
            size,
            sha256,
            metastoreId);
  }

  private static StoredFile stored(Row row) {
    return new StoredFile(row.string(1), row.number(2), row.string(3));
  }
}
