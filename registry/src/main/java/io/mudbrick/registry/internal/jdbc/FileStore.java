package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.ModelFile;
import java.util.List;

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
}
