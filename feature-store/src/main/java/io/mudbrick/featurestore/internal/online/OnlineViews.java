package io.mudbrick.featurestore.internal.online;

import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.platform.sql.Watch;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The engine's views of online tables, one a table. Checks no grants. Thread-safe. */
final class OnlineViews {
  private record Key(String metastore, String table) {}

  /** Rows of one publish. */
  record Found(OnlineView view, List<StoredRow> rows) {}

  private final Database database;
  private final ConcurrentMap<Key, OnlineView> views = new ConcurrentHashMap<>();
  private final Watch watch;

  /**
   * @param changed runs when another server published or dropped a table
   */
  OnlineViews(Database database, Runnable changed) {
    this.database = database;
    this.watch =
        database.watch(
            "online-tables",
            () -> {
              views.clear();
              changed.run();
            });
  }

  /** To be called in the transaction that publishes or drops: other servers are to hear of it. */
  void changing(Tx tx) {
    watch.changed(tx);
  }

  /**
   * The table as it is now.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST
   */
  OnlineView view(String metastore, String table) {
    Key key = new Key(metastore, table);
    OnlineView known = views.get(key);
    if (known != null) {
      return known;
    }
    // A view that is loaded while a publish commits is dropped by it: forget() waits for the load.
    return views.computeIfAbsent(key, this::load);
  }

  private OnlineView load(Key key) {
    return database
        .read(tx -> OnlineDao.find(tx, key.metastore(), key.table()))
        .map(OnlineView::new)
        .orElseThrow(() -> OnlineErrors.onlineTableMissing(key.table()));
  }

  /** Makes the next reader look again; after a publish or a drop has been committed. */
  void forget(String metastore, String table) {
    views.remove(new Key(metastore, table));
  }

  /** Shows the next publish of a table, which changed the rows of some keys only. */
  void advance(OnlineRecord before, OnlineRecord after, Set<KeyBytes> changed) {
    views.computeIfPresent(
        new Key(before.metastoreId(), before.name()),
        (key, view) -> view.record().stamp() == before.stamp() ? view.next(after, changed) : null);
  }

  /** Makes every reader of a metastore's tables look again. */
  void forget(String metastore) {
    views.keySet().removeIf(key -> key.metastore().equals(metastore));
  }

  /** The rows of keys, all of one publish. */
  Found rows(String metastore, String table, List<@Nullable KeyBytes> keys) {
    while (true) {
      OnlineView view = view(metastore, table);
      List<StoredRow> rows = view.rows(database, keys);
      if (rows != null) {
        return new Found(view, rows);
      }
      views.remove(new Key(metastore, table), view);
    }
  }
}
