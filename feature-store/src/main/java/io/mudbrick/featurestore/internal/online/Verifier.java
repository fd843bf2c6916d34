package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.featurestore.ConsistencyReport;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.featurestore.internal.tables.FeatureTables;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Tx;
import java.util.Optional;

/** Compares an online table with the version of the feature table that it shows. */
public final class Verifier {
  private final Database database;
  private final Caller caller;
  private final Catalog catalog;
  private final FeatureTables tables;

  public Verifier(Database database, Caller caller, Catalog catalog, FeatureTables tables) {
    this.database = database;
    this.caller = caller;
    this.catalog = catalog;
    this.tables = tables;
  }

  public ConsistencyReport verify(String onlineTable) {
    String name = FeatureTables.canonical(onlineTable);
    while (true) {
      OnlineRecord record = database.read(tx -> shown(tx, name));
      ExpectedRows expected = expected(record);
      Optional<ConsistencyReport> report = database.read(tx -> compare(tx, record, expected));
      if (report.isPresent()) {
        return report.get();
      }
    }
  }

  private OnlineRecord shown(Tx tx, String name) {
    return OnlineDao.find(tx, caller.metastoreId(), name)
        .orElseThrow(() -> OnlineErrors.onlineTableMissing(name));
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

  /** Nothing when the table was published again in the meantime. */
  private static Optional<ConsistencyReport> compare(
      Tx tx, OnlineRecord record, ExpectedRows expected) {
    return OnlineDao.shows(tx, record.tableNo(), record.stamp())
        ? Optional.of(new Verification(expected).compare(tx, record))
        : Optional.empty();
  }
}
