package io.mudbrick.platform.internal.sql;

import io.mudbrick.platform.sql.Tx;
import io.mudbrick.platform.sql.Watch;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One number for each kind of thing that processes keep in memory. Whoever changes such a thing
 * counts it up in the same transaction; who reads a number that is not its own forgets what it
 * keeps. Thread-safe.
 */
final class Revisions {
  static final String TABLE =
      "CREATE TABLE IF NOT EXISTS core_revision ("
          + "kind VARCHAR(64) NOT NULL PRIMARY KEY, revision BIGINT NOT NULL)";
  static final String READ = "SELECT kind, revision FROM core_revision";

  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  Watch watch(String name, Runnable forget) {
    Kind kind = new Kind(name, forget);
    if (kinds.putIfAbsent(name, kind) != null) {
      throw new IllegalArgumentException(name + " is watched twice");
    }
    return kind;
  }

  /** A number of the database's was read, outside of any older snapshot. */
  void read(String name, long revision) {
    Kind kind = kinds.get(name);
    if (kind != null) {
      kind.read(revision);
    }
  }

  /** Counts up; within the writer's transaction, so no number is given twice. */
  static long next(Tx tx, String name) {
    return tx.first(
            "INSERT INTO core_revision (kind, revision) VALUES (?, 1) ON CONFLICT (kind)"
                + " DO UPDATE SET revision = core_revision.revision + 1 RETURNING revision",
            row -> row.number(1),
            name)
        .orElseThrow();
  }

  private static final class Kind implements Watch {
    private final String name;
    private final Runnable forget;
    private volatile long seen;

    Kind(String name, Runnable forget) {
      this.name = name;
      this.forget = forget;
    }

    @Override
    public void changed(Tx tx) {
      long mine = next(tx, name);
      tx.afterCommit(() -> own(mine));
    }

    /** This process knows what it changed itself, unless another one was there in between. */
    private synchronized void own(long revision) {
      if (seen == revision - 1) {
        seen = revision;
      }
    }

    void read(long revision) {
      if (revision > seen) {
        readNew(revision);
      }
    }

    private synchronized void readNew(long revision) {
      if (revision > seen) {
        forget.run();
        seen = revision; // last: who sees it need not wait
      }
    }
  }
}
