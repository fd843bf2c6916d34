package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.PublishMode;
import io.mudbrick.featurestore.PublishResult;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.featurestore.internal.tables.FeatureTables;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.events.LineageEdge.ColumnFlow;
import io.mudbrick.platform.sql.Lock;
import io.mudbrick.platform.sql.Tx;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Brings feature tables online for one caller: the copy holds what that caller may see. */
public final class Publisher {
  private final ModuleContext context;
  private final Caller caller;
  private final Catalog catalog;
  private final FeatureTables tables;
  private final OnlineTables online;
  private final OnlineStores stores;
  private final OnlineState state;

  public Publisher(
      ModuleContext context,
      Caller caller,
      Catalog catalog,
      FeatureTables tables,
      OnlineTables online,
      OnlineStores stores,
      OnlineState state) {
    this.context = context;
    this.caller = caller;
    this.catalog = catalog;
    this.tables = tables;
    this.online = online;
    this.stores = stores;
    this.state = state;
  }

  public PublishResult publish(String sourceTable, PublishSpec spec) {
    FeatureTable source = tables.get(sourceTable);
    String name = FeatureTables.canonical(spec.onlineTable());
    stores.requireOrDefault(spec.onlineStore());
    Optional<OnlineRecord> shown =
        context.database().read(tx -> OnlineDao.find(tx, caller.metastoreId(), name));
    if (shown.isPresent()) {
      requireSameSource(shown.get(), source);
      online.requireManage(shown.get());
    } else {
      catalog.grants().require(SecurableRef.table(name).parent(), Privilege.CREATE_TABLE);
    }
    Lock claim =
        state
            .claim(caller.metastoreId(), name)
            .orElseThrow(() -> OnlineErrors.publishRunning(name));
    try {
      return publish(source, name, spec);
    } finally {
      claim.close();
    }
  }

  private PublishResult publish(FeatureTable source, String name, PublishSpec spec) {
    TableRead read = tables.open(source).read();
    // Also where no row will be read: without SELECT a publisher does not learn the version either.
    catalog.grants().require(SecurableRef.table(source.name()), Privilege.SELECT);
    // A copy would show what its publisher sees to whoever the masks are meant for, and the other
    // way round.
    catalog.tables().requireUnmasked(source.name());
    Layout layout = Layout.of(source, read.schema());
    OnlineRecord before = context.database().write(tx -> begin(tx, source, name, spec, layout));
    OnlineRecord full = after(before, source, spec, layout, read.version());
    boolean incremental = spec.mode() == PublishMode.TRIGGERED && continues(before, full);
    if (incremental && before.version() == full.version()) {
      return new PublishResult(name, context.ids().uuid(), before.version(), 0, 0, false);
    }
    SourceRows rows = SourceRows.of(source, read.toColumns(), layout);
    RowWriter writer = new RowWriter(context.database(), before.tableNo());
    writer.clean(before.generation());
    PublishResult result;
    if (incremental) {
      OnlineRecord shown = full.showing(before.generation(), rows.size());
      RowWriter.Changes changes = writer.changes(before.generation(), rows);
      writer.apply(before.generation(), rows, changes, tx -> show(tx, shown, source));
      result = result(shown, changes.upserts().size(), changes.deletes().size(), false);
    } else {
      OnlineRecord shown = full.showing(before.generation() + 1, rows.size());
      writer.writeAll(shown.generation(), rows, tx -> show(tx, shown, source));
      result = result(shown, rows.size(), 0, true);
    }
    state.views().forget(caller.metastoreId(), name);
    writer.clean(result.full() ? before.generation() + 1 : before.generation());
    return result;
  }

  private static void requireSameSource(OnlineRecord shown, FeatureTable source) {
    if (!shown.sourceTable().equals(source.name())) {
      throw OnlineErrors.otherSource(shown.name(), shown.sourceTable());
    }
  }

  /** The record as it is, or a new one that nobody sees yet. */
  private OnlineRecord begin(
      Tx tx, FeatureTable source, String name, PublishSpec spec, Layout layout) {
    Optional<OnlineRecord> known = OnlineDao.findAny(tx, caller.metastoreId(), name);
    if (known.isPresent()) {
      return known.get();
    }
    OnlineRecord made =
        new OnlineRecord(
            OnlineDao.nextNumber(tx, context.clock().instant()),
            caller.metastoreId(),
            name,
            spec.onlineStore(),
            source.name(),
            source.id(),
            layout.json(),
            0,
            OnlineRecord.NOT_SHOWN,
            0,
            context.clock().instant(),
            caller.principal().name(),
            0);
    OnlineDao.insert(tx, made);
    return made;
  }

  private OnlineRecord after(
      OnlineRecord before, FeatureTable source, PublishSpec spec, Layout layout, long version) {
    return new OnlineRecord(
        before.tableNo(),
        before.metastoreId(),
        before.name(),
        spec.onlineStore(),
        source.name(),
        source.id(),
        layout.json(),
        before.generation(),
        context.ids().number(),
        version,
        context.clock().instant().truncatedTo(ChronoUnit.MILLIS),
        caller.principal().name(),
        0);
  }

  /** Whether the rows that are online are an earlier state of those that will be. */
  private static boolean continues(OnlineRecord before, OnlineRecord after) {
    return before.stamp() != OnlineRecord.NOT_SHOWN
        && before.sourceId().equals(after.sourceId())
        && before.layout().equals(after.layout())
        && before.onlineStore().equals(after.onlineStore())
        && before.publishedBy().equals(after.publishedBy())
        && before.version() <= after.version();
  }

  private void show(Tx tx, OnlineRecord record, FeatureTable source) {
    state.views().changing(tx);
    catalog.tables().requireUnmasked(source.name()); // a mask may have come while rows were written
    if (!OnlineDao.update(tx, record)) {
      throw OnlineErrors.onlineTableMissing(record.name());
    }
    context
        .events()
        .publish(
            new LineageEdge(
                catalog.lineage().table(source.name()),
                OnlineTables.ref(caller, record.name()),
                caller,
                record.publishedAt(),
                Layout.read(record.layout()).columns().stream()
                    .map(column -> new ColumnFlow(column, column))
                    .toList()));
  }

  private PublishResult result(OnlineRecord shown, long upserted, long deleted, boolean full) {
    return new PublishResult(
        shown.name(), context.ids().uuid(), shown.version(), upserted, deleted, full);
  }
}
