package io.mudbrick.featurestore.internal;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.DeltaTable;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.featurestore.ConsistencyReport;
import io.mudbrick.featurestore.ErasureReport;
import io.mudbrick.featurestore.FeatureLineage;
import io.mudbrick.featurestore.FeatureLog;
import io.mudbrick.featurestore.FeaturePlan;
import io.mudbrick.featurestore.FeatureSpec;
import io.mudbrick.featurestore.FeatureSpecInfo;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureTable;
import io.mudbrick.featurestore.FeatureTableSpec;
import io.mudbrick.featurestore.FeatureVector;
import io.mudbrick.featurestore.NewFeatureSpec;
import io.mudbrick.featurestore.OnlineReader;
import io.mudbrick.featurestore.OnlineStore;
import io.mudbrick.featurestore.OnlineTable;
import io.mudbrick.featurestore.PublishProgress;
import io.mudbrick.featurestore.PublishResult;
import io.mudbrick.featurestore.PublishSpec;
import io.mudbrick.featurestore.ReplayMode;
import io.mudbrick.featurestore.ReplayReport;
import io.mudbrick.featurestore.TrainingSet;
import io.mudbrick.featurestore.TrainingSetSpec;
import io.mudbrick.featurestore.WriteMode;
import io.mudbrick.featurestore.WriteResult;
import io.mudbrick.featurestore.internal.erasure.Eraser;
import io.mudbrick.featurestore.internal.online.Followers;
import io.mudbrick.featurestore.internal.online.OnlineState;
import io.mudbrick.featurestore.internal.online.OnlineStores;
import io.mudbrick.featurestore.internal.online.OnlineTables;
import io.mudbrick.featurestore.internal.online.Publisher;
import io.mudbrick.featurestore.internal.online.Verifier;
import io.mudbrick.featurestore.internal.plan.PackedModels;
import io.mudbrick.featurestore.internal.plan.Plans;
import io.mudbrick.featurestore.internal.profile.Profiles;
import io.mudbrick.featurestore.internal.replay.Replayer;
import io.mudbrick.featurestore.internal.spec.FeatureSpecs;
import io.mudbrick.featurestore.internal.tables.FeatureTables;
import io.mudbrick.featurestore.internal.tables.FeatureWriter;
import io.mudbrick.featurestore.internal.tables.Features;
import io.mudbrick.featurestore.internal.tables.StreamWriter;
import io.mudbrick.featurestore.internal.training.TrainingSets;
import io.mudbrick.featurestore.internal.view.Materializer;
import io.mudbrick.featurestore.internal.view.ViewService;
import io.mudbrick.featurestore.profile.FeatureProfiles;
import io.mudbrick.featurestore.view.FeatureViews;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ModuleContext;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.InputResolver;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.ModelPackage;
import io.mudbrick.platform.model.Predictions;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The rooms of the feature store behind one door, for one caller. */
final class FeatureStoreService implements FeatureStore {
  private final ModuleContext context;
  private final Caller caller;
  private final Catalog catalog;
  private final FeatureWriter writer;
  private final Followers followers;
  private final FeatureTables tables;
  private final Features features;
  private final OnlineStores stores;
  private final OnlineTables online;
  private final Publisher publisher;
  private final Verifier verifier;
  private final Plans plans;
  private final TrainingSets trainingSets;
  private final FeatureSpecs specs;
  private final PackedModels models;
  private final Replayer replayer;
  private final ViewService views;
  private final Profiles profiles;

  FeatureStoreService(
      ModuleContext context,
      Caller caller,
      OnlineState state,
      FeatureWriter writer,
      Followers followers) {
    this.context = context;
    this.caller = caller;
    this.writer = writer;
    this.followers = followers;
    this.catalog = context.service(Catalog.class, caller);
    this.tables = new FeatureTables(catalog);
    this.features = new Features(catalog, tables);
    this.stores = new OnlineStores(context, caller);
    this.online = new OnlineTables(context, caller, catalog, state);
    this.publisher = new Publisher(context, caller, catalog, tables, online, stores, state);
    this.verifier = new Verifier(state, caller, catalog, tables);
    this.plans =
        new Plans(context.database(), catalog, tables, online, () -> context.directory("joins"));
    this.trainingSets = new TrainingSets(context, caller, catalog, tables, plans);
    this.specs = new FeatureSpecs(context, caller, catalog, tables);
    this.models = new PackedModels(context, caller, plans);
    this.replayer = new Replayer(catalog, plans, context.clock());
    this.profiles = new Profiles(context, caller, catalog, tables);
    this.views =
        new ViewService(
            context.database(),
            caller,
            catalog,
            new Materializer(context, caller, catalog, tables, writer, this::publish),
            this::dropOnlineTable);
  }

  Plans plans() {
    return plans;
  }

  Publisher publisher() {
    return publisher;
  }

  @Override
  public FeatureTable createTable(FeatureTableSpec spec) {
    return tables.create(spec);
  }

  @Override
  public FeatureTable createTable(FeatureTableSpec spec, ColumnBatch rows) {
    return writer.create(tables, spec, rows);
  }

  @Override
  public FeatureTable describeTable(String name, @Nullable String description) {
    return tables.describe(name, description);
  }

  @Override
  public FeatureTable tagTable(String name, Map<String, String> tags) {
    return tables.tag(name, tags);
  }

  @Override
  public FeatureTable untagTable(String name, Collection<String> keys) {
    return tables.untag(name, keys);
  }

  @Override
  public FeatureTable getTable(String name) {
    return tables.get(name);
  }

  @Override
  public List<FeatureTable> listTables() {
    return tables.list();
  }

  @Override
  public void dropTable(String name) {
    tables.drop(name);
  }

