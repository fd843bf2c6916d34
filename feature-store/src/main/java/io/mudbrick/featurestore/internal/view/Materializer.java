package io.mudbrick.featurestore.internal.view;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.PublishMode;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.featurestore.internal.tables.FeatureTables;
import io.mudbrick.featurestore.internal.tables.FeatureWriter;
import io.mudbrick.featurestore.internal.view.jdbc.MaterializedDao;
import io.mudbrick.featurestore.internal.view.jdbc.MaterializedDao.Entry;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource.TableSource;
import io.mudbrick.featurestore.view.MaterializeSpec;
import io.mudbrick.featurestore.view.RegisteredFeature;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.LineageEdge;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Computes features ahead into tables, for one caller. */
public final class Materializer {

  /** Publishes a table. */
  @FunctionalInterface
  public interface Publishing {
    void publish(String table, PublishSpec spec);
  }

  private final ModuleContext context;
  private final Caller caller;
  private final Catalog catalog;
  private final FeatureTables tables;
  private final FeatureWriter writer;
  private final Publishing publishing;

  public Materializer(
      ModuleContext context,
      Caller caller,
      Catalog catalog,
      FeatureTables tables,
      FeatureWriter writer,
      Publishing publishing) {
    this.context = context;
    this.caller = caller;
    this.catalog = catalog;
    this.tables = tables;
    this.writer = writer;
    this.publishing = publishing;
  }

  List<Entry> materialize(MaterializeSpec spec, Function<String, RegisteredFeature> features) {
    Map<AheadTable, List<RegisteredFeature>> groups = new LinkedHashMap<>();
    boolean selected = false;
    boolean aggregated = false;
    for (String name : spec.features()) {
      RegisteredFeature feature = features.apply(name);
      catalog.grants().require(SecurableRef.feature(feature.fullName()), Privilege.MANAGE);
      AheadTable table = AheadTable.of(feature);
      selected |= table.slide() == 0;
      aggregated |= table.slide() != 0;
      groups.computeIfAbsent(table, t -> new ArrayList<>()).add(feature);
    }
    checkPlaces(spec, selected, aggregated);
    List<Entry> made = new ArrayList<>();
    groups.forEach((table, group) -> made.addAll(add(spec, table, group)));
    Set<String> changed = new LinkedHashSet<>();
    made.forEach(record -> changed.add(record.offlineTable()));
    try {
      changed.forEach(table -> refresh(table, features));
    } catch (PlatformException e) {
      made.forEach(record -> context.database().run(tx -> MaterializedDao.delete(tx, record.id())));
      throw e;
    }
    return made;
  }

  private static void checkPlaces(MaterializeSpec spec, boolean selected, boolean aggregated) {
    if (selected && aggregated) {
      throw ViewErrors.place("selected columns and aggregates need calls of their own");
    }
    if (!selected && !aggregated) {
      throw ViewErrors.place("no feature is named");
    }
    if (aggregated && spec.offline() == null) {
      throw ViewErrors.place("aggregates need an offline_store_config");
    }
    if (selected && (spec.offline() != null || spec.online() == null)) {
      throw ViewErrors.place("selected columns go to an online_store_config only");
    }
  }

  private List<Entry> add(MaterializeSpec spec, AheadTable table, List<RegisteredFeature> group) {
    MaterializeSpec.Target offline = spec.offline();
    MaterializeSpec.OnlineTarget online = spec.online();
    Instant now = now();
    List<Entry> made = new ArrayList<>();
    for (RegisteredFeature feature : group) {
      String computed;
      if (offline != null) {
        computed = full(offline.schema(), table.name(offline.tablePrefix()));
        made.add(record(feature, computed, computed, offline, null, spec.cron(), now));
      } else {
        computed = online == null ? "" : full(online.schema(), table.name(online.tablePrefix()));
      }
      if (online != null) {
        String suffix = offline == null ? "_online" : "";
        MaterializeSpec.Target target =
            new MaterializeSpec.Target(online.schema(), online.tablePrefix());
        String name = full(online.schema(), table.name(online.tablePrefix()) + suffix);
        made.add(
            record(
                feature,
                computed,
                name.equals(computed) ? name + "_online" : name,
                target,
                online.onlineStore(),
                spec.cron(),
                now));
      }
    }
    context
        .database()
        .run(
            tx -> {
              for (Entry record : made) {
                for (Entry known : MaterializedDao.ofFeature(tx, record.featureId())) {
                  if (known.online() == record.online()) {
                    throw ViewErrors.already(record.column(), known.table());
                  }
                }
                MaterializedDao.insert(tx, caller.metastoreId(), record);
              }
            });
    return made;
  }

