package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.featurestore.FeatureVector;
import io.mudbrick.featurestore.OnlineReader;
import io.mudbrick.featurestore.OnlineTable;
import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.featurestore.internal.tables.FeatureTables;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.BeforeDelete;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Lock;
import io.mudbrick.platform.sql.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Online tables as one caller sees them. */
public final class OnlineTables {
  private static final long ASK_NANOS = 1_000_000_000;

  private final ModuleContext context;
  private final Caller caller;
  private final Catalog catalog;
  private final OnlineState state;
  private final OnlineViews views;

  public OnlineTables(ModuleContext context, Caller caller, Catalog catalog, OnlineState state) {
    this.context = context;
    this.caller = caller;
    this.catalog = catalog;
    this.state = state;
    this.views = state.views();
  }

  public OnlineTable get(String name) {
    OnlineRecord record = views.view(caller.metastoreId(), FeatureTables.canonical(name)).record();
    requireRead(record);
    return table(record);
  }

  public List<OnlineTable> ofSource(String sourceTable) {
    String source = FeatureTables.canonical(sourceTable);
    catalog.grants().require(SecurableRef.table(source), Privilege.SELECT);
    return context
        .database()
        .read(tx -> OnlineDao.ofSource(tx, caller.metastoreId(), source))
        .stream()
        .map(OnlineTables::table)
        .toList();
  }

  public void drop(String name) {
    String canonical = FeatureTables.canonical(name);
    // A publish that is under way would go on to write rows that no table leads to.
    Optional<OnlineRecord> shown =
        context.database().read(tx -> OnlineDao.find(tx, caller.metastoreId(), canonical));
    Lock claim = state.claim(caller.metastoreId(), canonical, shown);
    try {
      dropIdle(canonical);
    } finally {
      claim.close();
    }
  }

  private void dropIdle(String canonical) {
    EntityRef entity = ref(caller, canonical);
    OnlineRecord dropped =
        OnlineErrors.heldInSql(
            canonical, () -> context.database().write(tx -> drop(tx, entity, canonical)));
    views.forget(caller.metastoreId(), canonical);
    state.files().delete(dropped);
    state.followedChanged();
  }

  private OnlineRecord drop(Tx tx, EntityRef entity, String canonical) {
    OnlineRecord record =
        OnlineDao.find(tx, caller.metastoreId(), canonical)
            .orElseThrow(() -> OnlineErrors.onlineTableMissing(canonical));
    requireManage(record);
    context.events().publish(new BeforeDelete(entity, caller, false));
    SqlTable sql = SqlTable.of(record);
    if (sql != null) {
      sql.drop(tx);
    }
    OnlineDao.delete(tx, record.tableNo());
    views.changing(tx);
    return record;
  }

  public List<FeatureVector> lookup(String name, List<? extends Map<String, ?>> keys) {
    String canonical = FeatureTables.canonical(name);
    OnlineView view = views.view(caller.metastoreId(), canonical);
    requireRead(view.record());
    return found(canonical, view, keys);
  }

  public OnlineReader reader(String name) {
    String canonical = FeatureTables.canonical(name);
    OnlineRecord record = views.view(caller.metastoreId(), canonical).record();
    requireRead(record);
    return new Reader(canonical, isSource(record));
  }

  /**
   * Asks for the grant at each lookup; what costs more, whether the feature table is still the same
   * and hides nothing from the caller, and on a shared store what other servers published, once a
   * second.
   */
  private final class Reader implements OnlineReader {
    private final String table;
    private final AtomicLong asked = new AtomicLong(System.nanoTime());
    private volatile boolean isSource;

    Reader(String table, boolean isSource) {
      this.table = table;
      this.isSource = isSource;
    }

    @Override
    public List<FeatureVector> lookup(List<? extends Map<String, ?>> keys) {
      long now = System.nanoTime();
      long before = asked.get();
      if (now - before > ASK_NANOS && asked.compareAndSet(before, now)) {
        askAgain();
      }
      OnlineView view = views.view(caller.metastoreId(), table);
      if (!isSource || !mayRead(view)) {
        requireRead(view.record());
      }
      return found(table, view, keys);
    }

