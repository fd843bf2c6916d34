package io.mudbrick.featurestore.internal.profile;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.internal.profile.jdbc.ProfileDao;
import io.mudbrick.featurestore.internal.tables.FeatureTables;
import io.mudbrick.featurestore.profile.ColumnProfile;
import io.mudbrick.featurestore.profile.FeatureProfile;
import io.mudbrick.featurestore.profile.FeatureProfile.Scope;
import io.mudbrick.featurestore.profile.FeatureProfiles;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Profiles of feature tables, for one caller. */
public final class Profiles implements FeatureProfiles {
  private final ModuleContext context;
  private final Caller caller;
  private final Catalog catalog;
  private final FeatureTables tables;

  public Profiles(ModuleContext context, Caller caller, Catalog catalog, FeatureTables tables) {
    this.context = context;
    this.caller = caller;
    this.catalog = catalog;
    this.tables = tables;
  }

  @Override
  public FeatureProfile of(String table) {
    FeatureTable found = readable(table);
    return of(found, tables.open(found).read());
  }

  @Override
  public FeatureProfile of(String table, long version) {
    FeatureTable found = readable(table);
    if (unmasked(found)) {
      Optional<FeatureProfile> kept = kept(found, version, Scope.TABLE);
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    return of(found, tables.open(found).read().version(version));
  }

  private FeatureProfile of(FeatureTable table, TableRead read) {
    // What is seen through a mask is for nobody else.
    boolean shared = unmasked(table);
    Optional<FeatureProfile> kept =
        shared ? kept(table, read.version(), Scope.TABLE) : Optional.empty();
    if (kept.isPresent()) {
      return kept.get();
    }
    List<ColumnProfile> columns = new ArrayList<>();
    long rows = 0;
    for (Column column : read.schema().columns()) {
      // One column in memory at a time.
      if (!table.primaryKeys().contains(column.name())) {
        ColumnBatch batch = read.columns(column.name()).toColumns();
        rows = batch.size();
        columns.add(Profiler.of(column, batch.column(0)));
      }
    }
    FeatureProfile profile =
        new FeatureProfile(
            table.name(),
            read.version(),
            Scope.TABLE,
            columns.isEmpty() ? read.count() : rows,
            now(),
            columns);
    if (shared) {
      keep(table, profile);
    }
    return profile;
  }

  @Override
  public FeatureProfile ofWrite(String table, long version) {
    FeatureTable found = readable(table);
    catalog.tables().requireUnmasked(found.name());
    return kept(found, version, Scope.WRITE)
        .orElseThrow(() -> FeatureStoreErrors.noProfile(found.name(), version));
  }

  @Override
  public List<Long> writes(String table) {
    FeatureTable found = readable(table);
    return context.database().read(tx -> ProfileDao.versions(tx, found.id(), Scope.WRITE));
  }

  /** Forgets every profile of a table. */
  public void forget(FeatureTable table) {
    context.database().run(tx -> ProfileDao.forget(tx, table.id()));
  }

  private FeatureTable readable(String name) {
    FeatureTable table = tables.get(name);
    catalog.grants().require(SecurableRef.table(table.name()), Privilege.SELECT);
    return table;
  }

  private boolean unmasked(FeatureTable table) {
    try {
      catalog.tables().requireUnmasked(table.name());
      return true;
    } catch (PlatformException e) {
      if (e.code() != ErrorCode.PERMISSION_DENIED) {
        throw e;
      }
      return false;
    }
  }

  private Optional<FeatureProfile> kept(FeatureTable table, long version, Scope scope) {
    return context.database().read(tx -> ProfileDao.find(tx, table.id(), version, scope));
  }

  private void keep(FeatureTable table, FeatureProfile profile) {
    context
        .database()
        .run(
            tx ->
                ProfileDao.put(tx, caller.metastoreId(), table.id(), profile, WriteProfiles.KEPT));
  }

  private Instant now() {
    return context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
