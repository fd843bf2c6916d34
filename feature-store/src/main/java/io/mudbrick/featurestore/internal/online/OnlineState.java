package io.mudbrick.featurestore.internal.online;

import io.mudbrick.platform.sql.Database;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What all callers of one engine share about the online store. Thread-safe. */
public final class OnlineState {
  private final OnlineViews views;
  private final Set<String> publishing = ConcurrentHashMap.newKeySet();

  public OnlineState(Database database) {
    this.views = new OnlineViews(database);
  }

  OnlineViews views() {
    return views;
  }

  /** The online tables that are being published or dropped. */
  Set<String> publishing() {
    return publishing;
  }
}
