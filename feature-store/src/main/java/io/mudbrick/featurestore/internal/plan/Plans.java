package io.mudbrick.featurestore.internal.plan;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.ColumnFunction;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Filter;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeaturePlan;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpec.Declared;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.JoinOptions;
import io.mudbrick.featurestore.PlanMode;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.internal.PlanErrors;
import io.mudbrick.featurestore.internal.join.BoundTable;
import io.mudbrick.featurestore.internal.online.OnlineTables;
import io.mudbrick.featurestore.internal.tables.FeatureTables;
import io.mudbrick.featurestore.internal.view.FeatureCheck;
import io.mudbrick.featurestore.internal.view.Served;
import io.mudbrick.featurestore.internal.view.ViewErrors;
import io.mudbrick.featurestore.internal.window.WindowTable;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.platform.model.InputResolver.Source;
import io.mudbrick.platform.sql.Database;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Compiles specs for one caller, over tables or over the online store. */
public final class Plans {
  /** The version of a table that had none yet. */
  public static final long NOTHING_YET = -2;

  private final Catalog catalog;
  private final FeatureTables tables;
  private final OnlineTables online;

  private final Supplier<Path> spill;
  private final Database database;

  /**
   * @param spill gives the directory for rows of joins that wait
   */
  public Plans(
      Database database,
      Catalog catalog,
      FeatureTables tables,
      OnlineTables online,
      Supplier<Path> spill) {
    this.database = database;
    this.spill = spill;
    this.catalog = catalog;
    this.tables = tables;
    this.online = online;
  }

  /** A plan over the tables as they are, or the online store as it is at each call. */
  public FeaturePlan plan(FeatureSpec spec, Source source) {
    return compile(spec, source);
  }

  CompiledPlan compile(FeatureSpec spec, Source source) {
    return source == Source.ONLINE
        ? online(spec)
        : compiled(spec, Map.of(), JoinOptions.defaults());
  }

  /**
   * A plan over the tables.
   *
   * @param versions by table, {@link #NOTHING_YET} for none; of tables not named the newest, and in
   *     a strict plan the one that is online
   */
  public FeaturePlan batch(FeatureSpec spec, Map<String, Long> versions, JoinOptions options) {
    return compiled(spec, versions, options);
  }

  private CompiledPlan compiled(FeatureSpec spec, Map<String, Long> versions, JoinOptions options) {
    return new PlanCompiler(
            spec,
            Source.BATCH,
            new Functions() {
              @Override
              public BoundTable bind(FeatureSpec.Table table, Set<String> features) {
                return delta(spec, table, features, versions, options);
              }

              @Override
              public Served place(Declared feature) {
                return ahead(spec, feature).orElse(new Served("", feature.name()));
              }

              @Override
              public BoundTable bind(FeatureSpec.Table source, List<Declared> group) {
                Optional<Served> ahead = ahead(spec, group.get(0));
                if (ahead.isEmpty()) {
                  return windows(spec, source, group, versions);
                }
                group.forEach(Plans.this::requireRead);
                Set<String> columns = new TreeSet<>();
                group.forEach(one -> columns.add(place(one).column()));
                FeatureSpec.Table table =
                    new FeatureSpec.Table(
                        ahead.get().table(), "", FeatureSpec.Table.UNKNOWN_VERSION);
                return delta(spec, table, columns, versions, options);
              }
            })
        .compile();
  }

  /** A plan over the online store: grants are checked now, values are those of each call. */
  private CompiledPlan online(FeatureSpec spec) {
    return new PlanCompiler(
            spec,
            Source.ONLINE,
            new Functions() {
              @Override
              public BoundTable bind(FeatureSpec.Table table, Set<String> features) {
                BoundTable bound = online.forServing(table.name(), table.id());
                requireAll(table.name(), bound.features(), features);
                if (spec.mode() == PlanMode.FAITHFUL) {
                  features.forEach(f -> requireOnline(table.name(), bound.features().column(f)));
                }
                return bound;
              }

              @Override
              public Served place(Declared feature) {
                return served(feature).orElseThrow(() -> ViewErrors.notOnline(feature.name()));
              }

              @Override
              public BoundTable bind(FeatureSpec.Table source, List<Declared> group) {
                group.forEach(Plans.this::requireRead);
                return online.forServing(place(group.get(0)).table(), "");
              }
            })
        .compile();
  }

