package io.mudbrick.registry.internal.jdbc;

import io.mudbrick.platform.sql.Tx;
import java.util.Collection;
import java.util.List;

/** Which directories are to be deleted. */
public final class LeftoverStore {

  /**
   * Directories of a version, or of a whole model.
   *
   * @param version 0 for all of the model
   */
  public record Leftover(String modelId, long version) {}

  public void add(Tx tx, String metastoreId, String server, Leftover leftover) {
    tx.update(
        "INSERT INTO registry_leftovers (metastore_id, model_id, version, server)"
            + " VALUES (?, ?, ?, ?) ON CONFLICT (model_id, version) DO UPDATE"
            + " SET server = excluded.server",
        metastoreId,
        leftover.modelId(),
        leftover.version(),
        server);
  }

  public void remove(Tx tx, Collection<Leftover> leftovers) {
    tx.batch(
        "DELETE FROM registry_leftovers WHERE model_id = ? AND version = ?",
        leftovers.stream().map(each -> new Object[] {each.modelId(), each.version()}).toList());
  }

  public List<Leftover> ofServer(Tx tx, String server) {
    return tx.query(
        "SELECT model_id, version FROM registry_leftovers WHERE server = ?",
        row -> new Leftover(row.string(1), row.number(2)),
        server);
  }
}
