package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.PublishMode;
import io.mudbrick.featurestore.PublishProgress;
import io.mudbrick.featurestore.PublishResult;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.featurestore.internal.tables.FeatureTables;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.sql.Lock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  public PublishResult publish(String sourceTable, PublishSpec spec, PublishProgress progress) {
    FeatureTable source = tables.get(sourceTable);
    String name = FeatureTables.canonical(spec.onlineTable());
    checkTtl(source, spec);
    stores.requireOrDefault(spec.onlineStore());
    Optional<OnlineRecord> shown = shown(name);
    if (shown.isPresent()) {
      requireSameSource(shown.get(), source);
      requireSameTtl(shown.get(), spec.ttl());
      online.requireManage(shown.get());
    } else {
      catalog.grants().require(SecurableRef.table(name).parent(), Privilege.CREATE_TABLE);
    }
    Lock claim = state.claim(caller.metastoreId(), name, shown);
    PublishResult result;
    try {
      result = publish(source, name, spec, progress);
    } finally {
      claim.close();
    }
    // Also when nothing is followed any more: the table may have been before.
    state.followedChanged();
    return result;
  }

  /**
   * Brings a followed table up to date.
   *
   * @return false when somebody else publishes it just now
   */
  boolean follow(OnlineRecord followed) {
    FeatureTable source = tables.get(followed.sourceTable());
    if (!source.id().equals(followed.sourceId())) {
      throw OnlineErrors.noSuitableOnlineTable(source.name());
    }
    Optional<Lock> claim = state.claim(caller.metastoreId(), followed.name());
    if (claim.isEmpty()) {
      return false;
    }
    Lock held = claim.get();
    try {
      Optional<OnlineRecord> now = shown(followed.name());
      if (now.isPresent()
          && now.get().tableNo() == followed.tableNo()
          && now.get().publication().mode() == PublishMode.CONTINUOUS) {
        publish(
            source,
            followed.name(),
            new PublishSpec(followed.onlineStore(), followed.name(), PublishMode.CONTINUOUS),
            (done, total) -> {});
      }
      return true;
    } finally {
      held.close();
    }
  }

  private Optional<OnlineRecord> shown(String name) {
    return context.database().read(tx -> OnlineDao.find(tx, caller.metastoreId(), name));
  }

  private PublishResult publish(
      FeatureTable source, String name, PublishSpec spec, PublishProgress progress) {
    DeltaTable delta = tables.open(source);
    // Also where no row will be read: without SELECT a publisher does not learn the version either.
    catalog.grants().require(SecurableRef.table(source.name()), Privilege.SELECT);
    // A copy would show what its publisher sees to whoever the masks are meant for, and the other
    // way round.
    catalog.tables().requireUnmasked(source.name());
    return new Publication(context, caller, catalog, state, source, delta, progress)
        .run(name, spec);
  }

  private static void checkTtl(FeatureTable source, PublishSpec spec) {
    Duration ttl = spec.ttl();
    if (ttl != null && (ttl.isZero() || ttl.isNegative())) {
      throw OnlineErrors.badTtl(ttl);
    }
    if (ttl != null && source.timeseriesColumn() == null) {
      throw OnlineErrors.ttlWithoutTime(source.name());
    }
  }

  private static void requireSameTtl(OnlineRecord shown, @Nullable Duration ttl) {
    if (ttl != null && !ttl.equals(shown.publication().ttl())) {
      throw OnlineErrors.otherTtl(shown.name());
    }
  }

  private static void requireSameSource(OnlineRecord shown, FeatureTable source) {
    if (!shown.sourceTable().equals(source.name())) {
      throw OnlineErrors.otherSource(shown.name(), shown.sourceTable());
    }
  }
}
