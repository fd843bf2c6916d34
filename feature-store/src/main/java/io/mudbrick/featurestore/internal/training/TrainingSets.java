package io.mudbrick.featurestore.internal.training;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.FunctionSpec;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.catalog.delta.TableRead;
import io.mudbrick.featurestore.FeatureFunction;
import io.mudbrick.featurestore.FeatureLookup;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.featurestore.TrainingSetSpec;
import io.mudbrick.featurestore.internal.FeatureStoreErrors;
import io.mudbrick.featurestore.internal.FunctionErrors;
import io.mudbrick.featurestore.internal.plan.Plans;
import io.mudbrick.featurestore.internal.spec.FunctionCheck;
import io.mudbrick.featurestore.internal.spec.LookupCheck;
import io.mudbrick.featurestore.internal.spec.SpecLimits;
import io.mudbrick.featurestore.internal.tables.FeatureTables;
import io.mudbrick.featurestore.view.FeatureSource.TableSource;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.events.LineageEdge.ColumnFlow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes training sets for one caller. */
public final class TrainingSets {
  private final ModuleContext context;
  private final Caller caller;
  private final Catalog catalog;
  private final FeatureTables tables;
  private final Plans plans;

  public TrainingSets(
      ModuleContext context, Caller caller, Catalog catalog, FeatureTables tables, Plans plans) {
    this.context = context;
    this.caller = caller;
    this.catalog = catalog;
    this.tables = tables;
    this.plans = plans;
  }

  public TrainingSet create(TrainingSetSpec request) {
    Schema labels = request.labels().schema();
    CommitCuts cuts = new CommitCuts(catalog, request);
    Map<String, Source> sources = new LinkedHashMap<>();
    List<FeatureSpec.LookedUp> lookedUp = new ArrayList<>();
    LookupCheck check = new LookupCheck(labels, Set.copyOf(request.excludeColumns()));
    for (FeatureLookup lookup : request.lookups()) {
      String name = FeatureTables.canonical(lookup.table());
      Source source = sources.computeIfAbsent(name, n -> source(n, request));
      lookedUp.addAll(check.outputs(lookup, source.table(), source.read().schema()));
    }
    DeclaredCheck declared = new DeclaredCheck(catalog, request, check);
    FeatureSpec spec = spec(request, labels, sources, lookedUp, declared);
    requireAll(request, labels, spec);
    ColumnBatch complete = cuts.complete(plans, spec);
    Set<String> kept = new LinkedHashSet<>(complete.schema().names());
    kept.removeAll(names(labels, request.excludeColumns()));
    List<String> targets = List.copyOf(names(labels, request.labelColumns()));
    EntityRef ref =
        new EntityRef(EntityRef.Type.TRAINING_SET, caller.workspaceId(), context.ids().hex32());
    publishLineage(request, spec, ref);
    return new TrainingSet(ref, complete.select(kept), targets, spec);
  }

  /** A feature table at the version that is read. */
  private record Source(FeatureTable table, TableRead read) {}

  private Source source(String name, TrainingSetSpec request) {
    FeatureTable table = tables.get(name);
    return new Source(table, CommitCuts.read(request, name, tables.open(table).read()));
  }

  private FeatureSpec spec(
      TrainingSetSpec request,
      Schema labels,
      Map<String, Source> sources,
      List<FeatureSpec.LookedUp> lookedUp,
      DeclaredCheck declared) {
    Set<String> excluded = names(labels, request.excludeColumns());
    Set<String> targets = names(labels, request.labelColumns());
    List<FeatureSpec.SpecColumn> columns = new ArrayList<>();
    for (var column : labels.columns()) {
      if (!targets.contains(column.name())) {
        columns.add(
            new FeatureSpec.Sent(column.name(), column.type(), !excluded.contains(column.name())));
      }
    }
    columns.addAll(lookedUp);
    columns.addAll(declared.columns());
    columns =
        new FunctionCheck(catalog, Set.copyOf(request.excludeColumns()), targets)
            .with(columns, request.functions(), TrainingSets::unknownInput);
    List<FeatureSpec.Table> tables = new ArrayList<>();
    sources.forEach(
        (name, source) ->
            tables.add(new FeatureSpec.Table(name, source.table().id(), source.read().version())));
    declared.tables().stream()
        .filter(table -> !sources.containsKey(table.name()))
        .forEach(tables::add);
    SpecLimits.check(columns, tables);
    return new FeatureSpec(columns, tables);
  }

  private static FeatureSpec.SpecColumn unknownInput(
      FeatureFunction function, FunctionSpec.Parameter parameter, String column) {
    throw FunctionErrors.unknownInput(function.function(), parameter.name(), column);
  }

  private static void requireAll(TrainingSetSpec request, Schema labels, FeatureSpec spec) {
    for (String label : request.labelColumns()) {
      if (!labels.contains(label)) {
        throw FeatureStoreErrors.unknownLabel(label);
      }
    }
    Set<String> outputs = new LinkedHashSet<>();
    spec.columns().forEach(column -> outputs.add(column.name()));
    for (String column : request.excludeColumns()) {
      if (!labels.contains(column) && !outputs.contains(column)) {
        throw FeatureStoreErrors.unknownExcluded(column);
      }
    }
  }

  /** The names as the schema writes them; those that it lacks are left out. */
  private static Set<String> names(Schema schema, List<String> names) {
    Set<String> own = new LinkedHashSet<>();
    for (String name : names) {
      var column = schema.find(name);
      if (column != null) {
        own.add(column.name());
      }
    }
    return own;
  }

  private void publishLineage(TrainingSetSpec request, FeatureSpec spec, EntityRef ref) {
    Map<String, List<ColumnFlow>> flows = new LinkedHashMap<>();
    spec.tables().forEach(table -> flows.put(table.name(), new ArrayList<>()));
    request
        .sources()
        .forEach(source -> flows.put(catalog.tables().get(source).fullName(), List.of()));
    for (FeatureSpec.SpecColumn column : spec.columns()) {
      if (column instanceof FeatureSpec.LookedUp feature) {
        flows
            .computeIfAbsent(feature.table(), table -> new ArrayList<>())
            .add(new ColumnFlow(feature.feature(), feature.name()));
      }
      if (column instanceof FeatureSpec.Declared declared
          && declared.feature().source() instanceof TableSource source) {
        flows
            .computeIfAbsent(source.table(), table -> new ArrayList<>())
            .add(new ColumnFlow(declared.feature().computation().input(), declared.name()));
      }
    }
    for (FeatureSpec.SpecColumn column : spec.columns()) {
      if (column instanceof FeatureSpec.Computed computed) {
        EntityRef function =
            new EntityRef(EntityRef.Type.FUNCTION, caller.metastoreId(), computed.function());
        context.events().publish(new LineageEdge(function, ref, caller, context.clock().instant()));
      }
    }
    flows.forEach(
        (table, columns) ->
            context
                .events()
                .publish(
                    new LineageEdge(
                        catalog.lineage().table(table),
                        ref,
                        caller,
                        context.clock().instant(),
                        columns)));
  }
}