  private static String full(String schema, String table) {
    return SecurableRef.table(schema + "." + table).fullName();
  }

  private Entry record(
      RegisteredFeature feature,
      String computed,
      String table,
      MaterializeSpec.Target target,
      @Nullable String store,
      @Nullable String cron,
      Instant now) {
    return new Entry(
        context.ids().uuid(),
        feature.id(),
        feature.feature().name(),
        computed,
        table,
        store != null,
        target.schema(),
        target.tablePrefix(),
        store,
        cron,
        now);
  }

  private Instant now() {
    return context.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Computes a table anew and publishes it. */
  Instant refresh(String table, Function<String, RegisteredFeature> features) {
    return context
        .database()
        .alone("materialize/" + caller.metastoreId() + "/" + table, () -> compute(table, features));
  }

  private Instant compute(String table, Function<String, RegisteredFeature> features) {
    List<Entry> records =
        context.database().read(tx -> MaterializedDao.ofTable(tx, caller.metastoreId(), table));
    if (records.isEmpty()) {
      throw ViewErrors.missingTable(table);
    }
    Map<String, Feature> columns = new LinkedHashMap<>();
    AheadTable ahead = null;
    for (Entry record : records) {
      Securable securable = catalog.securables().byId(record.featureId());
      RegisteredFeature feature = features.apply(securable.fullName());
      ahead = AheadTable.of(feature);
      columns.put(record.column(), renamed(feature.feature(), record.column()));
    }
    Instant now = now();
    AheadTable of = Objects.requireNonNull(ahead);
    ColumnBatch rows =
        of.rows(
            catalog.tables().open(of.source().table()).read(), List.copyOf(columns.values()), now);
    write(table, of, rows);
    context
        .events()
        .publish(
            new LineageEdge(
                catalog.lineage().table(of.source().table()),
                catalog.lineage().table(table),
                caller,
                now));
    context.database().run(tx -> MaterializedDao.at(tx, caller.metastoreId(), table, now));
    Set<String> published = new LinkedHashSet<>();
    for (Entry record : records) {
      String store = record.onlineStore();
      if (store != null && published.add(record.table())) {
        publishing.publish(table, new PublishSpec(store, record.table(), PublishMode.TRIGGERED));
      }
    }
    return now;
  }

  /** A feature that was renamed since keeps its column. */
  private static Feature renamed(Feature feature, String column) {
    return new Feature(
        column,
        feature.source(),
        feature.entity(),
        feature.timeseriesColumn(),
        feature.computation(),
        feature.description());
  }

  private void write(String table, AheadTable ahead, ColumnBatch rows) {
    if (catalog.tables().exists(table)) {
      FeatureTable there = tables.get(table);
      writer.write(tables, there, rows, WriteMode.OVERWRITE);
      return;
    }
    writer.create(
        tables,
        FeatureTableSpec.builder(table, rows.schema())
            .primaryKeys(ahead.primaryKey().toArray(String[]::new))
            .timeseries(ahead.time())
            .description("Features of " + ahead.source().table() + ", computed ahead")
            .build(),
        rows);
  }

  /** Tables that are computed from a table. */
  public List<String> derivedFrom(String source, Function<String, RegisteredFeature> features) {
    Set<String> derived = new LinkedHashSet<>();
    for (Entry record :
        context.database().read(tx -> MaterializedDao.all(tx, caller.metastoreId()))) {
      try {
        String name = catalog.securables().byId(record.featureId()).fullName();
        if (features.apply(name).feature().source() instanceof TableSource of
            && of.table().equals(source)) {
          derived.add(record.offlineTable());
        }
      } catch (PlatformException e) {
        if (e.code() != ErrorCode.RESOURCE_DOES_NOT_EXIST
            && e.code() != ErrorCode.PERMISSION_DENIED) {
          throw e;
        }
      }
    }
    return List.copyOf(derived);
  }
}
