package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.SecurableRenamed;
import io.mudbrick.featurestore.PublishMode;
import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.platform.events.WorkspacesReset;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Lock;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What all callers of one engine share about the online store. Thread-safe. */
public final class OnlineState {
  private final Database database;
  private final RowFiles files;
  private final OnlineViews views;
  private volatile Runnable followedChanged = () -> {};

  /**
   * @param directory for the rows, where they are not in the database
   */
  public OnlineState(Database database, Path directory) {
    this.database = database;
    this.files = new RowFiles(directory);
    this.views = new OnlineViews(database, files, this::followedChanged);
  }

  /** Deletes what publishes left that were killed; before anything is published. */
  public void sweep() {
    if (database.dialect() == Dialect.SQLITE) {
      files.sweep(database.read(OnlineDao::all));
    }
  }

  RowFiles files() {
    return files;
  }

  /** Who wants to hear that other tables may be followed than before. */
  public void onFollowedChanged(Runnable listener) {
    followedChanged = listener;
  }

  void followedChanged() {
    followedChanged.run();
  }

  /** Lets online tables follow a renamed source. */
  public void follow(SecurableRenamed renamed) {
    database.run(
        tx -> {
          List<String> followed = OnlineDao.renameSources(tx, renamed);
          views.changing(tx);
          tx.afterCommit(
              () -> {
                followed.forEach(name -> views.forget(renamed.metastoreId(), name));
                followedChanged();
              });
        });
  }

  /** Forgets what is known of a metastore's online tables: they were set back. */
  public void reset(WorkspacesReset reset) {
    views.forget(reset.metastoreId());
    followedChanged();
  }

  /** Keeps why the source of a table is no longer followed. */
  void fail(OnlineRecord table, String why) {
    database.run(
        tx -> {
          OnlineDao.fail(tx, table.tableNo(), why);
          views.changing(tx);
        });
    views.forget(table.metastoreId(), table.name());
    followedChanged();
  }

  OnlineViews views() {
    return views;
  }

  /** The right to publish or drop an online table; empty while somebody else has it. */
  Optional<Lock> claim(String metastoreId, String table) {
    return database.tryLock(lock(metastoreId, table));
  }

  /**
   * As the other; when it follows its source, it waits until that is done, which is soon.
   *
   * @param shown the table as it is, if it is there
   * @throws io.mudbrick.platform.PlatformException RESOURCE_CONFLICT while somebody publishes it
   */
  Lock claim(String metastoreId, String table, Optional<OnlineRecord> shown) {
    boolean followed =
        shown.filter(known -> known.publication().mode() == PublishMode.CONTINUOUS).isPresent();
    return followed
        ? database.lock(lock(metastoreId, table))
        : claim(metastoreId, table).orElseThrow(() -> OnlineErrors.publishRunning(table));
  }

  private static String lock(String metastoreId, String table) {
    return "online-table/" + metastoreId + "/" + table;
  }
}
