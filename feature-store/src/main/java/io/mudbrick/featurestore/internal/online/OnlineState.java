package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.SecurableRenamed;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.platform.sql.Database;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What all callers of one engine share about the online store. Thread-safe. */
public final class OnlineState {
  private final Database database;
  private final OnlineViews views;
  private final Set<String> publishing = ConcurrentHashMap.newKeySet();

  public OnlineState(Database database) {
    this.database = database;
    this.views = new OnlineViews(database);
  }

  /** Lets online tables follow a renamed source. */
  public void follow(SecurableRenamed renamed) {
    database.run(
        tx -> {
          List<String> followed = OnlineDao.renameSources(tx, renamed);
          tx.afterCommit(() -> followed.forEach(name -> views.forget(renamed.metastoreId(), name)));
        });
  }

  OnlineViews views() {
    return views;
  }

  /** The online tables that are being published or dropped. */
  Set<String> publishing() {
    return publishing;
  }
}