  @Override
  public WriteResult writeTable(
      String name, ColumnBatch rows, WriteMode mode, List<String> sources) {
    FeatureTable table = tables.get(name);
    List<String> from = sources.stream().map(s -> catalog.tables().get(s).fullName()).toList();
    WriteResult result = wrote(writer.write(tables, table, rows, mode));
    for (String source : from) {
      context
          .events()
          .publish(
              new LineageEdge(
                  catalog.lineage().table(source),
                  catalog.lineage().table(table.name()),
                  caller,
                  context.clock().instant()));
    }
    return result;
  }

  @Override
  public WriteResult writeTable(String name, Collection<Row> rows, WriteMode mode) {
    FeatureTable table = tables.get(name);
    DeltaTable delta = tables.open(table);
    return wrote(writer.write(tables, table, FeatureWriter.columns(delta, rows), mode));
  }

  @Override
  public WriteResult writeTable(
      String name, Iterable<ColumnBatch> batches, WriteMode mode, LongConsumer progress) {
    return wrote(new StreamWriter(writer).write(tables, tables.get(name), batches, mode, progress));
  }

  private WriteResult wrote(WriteResult result) {
    followers.wrote(caller.metastoreId());
    return result;
  }

  @Override
  public ErasureReport eraseKeys(String name, ColumnBatch keys) {
    return new Eraser(tables, writer, online, this::publish, views::refreshFrom, profiles::forget)
        .erase(tables.get(name), keys);
  }

  @Override
  public ColumnBatch readTable(String name, Instant asOf) {
    return tables.open(tables.get(name)).read().asOf(asOf).toColumns();
  }

  @Override
  public FeatureProfiles profiles() {
    return profiles;
  }

  @Override
  public FeatureViews views() {
    return views;
  }

  @Override
  public ColumnBatch readTable(String name) {
    return tables.open(tables.get(name)).read().toColumns();
  }

  @Override
  public ColumnBatch readTable(String name, long version) {
    return tables.open(tables.get(name)).read().version(version).toColumns();
  }

  @Override
  public TrainingSet createTrainingSet(TrainingSetSpec spec) {
    return trainingSets.create(spec);
  }

  @Override
  public FeaturePlan plan(FeatureSpec spec, InputResolver.Source source) {
    return plans.plan(spec, source);
  }

  @Override
  public FeaturePlan plan(String featureSpec, InputResolver.Source source) {
    return plans.plan(specs.executable(featureSpec), source);
  }

  @Override
  public FeatureSpecInfo createFeatureSpec(NewFeatureSpec spec) {
    return specs.create(spec);
  }

  @Override
  public FeatureSpecInfo getFeatureSpec(String name) {
    return specs.get(name);
  }

  @Override
  public List<FeatureSpecInfo> listFeatureSpecs(String schema) {
    return specs.list(schema);
  }

  @Override
  public FeatureSpecInfo updateFeatureSpec(String name, SecurableUpdate update) {
    return specs.update(name, update);
  }

  @Override
  public void deleteFeatureSpec(String name) {
    specs.delete(name);
  }

  @Override
  public void pack(TrainingSet trainingSet, String runId, ModelPackage.Builder model) {
    models.pack(trainingSet, runId, model);
  }

  @Override
  public ColumnBatch scoreBatch(LoadedModel model, ColumnBatch rows, ColumnType resultType) {
    return models.score(model, rows, resultType);
  }

  @Override
  public FeatureLog openLog(String table, FeatureSpec spec, double rate) {
    return replayer.open(table, spec, rate);
  }

  @Override
  public ReplayReport replay(String log, ReplayMode mode) {
    return replayer.replay(log, mode);
  }

  @Override
  public Predictions predict(LoadedModel model, Frame rows) {
    return models.predict(model, rows);
  }

  @Override
  public OnlineStore createOnlineStore(String name, String capacity, int readReplicaCount) {
    return stores.create(name, capacity, readReplicaCount);
  }

  @Override
  public OnlineStore getOnlineStore(String name) {
    return stores.get(name);
  }

  @Override
  public List<OnlineStore> listOnlineStores() {
    return stores.list();
  }

  @Override
  public OnlineStore updateOnlineStore(String name, String capacity, int readReplicaCount) {
    return stores.update(name, capacity, readReplicaCount);
  }

  @Override
  public void deleteOnlineStore(String name) {
    stores.delete(name);
  }

  @Override
  public PublishResult publish(String table, PublishSpec spec, PublishProgress progress) {
    return publisher.publish(table, spec, progress);
  }

  @Override
  public Map<String, String> featureTags(String table, String feature) {
    return features.tags(table, feature);
  }

  @Override
  public String featureTag(String table, String feature, String key) {
    return features.tag(table, feature, key);
  }

  @Override
  public void tagFeature(String table, String feature, Map<String, String> tags) {
    features.setTags(table, feature, tags);
  }

  @Override
  public void untagFeature(String table, String feature, Collection<String> keys) {
    features.unsetTags(table, feature, keys);
  }

  @Override
  public FeatureLineage featureLineage(String table, String feature) {
    return features.lineage(table, feature);
  }

  @Override
  public OnlineTable getOnlineTable(String name) {
    return online.get(name);
  }

  @Override
  public ConsistencyReport verify(String onlineTable) {
    return verifier.verify(onlineTable);
  }

  @Override
  public List<OnlineTable> onlineTables(String sourceTable) {
    return online.ofSource(sourceTable);
  }

  @Override
  public void dropOnlineTable(String name) {
    online.drop(name);
  }

  @Override
  public OnlineReader reader(String onlineTable) {
    return online.reader(onlineTable);
  }

  @Override
  public List<FeatureVector> lookup(String onlineTable, List<? extends Map<String, ?>> keys) {
    return online.lookup(onlineTable, keys);
  }
}
