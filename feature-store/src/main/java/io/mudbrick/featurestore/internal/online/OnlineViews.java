package io.mudbrick.featurestore.internal.online;

import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Tx;
import io.mudbrick.platform.sql.Watch;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** The engine's views of online tables, one a table. Checks no grants. Thread-safe. */
final class OnlineViews {
  private record Key(String metastore, String table) {}

  /** Rows of one publish. */
  record Found(OnlineView view, List<StoredRow> rows) {}

  /** How often it is looked again for a file that a publish has just replaced. */
  private static final int TRIES = 5;

  private final Database database;
  private final RowFiles files;
  private final ConcurrentMap<Key, OnlineView> views = new ConcurrentHashMap<>();
  private final Watch watch;

  /**
   * @param changed runs when another server published or dropped a table
   */
  OnlineViews(Database database, RowFiles files, Runnable changed) {
    this.database = database;
    this.files = files;
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

  /** A table as its record says, which nobody else changes meanwhile. */
  OnlineView current(OnlineRecord record) {
    OnlineView view = view(record.metastoreId(), record.name());
    if (view.record().stamp() != record.stamp()) {
      // Another server published, and this one has not heard of it.
      forget(record.metastoreId(), record.name());
      view = view(record.metastoreId(), record.name());
    }
    return view;
  }

  /** Looks whether another server has published the table. */
  void refresh(String metastore, String table) {
    Key key = new Key(metastore, table);
    OnlineView view = views.get(key);
    if (view != null
        && !database.read(
            tx -> OnlineDao.shows(tx, view.record().tableNo(), view.record().stamp()))) {
      views.remove(key, view);
    }
  }

  private OnlineView load(Key key) {
    for (int tries = 1; ; tries++) {
      try {
        return loadOnce(key);
      } catch (NoSuchFileException e) {
        if (tries == TRIES) { // else the next publish took it away
          throw OnlineErrors.unreadableRows(Path.of(e.getFile()), e);
        }
      }
    }
  }

  private OnlineView loadOnce(Key key) throws NoSuchFileException {
    OnlineRecord record =
        database
            .read(tx -> OnlineDao.find(tx, key.metastore(), key.table()))
            .orElseThrow(() -> OnlineErrors.onlineTableMissing(key.table()));
    Layout layout = Layout.read(record.layout());
    PayloadCodec codec = new PayloadCodec(layout.payloadSchema());
    if (record.rowFile() == null) {
      return new OnlineView(
          record, layout, new DatabaseRows(database, record, codec, layout.payloadSchema().size()));
    }
    RowFile file = files.open(record);
    Map<KeyBytes, @Nullable Row> changed = new HashMap<>();
    boolean current =
        database.read(
            tx -> {
              changed.clear();
              OnlineDao.forEach(
                  tx,
                  record.tableNo(),
                  record.generation(),
                  (bytes, kept) -> changed.put(new KeyBytes(bytes), RowWriter.row(kept)));
              return OnlineDao.shows(tx, record.tableNo(), record.stamp());
            });
    return current
        ? new OnlineView(record, layout, new FileRows(file, changed, codec))
        : loadOnce(key);
  }

  /** Makes the next reader look again; after a publish or a drop has been committed. */
  void forget(String metastore, String table) {
    views.remove(new Key(metastore, table));
  }

  /** Shows the next publish of a table, which changed the rows of some keys only. */
  void advance(OnlineRecord before, OnlineRecord after, Map<KeyBytes, @Nullable Row> changed) {
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
      List<StoredRow> rows = view.rows().find(keys);
      if (rows != null) {
        return new Found(view, rows);
      }
      views.remove(new Key(metastore, table), view);
    }
  }
}
