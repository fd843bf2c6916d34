package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.WorkspacesPaused;
import io.mudbrick.platform.events.WorkspacesReset;
import io.mudbrick.platform.sql.Dialect;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the commits of feature tables whose online tables are continuous: those of this process
 * as soon as it is told of them, those of others when it looks next. One thread does it all, and
 * only while there is something to follow. On a shared store every server looks, and whoever claims
 * the table publishes.
 */
public final class Followers implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Followers.class.getName());
  private static final Duration LOOK = Duration.ofMillis(50);

  /** How often another server's tables are asked for. */
  private static final Duration ASK = Duration.ofSeconds(2);

  /** How long nothing is tried after a failure that may pass. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How long a paused metastore is left alone unless a call in it shows that it goes on. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /** What time does not heal. */
  private static final Set<ErrorCode> FINAL =
      EnumSet.of(
          ErrorCode.RESOURCE_DOES_NOT_EXIST,
          ErrorCode.PERMISSION_DENIED,
          ErrorCode.FAILED_PRECONDITION,
          ErrorCode.INVALID_PARAMETER_VALUE);

  /** A table that is followed, and where it leads. */
  private static final class Followed {
    final OnlineRecord record;
    @Nullable Caller caller;
    @Nullable DeltaTable delta;
    long version;
    long notBefore;

    Followed(OnlineRecord record) {
      this.record = record;
      this.version = record.version();
    }
  }

  private final ModuleContext context;
  private final OnlineState state;
  private final Function<Caller, Publisher> publishers;
  private final Thread thread = new Thread(this::run, "mudbrick-online");

  /** Held while something is published or paused; guards what follows. */
  private final Object looking = new Object();

  private volatile List<Followed> followed = List.of();
  private long asked;
  private final Map<String, Long> pausedUntil = new ConcurrentHashMap<>();

  /** Guarded by this. */
  private boolean changed = true;

  private boolean woken;
  private boolean failing;
  private boolean closed;
  private boolean idle;

  public Followers(
      ModuleContext context, OnlineState state, Function<Caller, Publisher> publishers) {
    this.context = context;
    this.state = state;
    this.publishers = publishers;
    thread.setDaemon(true);
  }

  public void start() {
    thread.start();
  }

  /** Other tables may be followed than before. */
  public synchronized void changed() {
    changed = true;
    notifyAll();
  }

  /** A table was written in this process. */
  public void wrote(String metastoreId) {
    synchronized (this) {
      if (idle) {
        return; // nothing is followed
      }
    }
    pausedUntil.remove(metastoreId);
    synchronized (this) {
      woken = true;
      notifyAll();
    }
  }

  /** Brings a metastore's tables up to date, and leaves them alone for a while. */
  public void pause(WorkspacesPaused paused) {
    synchronized (looking) {
      look();
      pausedUntil.put(paused.metastoreId(), System.nanoTime() + PAUSE.toNanos());
    }
  }

  public void reset(WorkspacesReset reset) {
    pausedUntil.remove(reset.metastoreId());
    changed();
  }

  private void run() {
    try {
      while (await()) {
        synchronized (looking) {
          look();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for the next look; without anything to follow until something changes. Waking without a
   * cause does no harm: it looks once more.
   */
  @SuppressWarnings("WaitNotInLoop")
  private synchronized boolean await() throws InterruptedException {
    while (idle && !changed && !closed) {
      wait();
    }
    if (failing && !closed) {
      wait(PATIENCE.toMillis());
    } else if (!woken && !changed && !closed) {
      wait((followed.isEmpty() ? ASK : LOOK).toMillis());
    }
    woken = false;
    failing = false;
    return !closed;
  }

  private void look() {
    try {
      reload();
      for (Followed each : followed) {
        long now = System.nanoTime();
        Long until = pausedUntil.get(each.record.metastoreId());
        if ((until == null || until < now) && (each.notBefore == 0 || each.notBefore < now)) {
          look(each);
        }
      }
    } catch (RuntimeException e) {
      if (!isClosed()) {
        LOG.log(Level.WARNING, "Online tables cannot be looked after; it will be tried again", e);
      }
    }
  }

  private void reload() {
    boolean shared = context.database().dialect() != Dialect.SQLITE;
    long now = System.nanoTime();
    synchronized (this) {
      if (!changed && !(shared && now - asked > ASK.toNanos())) {
        return;
      }
      changed = false;
    }
    asked = now;
    List<Followed> next = new ArrayList<>();
    try {
      for (OnlineRecord record : context.database().read(OnlineDao::followed)) {
        next.add(new Followed(record));
      }
    } catch (RuntimeException e) {
      synchronized (this) {
        changed = true; // not known yet: it is to be asked again
        failing = true;
      }
      throw e;
    }
    followed = next;
    synchronized (this) {
      // On a shared store others may begin: it goes on asking.
      idle = next.isEmpty() && !shared;
    }
  }

  private void look(Followed each) {
    try {
      DeltaTable delta = each.delta;
      if (delta == null) {
        each.caller = caller(each.record);
        delta =
            context.service(Catalog.class, each.caller).tables().open(each.record.sourceTable());
        each.delta = delta;
      }
      long version = delta.version();
      if (version != each.version
          && each.caller != null
          && publishers.apply(each.caller).follow(each.record)) {
        each.version = version;
      }
    } catch (PlatformException e) {
      failed(each, e);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "Online table " + each.record.name() + " is not up to date", e);
      retry(each);
    }
  }

  private void failed(Followed each, PlatformException e) {
    if (isClosed()) {
      return;
    }
    String why =
        e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST
            ? OnlineErrors.sourceMissing(each.record.sourceTable())
            : e.message();
    LOG.log(Level.WARNING, "Online table {0} is not up to date: {1}", each.record.name(), why);
    if (FINAL.contains(e.code())) {
      state.fail(each.record, why);
    } else {
      retry(each);
    }
  }

  private static void retry(Followed each) {
    each.delta = null;
    each.notBefore = System.nanoTime() + PATIENCE.toNanos();
  }

  private Caller caller(OnlineRecord record) {
    return context.identities().workspaces().stream()
        .filter(workspace -> workspace.id().equals(record.publication().workspaceId()))
        .findFirst()
        .flatMap(
            workspace ->
                context
                    .identities()
                    .principal(record.metastoreId(), record.publishedBy())
                    .map(principal -> new Caller(workspace, principal)))
        .orElseThrow(() -> OnlineErrors.publisherGone(record.name(), record.publishedBy()));
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Waits until what is being published is done. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
