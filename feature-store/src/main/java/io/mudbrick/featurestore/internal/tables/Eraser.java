package io.mudbrick.featurestore.internal.tables;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.CommitResult;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.VacuumOptions;
import io.mudbrick.featurestore.ErasureReport;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.OnlineTable;
import io.mudbrick.featurestore.PublishMode;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.internal.online.OnlineTables;
import io.mudbrick.featurestore.internal.online.Publisher;
import io.mudbrick.platform.sql.Lock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Erases keys from a feature table, its past and its copies. */
public final class Eraser {
  private final FeatureTables tables;
  private final FeatureWriter writer;
  private final OnlineTables online;
  private final Publisher publisher;

  public Eraser(
      FeatureTables tables, FeatureWriter writer, OnlineTables online, Publisher publisher) {
    this.tables = tables;
    this.writer = writer;
    this.online = online;
    this.publisher = publisher;
  }

  public ErasureReport erase(FeatureTable table, ColumnBatch keys) {
    checkKeys(table, keys);
    List<OnlineTable> copies = online.ofSource(table.name());
    copies.forEach(copy -> online.requireManage(copy.name())); // before anything is gone
    DeltaTable delta = tables.open(table);
    Lock lock = writer.lock(table);
    CommitResult deleted;
    int files;
    try {
      deleted = delta.write().deleteByKey(keys.select(table.lookupKeys()));
      files =
          delta
              .maintenance()
              .vacuum(
                  VacuumOptions.DEFAULT
                      .retaining(Duration.ZERO)
                      .withoutRetentionCheck()
                      .scrubbingLog())
              .files()
              .size();
    } finally {
      lock.close();
    }
    List<String> published = new ArrayList<>();
    for (OnlineTable copy : copies) {
      publish(table, copy, PublishMode.SNAPSHOT);
      if (copy.mode() == PublishMode.CONTINUOUS) {
        publish(table, copy, PublishMode.CONTINUOUS); // which a snapshot ended
      }
      published.add(copy.name());
    }
    return new ErasureReport(
        tables.open(table).version(), deleted.deleted(), files, published, List.of());
  }

  private void publish(FeatureTable table, OnlineTable copy, PublishMode mode) {
    publisher.publish(
        table.name(), new PublishSpec(copy.onlineStore(), copy.name(), mode), (done, total) -> {});
  }

  private static void checkKeys(FeatureTable table, ColumnBatch keys) {
    for (String key : table.lookupKeys()) {
      Column column = table.schema().column(key);
      Column given = keys.schema().find(key);
      if (given == null) {
        throw FeatureStoreErrors.missingKeyColumn(table.name(), key);
      }
      if (!given.type().equals(column.type())) {
        throw FeatureStoreErrors.columnType(table.name(), column, given.type());
      }
    }
  }
}
