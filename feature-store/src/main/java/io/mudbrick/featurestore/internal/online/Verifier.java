package io.mudbrick.featurestore.internal.online;

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
  private final FeatureTables tables;

  public Verifier(Database database, Caller caller, FeatureTables tables) {
    this.database = database;
    this.caller = caller;
    this.tables = tables;
  }

  public ConsistencyReport verify(String onlineTable) {
    String name = FeatureTables.canonical(onlineTable);
    while (true) {
      OnlineRecord record = database.read(tx -> shown(tx, name));
      SourceRows rows = rows(record);
      Optional<RowWriter.Differences> changes = database.read(tx -> compare(tx, record, rows));
      if (changes.isPresent()) {
        return new ConsistencyReport(
            name,
            record.version(),
            rows.size(),
            changes.get().upserts().size(),
            changes.get().deletes().size());
      }
    }
  }

  private OnlineRecord shown(Tx tx, String name) {
    return OnlineDao.find(tx, caller.metastoreId(), name)
        .orElseThrow(() -> OnlineErrors.onlineTableMissing(name));
  }

  private SourceRows rows(OnlineRecord record) {
    FeatureTable table = tables.get(record.sourceTable());
    if (!table.id().equals(record.sourceId())) {
      throw OnlineErrors.noSuitableOnlineTable(table.name());
    }
    ColumnBatch batch = tables.open(table).read().version(record.version()).toColumns();
    return SourceRows.of(table, batch, Layout.read(record.layout()));
  }

  /** Nothing when the table was published again in the meantime. */
  private Optional<RowWriter.Differences> compare(Tx tx, OnlineRecord record, SourceRows rows) {
    return OnlineDao.shows(tx, record.tableNo(), record.stamp())
        ? Optional.of(
            new RowWriter(database, record.tableNo()).differences(record.generation(), rows))
        : Optional.empty();
  }
}
