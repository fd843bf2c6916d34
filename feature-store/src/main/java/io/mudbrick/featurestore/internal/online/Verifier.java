package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.featurestore.ConsistencyReport;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.featurestore.internal.tables.FeatureTables;
import io.mudbrick.platform.Caller;
import java.util.Optional;

/** Compares an online table with the version of the feature table that it shows. */
public final class Verifier {
  private final OnlineViews views;
  private final Caller caller;
  private final Catalog catalog;
  private final FeatureTables tables;

  public Verifier(OnlineState state, Caller caller, Catalog catalog, FeatureTables tables) {
    this.views = state.views();
    this.caller = caller;
    this.catalog = catalog;
    this.tables = tables;
  }

  public ConsistencyReport verify(String onlineTable) {
    String name = FeatureTables.canonical(onlineTable);
    while (true) {
      OnlineView view = views.view(caller.metastoreId(), name);
      Optional<ConsistencyReport> report = new Verification(expected(view.record())).compare(view);
      if (report.isPresent()) {
        return report.get();
      }
      views.forget(caller.metastoreId(), name); // it was published again in the meantime
    }
  }

  private ExpectedRows expected(OnlineRecord record) {
    FeatureTable table = tables.get(record.sourceTable());
    if (!table.id().equals(record.sourceId())) {
      throw OnlineErrors.noSuitableOnlineTable(table.name());
    }
    Layout layout = Layout.read(record.layout());
    ColumnBatch batch =
        tables.open(table).read().version(record.version()).columns(layout.columns()).toColumns();
    // To whom a mask shows something else, every row would look wrong.
    catalog.tables().requireUnmasked(table.name());
    return new ExpectedRows(table, batch, layout);
  }
}
