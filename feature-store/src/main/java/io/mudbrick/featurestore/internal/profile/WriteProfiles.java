package io.mudbrick.featurestore.internal.profile;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.internal.profile.jdbc.ProfileDao;
import io.mudbrick.featurestore.internal.tables.FeatureWriter;
import io.mudbrick.featurestore.profile.ColumnProfile;
import io.mudbrick.featurestore.profile.FeatureProfile;
import io.mudbrick.featurestore.profile.FeatureProfile.Scope;
import io.mudbrick.platform.ModuleContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Notes what each write brings. Thread-safe. */
public final class WriteProfiles implements FeatureWriter.Listener {
  /** How many versions back profiles are kept. */
  static final int KEPT = 100;

  private final ModuleContext context;

  public WriteProfiles(ModuleContext context) {
    this.context = context;
  }

  @Override
  public void wrote(
      String metastore, FeatureTable table, ColumnBatch rows, long version, boolean everything) {
    List<ColumnProfile> columns = new ArrayList<>();
    for (Column column : rows.schema().columns()) {
      if (!table.primaryKeys().contains(column.name())) {
        columns.add(Profiler.of(column, rows.column(column.name())));
      }
    }
    Instant now = context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    List<Scope> scopes = everything ? List.of(Scope.WRITE, Scope.TABLE) : List.of(Scope.WRITE);
    context
        .database()
        .run(
            tx -> {
              for (Scope scope : scopes) {
                FeatureProfile profile =
                    new FeatureProfile(table.name(), version, scope, rows.size(), now, columns);
                ProfileDao.put(tx, metastore, table.id(), profile, KEPT);
              }
            });
  }
}