  /** Functions are the same everywhere. */
  private abstract class Functions implements PlanCompiler.Binder {
    @Override
    public ColumnFunction function(String name) {
      return catalog.functions().open(name);
    }
  }

  private BoundTable delta(
      FeatureSpec spec,
      FeatureSpec.Table name,
      Set<String> features,
      Map<String, Long> versions,
      JoinOptions options) {
    FeatureTable table = tables.get(name.name());
    if (spec.mode() == PlanMode.STRICT) {
      requireSame(table, name);
    }
    TableRead read = tables.open(table).read();
    Long version = versions.get(name.name());
    if (version == null && spec.mode() == PlanMode.STRICT) {
      version = online.shownVersion(table.name(), table.id()).orElse(null);
    }
    if (version == null) {
      requireAll(table.name(), read.schema(), features);
      return new DeltaBoundTable(table, read, features, options, spill);
    }
    TableRead chosen = version == NOTHING_YET ? read.where(Filter.any()) : read.version(version);
    Schema then = chosen.schema();
    List<String> there = features.stream().filter(then::contains).toList();
    BoundTable bound = new DeltaBoundTable(table, chosen, there, options, spill);
    if (there.size() == features.size()) {
      return bound;
    }
    requireAll(table.name(), read.schema(), features);
    return new PastTable(bound, read.schema().select(features));
  }

  private BoundTable windows(
      FeatureSpec spec,
      FeatureSpec.Table source,
      List<Declared> group,
      Map<String, Long> versions) {
    group.forEach(this::requireRead);
    if (spec.mode() == PlanMode.STRICT
        && !source.id().isEmpty()
        && !source.id().equals(catalog.tables().get(source.name()).id())) {
      throw PlanErrors.recreated(source.name());
    }
    TableRead read = catalog.tables().open(source.name()).read();
    Long version = versions.get(source.name());
    TableRead chosen = read;
    if (version != null) {
      TableRead past = version == NOTHING_YET ? read : read.version(version);
      boolean there = group.stream().allMatch(one -> has(past.schema(), one.feature()));
      // Before the columns came there was nothing to compute from.
      chosen = version == NOTHING_YET || !there ? read.where(Filter.any()) : past;
    }
    for (Declared one : group) {
      FeatureCheck.type(one.feature(), chosen.schema());
    }
    return new WindowTable(chosen, group.stream().map(Plans::named).toList());
  }

  private static boolean has(Schema schema, Feature feature) {
    return schema.contains(feature.computation().input())
        && schema.contains(String.valueOf(feature.timeseriesColumn()))
        && feature.entity().stream().allMatch(schema::contains);
  }

  /** The table that a strict plan looks into, as the online one does: computed ahead. */
  private Optional<Served> ahead(FeatureSpec spec, Declared feature) {
    return spec.mode() == PlanMode.STRICT ? served(feature) : Optional.empty();
  }

  private Optional<Served> served(Declared feature) {
    String name = feature.fullName();
    return name == null ? Optional.empty() : Served.find(database, catalog, name);
  }

  private void requireRead(Declared feature) {
    String name = feature.fullName();
    if (name != null) {
      catalog.grants().require(SecurableRef.feature(name), Privilege.READ_FEATURE);
    }
  }

  /** The feature under the name of its column, should that be another. */
  private static Feature named(Declared column) {
    Feature feature = column.feature();
    return new Feature(
        column.name(),
        feature.source(),
        feature.entity(),
        feature.timeseriesColumn(),
        feature.computation(),
        feature.description());
  }

  /** A table of the same name that was made later holds other things. */
  private static void requireSame(FeatureTable table, FeatureSpec.Table name) {
    if (!name.id().isEmpty() && !name.id().equals(table.id())) {
      throw PlanErrors.recreated(table.name());
    }
  }

  private static void requireAll(String table, Schema schema, Set<String> features) {
    for (String feature : features) {
      if (!schema.contains(feature)) {
        throw FeatureStoreErrors.unknownFeature(table, feature);
      }
    }
  }

  private static void requireOnline(String table, Column feature) {
    if (feature.type() == ColumnType.BINARY || feature.type() instanceof ColumnType.StructOf) {
      throw PlanErrors.notOnline(table, feature);
    }
  }
}