    /** False when the table is gone. */
    private boolean mayRead(OnlineView view) {
      try {
        catalog.grants().require(view.source(), Privilege.SELECT);
        return true;
      } catch (PlatformException e) {
        if (e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST) {
          return false;
        }
        throw e;
      }
    }

    private void askAgain() {
      if (context.database().dialect() == Dialect.POSTGRESQL) {
        views.refresh(caller.metastoreId(), table);
      }
      OnlineRecord record = views.view(caller.metastoreId(), table).record();
      isSource = false;
      requireRead(record);
      isSource = isSource(record);
    }
  }

  /** Whether the feature table is there and is the one that was published. */
  private boolean isSource(OnlineRecord record) {
    return catalog.tables().exists(record.sourceTable())
        && catalog.tables().get(record.sourceTable()).id().equals(record.sourceId());
  }

  private List<FeatureVector> found(
      String table, OnlineView view, List<? extends Map<String, ?>> keys) {
    return FeatureVectors.of(
        views.rows(caller.metastoreId(), table, FeatureVectors.keys(table, view.keys(), keys)),
        context.clock().instant());
  }

  /**
   * The online table that stands for a feature table in serving: the oldest one that was published
   * from it, and not from a table of the same name that was there before.
   *
   * @param sourceId what the spec says; empty when it does not
   */
  public OnlineSource forServing(String sourceTable, String sourceId) {
    String source = FeatureTables.canonical(sourceTable);
    catalog.grants().require(SecurableRef.table(source), Privilege.SELECT);
    catalog.tables().requireUnmasked(source);
    String id = catalog.tables().get(source).id();
    if (sourceId.isEmpty() || sourceId.equals(id)) {
      for (OnlineRecord record :
          context.database().read(tx -> OnlineDao.ofSource(tx, caller.metastoreId(), source))) {
        if (record.sourceId().equals(id)) {
          return new OnlineSource(views, context.clock(), caller.metastoreId(), record.name(), id);
        }
      }
    }
    throw OnlineErrors.noSuitableOnlineTable(source);
  }

  /** The version that {@link #forServing} would show; empty when none is published. */
  public Optional<Long> shownVersion(String source, String sourceId) {
    return context
        .database()
        .read(tx -> OnlineDao.ofSource(tx, caller.metastoreId(), source))
        .stream()
        .filter(record -> record.sourceId().equals(sourceId))
        .findFirst()
        .map(OnlineRecord::version);
  }

  /**
   * Whoever may read the feature table may read its copy; of a table that is gone, its publisher.
   */
  private void requireRead(OnlineRecord record) {
    try {
      catalog.grants().require(SecurableRef.table(record.sourceTable()), Privilege.SELECT);
      if (catalog.tables().get(record.sourceTable()).id().equals(record.sourceId())) {
        catalog.tables().requireUnmasked(record.sourceTable());
        return;
      }
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.RESOURCE_DOES_NOT_EXIST) {
        throw e;
      }
    }
    if (!isPublisher(record)) {
      throw OnlineErrors.sourceGone(record.name(), record.sourceTable());
    }
  }

  /** Refuses whoever may not replace the copy. */
  public void requireManage(String name) {
    requireManage(views.view(caller.metastoreId(), FeatureTables.canonical(name)).record());
  }

  /** Its last publisher, and whoever manages the feature table, may replace or drop a copy. */
  void requireManage(OnlineRecord record) {
    if (!isPublisher(record)
        && !catalog.grants().allows(SecurableRef.table(record.sourceTable()), Privilege.MANAGE)) {
      throw OnlineErrors.notPublisher(record.name());
    }
  }

  private boolean isPublisher(OnlineRecord record) {
    return record.publishedBy().equals(caller.principal().name());
  }

  static EntityRef ref(Caller caller, String name) {
    return new EntityRef(EntityRef.Type.ONLINE_TABLE, caller.metastoreId(), name);
  }

  private static OnlineTable table(OnlineRecord record) {
    return new OnlineTable(
        record.name(),
        record.onlineStore(),
        record.sourceTable(),
        record.sourceId(),
        record.version(),
        record.publishedAt(),
        record.publishedBy(),
        record.rows(),
        record.publication().mode(),
        record.publication().ttl(),
        record.publication().failure(),
        record.publication().sqlName());
  }
}
