package io.mudbrick.registry.internal;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.registry.ModelVersion.Status;
import io.mudbrick.registry.internal.jdbc.LeftoverStore;
import io.mudbrick.registry.internal.jdbc.LeftoverStore.Leftover;
import io.mudbrick.registry.internal.jdbc.VersionRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Deletes what versions no longer need, once the transaction that says so is on disk. It is written
 * down in that transaction, so that a crash in between leaves nothing for good.
 */
final class Leftovers {
  private final LeftoverStore store = new LeftoverStore();
  private final Trees trees;
  private final String server;

  /** Deleted, but on record still: the next transaction that deletes takes them off. */
  private final Queue<Leftover> done = new ConcurrentLinkedQueue<>();

  Leftovers(Trees trees, String server) {
    this.trees = trees;
    this.server = server;
  }

  /** A version was deleted or failed. */
  void version(Tx tx, String metastoreId, String modelId, long version) {
    Leftover gone = note(tx, metastoreId, modelId, version);
    tx.afterCommit(() -> trees.delete(modelId, version, () -> done.add(gone)));
  }

  /** What was uploaded for a version was copied. */
  void uploads(Tx tx, String metastoreId, String modelId, long version) {
    Leftover gone = note(tx, metastoreId, modelId, version);
    tx.afterCommit(() -> trees.deleteUploads(modelId, version, () -> done.add(gone)));
  }

  void model(Tx tx, String metastoreId, String modelId) {
    Leftover gone = note(tx, metastoreId, modelId, 0);
    tx.afterCommit(() -> trees.deleteModel(modelId, () -> done.add(gone)));
  }

  private Leftover note(Tx tx, String metastoreId, String modelId, long version) {
    List<Leftover> off = new ArrayList<>();
    for (Leftover each = done.poll(); each != null; each = done.poll()) {
      off.add(each);
    }
    store.remove(tx, off);
    Leftover gone = new Leftover(modelId, version);
    store.add(tx, metastoreId, server, gone);
    return gone;
  }

  /**
   * Deletes what a server that stopped had left to delete, but for what is needed: a database that
   * was set back gives numbers again.
   */
  void sweep(Room room, String stopped) {
    List<Leftover> left = room.database().read(tx -> store.ofServer(tx, stopped));
    for (Leftover each : left) {
      sweep(room, each);
    }
    if (!left.isEmpty()) {
      room.database().run(tx -> store.remove(tx, left));
    }
  }

  private void sweep(Room room, Leftover left) {
    Runnable nothing = () -> {};
    if (left.version() == 0) {
      if (room.database().read(tx -> room.models().changed(tx, left.modelId())).isEmpty()) {
        trees.deleteModel(left.modelId(), nothing);
      }
      return;
    }
    Optional<VersionRow> row =
        room.database().read(tx -> room.versions().find(tx, left.modelId(), left.version()));
    Status status = row.isPresent() ? row.get().status() : Status.FAILED_REGISTRATION;
    if (status == Status.FAILED_REGISTRATION) {
      trees.delete(left.modelId(), left.version(), nothing);
    } else if (status == Status.READY) {
      trees.deleteUploads(left.modelId(), left.version(), nothing);
    }
  }
}
