package io.mudbrick.featurestore.internal.online;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.PublishMode;
import io.mudbrick.featurestore.PublishProgress;
import io.mudbrick.featurestore.PublishResult;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.internal.OnlineErrors;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineDao;
import io.mudbrick.featurestore.internal.online.jdbc.OnlineRecord;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.events.LineageEdge.ColumnFlow;
import io.mudbrick.platform.sql.Dialect;
import io.mudbrick.platform.sql.Tx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One publish of one table, by whoever has claimed it; everything is checked. */
final class Publication {
  /** More rows than these that changed since a file was written, and it is written anew. */
  private static final int MOST_CHANGES = 20_000;

  private final ModuleContext context;
  private final Caller caller;
  private final Catalog catalog;
  private final OnlineState state;
  private final FeatureTable source;
  private final DeltaTable delta;
  private final PublishProgress progress;

  Publication(
      ModuleContext context,
      Caller caller,
      Catalog catalog,
      OnlineState state,
      FeatureTable source,
      DeltaTable delta,
      PublishProgress progress) {
    this.context = context;
    this.caller = caller;
    this.catalog = catalog;
    this.state = state;
    this.source = source;
    this.delta = delta;
    this.progress = progress;
  }

  PublishResult run(String name, PublishSpec spec) {
    TableRead read = delta.read();
    Layout layout = Layout.of(source, read.schema());
    OnlineRecord before = begin(name, spec, layout);
    OnlineRecord after = after(before, spec, layout, read.version());
    boolean incremental = spec.mode() != PublishMode.SNAPSHOT && continues(before, after);
    if (incremental && before.version() == after.version()) {
      keep(before, after);
      return result(before, 0, 0, false);
    }
    SqlTable sql = SqlTable.of(after);
    RowWriter writer = new RowWriter(context.database(), before.tableNo(), sql);
    writer.clean(before.generation());
    if (incremental) {
      ShownRows shown = state.views().current(before).rows();
      Optional<ChangeLoad.Changes> changes =
          new ChangeLoad(shown, source, delta, layout).changes(before, after);
      if (changes.isPresent()) {
        return apply(before, after, changes.get(), shown, writer);
      }
    }
    return writeAll(before, after, read.columns(layout.columns()), writer);
  }

  private PublishResult apply(
      OnlineRecord before,
      OnlineRecord after,
      ChangeLoad.Changes changes,
      ShownRows shown,
      RowWriter writer) {
    long rows = before.rows() + changes.added() - changes.removed();
    boolean inFile = before.rowFile() != null;
    if (inFile && shown.changes() + changes.changed().size() > MOST_CHANGES) {
      long generation = before.generation() + 1;
      Map<KeyBytes, @Nullable Row> changed = changes.changed();
      state.files().write(before, generation, rows, file -> compact(shown, changed, file));
      replace(before, after.showing(generation, rows, RowFiles.name(before, generation)), writer);
    } else {
      OnlineRecord next = after.showing(before.generation(), rows, before.rowFile());
      writer.apply(before.generation(), changes, inFile, tx -> show(tx, next));
      state.views().advance(before, next, changes.changed());
    }
    progress.rows(changes.upserted(), changes.upserted());
    return result(after, changes.upserted(), changes.removed(), false);
  }

