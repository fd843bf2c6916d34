package io.mudbrick.featurestore.internal.erasure;

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
import io.mudbrick.featurestore.internal.tables.FeatureTables;
import io.mudbrick.featurestore.internal.tables.FeatureWriter;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.sql.Lock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Erases keys from a feature table, its past and its copies. */
public final class Eraser {
  private static final int ATTEMPTS = 600;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final FeatureTables tables;
  private final FeatureWriter writer;
  private final OnlineTables online;
  private final BiConsumer<String, PublishSpec> publishing;
  private final Function<String, List<String>> derived;
  private final Consumer<FeatureTable> profiles;

  /**
   * @param publishing publishes a table
   * @param derived computes what was made from a table anew, and names it
   * @param profiles forgets the profiles of a table
   */
  public Eraser(
      FeatureTables tables,
      FeatureWriter writer,
      OnlineTables online,
      BiConsumer<String, PublishSpec> publishing,
      Function<String, List<String>> derived,
      Consumer<FeatureTable> profiles) {
    this.tables = tables;
    this.writer = writer;
    this.online = online;
    this.publishing = publishing;
    this.derived = derived;
    this.profiles = profiles;
  }

  public ErasureReport erase(FeatureTable table, ColumnBatch keys) {
    checkKeys(table, keys);
    List<OnlineTable> copies = online.ofSource(table.name());
    copies.forEach(copy -> online.requireManage(copy.name())); // before anything is gone
    DeltaTable delta = tables.open(table);
    CommitResult deleted;
    Lock lock = writer.lock(table);
    try {
      deleted = delta.write().deleteByKey(keys.select(table.lookupKeys()));
    } finally {
      lock.close();
    }
    copies.forEach(this::republish);
    List<String> computed = derived.apply(table.name());
    long files = forget(table);
    for (String name : computed) {
      FeatureTable own = tables.get(name);
      files += forget(own);
      online.ofSource(name).forEach(this::republish);
    }
    return new ErasureReport(
        tables.open(table).version(),
        deleted.deleted(),
        files,
        copies.stream().map(OnlineTable::name).toList(),
        computed);
  }

  /** Deletes what only older versions need, and what the log says of the values in it. */
  private long forget(FeatureTable table) {
    profiles.accept(table); // they name values
    Lock lock = writer.lock(table);
    try {
      return tables
          .open(table)
          .maintenance()
          .vacuum(
              VacuumOptions.DEFAULT.retaining(Duration.ZERO).withoutRetentionCheck().scrubbingLog())
          .files()
          .size();
    } finally {
      lock.close();
    }
  }

  private void republish(OnlineTable copy) {
    PublishMode mode =
        copy.mode() == PublishMode.CONTINUOUS ? PublishMode.CONTINUOUS : PublishMode.SNAPSHOT;
    PublishSpec spec = new PublishSpec(copy.onlineStore(), copy.name(), mode);
    for (int attempt = 1; ; attempt++) {
      try {
        publishing.accept(copy.sourceTable(), spec);
        return;
      } catch (PlatformException e) {
        // One that is under way may have read the rows before they went: this one comes after it.
        if (e.code() != ErrorCode.RESOURCE_CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
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