  /** What is shown, and over it what changed. */
  private static long compact(
      ShownRows shown, Map<KeyBytes, @Nullable Row> changed, RowFileWriter file)
      throws IOException {
    for (Map.Entry<KeyBytes, @Nullable Row> each : changed.entrySet()) {
      if (each.getValue() != null) {
        file.add(each.getKey().bytes(), each.getValue());
      }
    }
    shown.forEach(
        (key, row) -> {
          if (!changed.containsKey(key)) {
            try {
              file.add(key.bytes(), row);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
    return file.rows();
  }

  private PublishResult writeAll(
      OnlineRecord before, OnlineRecord after, TableRead read, RowWriter writer) {
    long generation = before.generation() + 1;
    long total = read.count();
    FullLoad load = new FullLoad(source, Layout.read(after.layout()), progress);
    boolean inFile = context.database().dialect() == Dialect.SQLITE;
    SqlTable sql = SqlTable.of(after);
    if (sql != null) {
      context.database().run(tx -> sql.create(tx, generation));
    }
    long rows =
        inFile
            ? state
                .files()
                .write(
                    before, generation, total, file -> load.write(read, total, new FileSink(file)))
            : load.write(read, total, writer.sink(generation));
    replace(
        before,
        after.showing(generation, rows, inFile ? RowFiles.name(before, generation) : null),
        writer);
    return result(after, rows, 0, true);
  }

  /** Shows another generation, and takes the one before away. */
  private void replace(OnlineRecord before, OnlineRecord shown, RowWriter writer) {
    SqlTable sql = SqlTable.of(shown);
    OnlineErrors.heldInSql(
        shown.name(),
        () ->
            context
                .database()
                .run(
                    tx -> {
                      if (sql != null) {
                        sql.show(tx, shown.generation());
                      }
                      show(tx, shown);
                    }));
    state.views().forget(shown.metastoreId(), shown.name());
    state.files().delete(before);
    writer.clean(shown.generation());
  }

  /** The record as it is, or a new one that nobody sees yet. */
  private OnlineRecord begin(String name, PublishSpec spec, Layout layout) {
    Optional<OnlineRecord> known =
        context.database().read(tx -> OnlineDao.findAny(tx, caller.metastoreId(), name));
    return known.orElseGet(
        () ->
            context
                .database()
                .write(
                    tx -> {
                      OnlineRecord made = made(tx, name, spec, layout);
                      OnlineDao.insert(tx, made);
                      return made;
                    }));
  }

  private OnlineRecord made(Tx tx, String name, PublishSpec spec, Layout layout) {
    Instant now = context.clock().instant();
    return new OnlineRecord(
        OnlineDao.nextNumber(tx, now),
        caller.metastoreId(),
        name,
        spec.onlineStore(),
        source.name(),
        source.id(),
        layout.json(),
        0,
        OnlineRecord.NOT_SHOWN,
        0,
        now,
        0,
        null,
        new OnlineRecord.Publication(
            caller.workspaceId(), caller.principal().name(), spec.mode(), spec.ttl(), null, null));
  }

  private OnlineRecord after(OnlineRecord before, PublishSpec spec, Layout layout, long version) {
    OnlineRecord.Publication known = before.publication();
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
        0,
        null,
        new OnlineRecord.Publication(
            caller.workspaceId(),
            caller.principal().name(),
            spec.mode(),
            spec.ttl() == null ? known.ttl() : spec.ttl(),
            null,
            sqlName(before)));
  }

  /** What the table is called in SQL; null where nobody asks in SQL. */
  private @Nullable String sqlName(OnlineRecord before) {
    String known = before.publication().sqlName();
    if (known != null || context.database().dialect() != Dialect.POSTGRESQL) {
      return known;
    }
    SqlName name = SqlName.of(before.name(), before.tableNo(), false);
    boolean taken =
        context.database().read(tx -> OnlineDao.hasSqlName(tx, name.qualified(), before.tableNo()));
    return taken ? SqlName.of(before.name(), before.tableNo(), true).qualified() : name.qualified();
  }

  /** Whether the rows that are online are an earlier state of those that will be. */
  private static boolean continues(OnlineRecord before, OnlineRecord after) {
    return before.stamp() != OnlineRecord.NOT_SHOWN
        // Rows of earlier versions do not say how new they are.
        && !before.publication().workspaceId().isEmpty()
        && before.sourceId().equals(after.sourceId())
        && before.layout().equals(after.layout())
        && before.onlineStore().equals(after.onlineStore())
        && Objects.equals(before.publication().sqlName(), after.publication().sqlName())
        && before.version() <= after.version();
  }

  /** The same rows, perhaps on other terms. */
  private void keep(OnlineRecord before, OnlineRecord after) {
    if (!before.publication().equals(after.publication())) {
      OnlineRecord shown = after.showing(before.generation(), before.rows(), before.rowFile());
      context.database().run(tx -> show(tx, shown));
      state.views().advance(before, shown, Map.of());
    }
  }

  private void show(Tx tx, OnlineRecord record) {
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
