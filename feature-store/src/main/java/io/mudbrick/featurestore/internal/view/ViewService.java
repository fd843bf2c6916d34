package io.mudbrick.featurestore.internal.view;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.featurestore.internal.view.jdbc.FeatureDao;
import io.mudbrick.featurestore.internal.view.jdbc.MaterializedDao;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource.RequestSource;
import io.mudbrick.featurestore.view.FeatureSource.TableSource;
import io.mudbrick.featurestore.view.FeatureViews;
import io.mudbrick.featurestore.view.MaterializeSpec;
import io.mudbrick.featurestore.view.MaterializedFeature;
import io.mudbrick.featurestore.view.RegisteredFeature;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Features of the catalog, for one caller. */
public final class ViewService implements FeatureViews {
  private final Database database;
  private final Caller caller;
  private final Catalog catalog;
  private final Materializer materializer;
  private final OnlineDropping dropping;

  /** Drops an online table. */
  @FunctionalInterface
  public interface OnlineDropping {
    void drop(String name);
  }

  public ViewService(
      Database database,
      Caller caller,
      Catalog catalog,
      Materializer materializer,
      OnlineDropping dropping) {
    this.database = database;
    this.caller = caller;
    this.catalog = catalog;
    this.materializer = materializer;
    this.dropping = dropping;
  }

  @Override
  public RegisteredFeature create(String schema, Feature feature) {
    Feature checked = checked(feature);
    SecurableRef ref = SecurableRef.schema(schema).child(SecurableType.FEATURE, checked.name());
    return database.write(
        tx -> {
          Securable made = catalog.securables().create(ref, checked.description());
          FeatureDao.insert(
              tx, caller.metastoreId(), made.id(), Json.write(FeatureJson.write(checked)));
          return registered(made, checked);
        });
  }

  /** The definition, when it fits its source. */
  private Feature checked(Feature feature) {
    if (feature.source() instanceof RequestSource request) {
      FeatureCheck.type(feature, request);
      return feature;
    }
    TableSource source = (TableSource) feature.source();
    String table = catalog.tables().get(source.table()).fullName();
    catalog.grants().require(SecurableRef.table(table), Privilege.SELECT);
    FeatureCheck.type(feature, catalog.tables().get(table).schema());
    return new Feature(
        feature.name(),
        new TableSource(table, source.filter()),
        feature.entity(),
        feature.timeseriesColumn(),
        feature.computation(),
        feature.description());
  }

  @Override
  public RegisteredFeature get(String fullName) {
    Securable found = catalog.securables().get(SecurableRef.feature(fullName));
    catalog.grants().require(found.ref(), Privilege.READ_FEATURE);
    return database.read(
        tx ->
            FeatureDao.find(tx, found.id())
                .map(definition -> registered(found, definition))
                .orElseThrow(() -> ViewErrors.missing(fullName)));
  }

  @Override
  public List<RegisteredFeature> list(@Nullable String schema) {
    List<Securable> shown =
        schema == null
            ? catalog.securables().list(SecurableType.FEATURE)
            : catalog.securables().list(SecurableRef.schema(schema), SecurableType.FEATURE);
    Map<String, String> definitions = database.read(tx -> FeatureDao.all(tx, caller.metastoreId()));
    List<RegisteredFeature> features = new ArrayList<>();
    for (Securable each : shown) {
      String definition = definitions.get(each.id());
      if (definition != null && catalog.grants().allows(each.ref(), Privilege.READ_FEATURE)) {
        features.add(registered(each, definition));
      }
    }
    return features;
  }

  @Override
  public RegisteredFeature describe(String fullName, @Nullable String description) {
    database.run(
        tx ->
            catalog
                .securables()
                .update(
                    SecurableRef.feature(fullName),
                    SecurableUpdate.comment(description == null ? "" : description)));
    return get(fullName);
  }

  @Override
  public void delete(String fullName) {
    SecurableRef ref = SecurableRef.feature(fullName);
    database.run(
        tx -> {
          Securable found = catalog.securables().get(ref);
          catalog.securables().delete(ref, false);
          List<String> tables =
              MaterializedDao.ofFeature(tx, found.id()).stream()
                  .map(MaterializedDao.Entry::table)
                  .toList();
          if (!tables.isEmpty()) {
            throw ViewErrors.materialised(fullName, tables);
          }
        });
  }

  @Override
  public List<MaterializedFeature> materialize(MaterializeSpec spec) {
    return materializer.materialize(spec, this::get).stream()
        .map(record -> getMaterialized(record.id()))
        .toList();
  }

  @Override
  public Instant refresh(String tableName) {
    SecurableRef table = SecurableRef.table(tableName);
    catalog.grants().require(table, Privilege.MODIFY);
    return materializer.refresh(table.fullName(), this::get);
  }

  /** Computes what came from a table anew, and forgets what it was. */
  public List<String> refreshFrom(String source) {
    List<String> derived = materializer.derivedFrom(source, this::get);
    for (String table : derived) {
      materializer.refresh(table, this::get);
    }
    return derived;
  }

  @Override
  public MaterializedFeature getMaterialized(String id) {
    MaterializedDao.Entry entry =
        database
            .read(tx -> MaterializedDao.find(tx, caller.metastoreId(), id))
            .orElseThrow(() -> ViewErrors.missingMaterialised(id));
    return shown(entry).orElseThrow(() -> ViewErrors.notYours(id));
  }

  @Override
  public List<MaterializedFeature> listMaterialized(@Nullable String featureName) {
    String id =
        featureName == null
            ? null
            : catalog.securables().get(SecurableRef.feature(featureName)).id();
    return database
        .read(
            tx ->
                id == null
                    ? MaterializedDao.all(tx, caller.metastoreId())
                    : MaterializedDao.ofFeature(tx, id))
        .stream()
        .flatMap(record -> shown(record).stream())
        .toList();
  }

  @Override
  public MaterializedFeature schedule(String id, @Nullable String cron) {
    requireManage(getMaterialized(id));
    database.run(tx -> MaterializedDao.cron(tx, id, cron));
    return getMaterialized(id);
  }

  @Override
  public void deleteMaterialized(String id) {
    MaterializedFeature shown = getMaterialized(id);
    requireManage(shown);
    MaterializedDao.Entry record =
        database
            .read(tx -> MaterializedDao.find(tx, caller.metastoreId(), id))
            .orElseThrow(() -> ViewErrors.missingMaterialised(id));
    List<MaterializedDao.Entry> both =
        database.read(tx -> MaterializedDao.ofFeature(tx, record.featureId()));
    if (record.online() && both.size() > 1) {
      throw ViewErrors.onlineFirst(shown.featureName());
    }
    database.run(tx -> both.forEach(each -> MaterializedDao.delete(tx, each.id())));
    List<MaterializedDao.Entry> left =
        database.read(
            tx -> MaterializedDao.ofTable(tx, caller.metastoreId(), record.offlineTable()));
    for (MaterializedDao.Entry gone : both) {
      if (gone.online() && left.stream().noneMatch(other -> other.table().equals(gone.table()))) {
        dropping.drop(gone.table());
      }
    }
    if (left.isEmpty() && catalog.tables().exists(record.offlineTable())) {
      catalog.tables().delete(record.offlineTable());
    }
  }

  private void requireManage(MaterializedFeature feature) {
    catalog.grants().require(SecurableRef.feature(feature.featureName()), Privilege.MANAGE);
  }

  /** Empty for whoever may not read the feature. */
  private Optional<MaterializedFeature> shown(MaterializedDao.Entry record) {
    try {
      Securable feature = catalog.securables().byId(record.featureId());
      if (!catalog.grants().allows(feature.ref(), Privilege.READ_FEATURE)) {
        return Optional.empty();
      }
      return Optional.of(
          new MaterializedFeature(
              record.id(),
              feature.fullName(),
              record.table(),
              record.online(),
              new MaterializeSpec.Target(record.schema(), record.prefix()),
              record.onlineStore(),
              record.cron(),
              record.at()));
    } catch (PlatformException e) {
      if (e.code() == ErrorCode.RESOURCE_DOES_NOT_EXIST) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private RegisteredFeature registered(Securable securable, String definition) {
    return registered(securable, FeatureJson.read(Json.object(definition)));
  }

  private static RegisteredFeature registered(Securable securable, Feature feature) {
    String comment = securable.comment();
    return new RegisteredFeature(
        securable.fullName(),
        securable.id(),
        new Feature(
            securable.name(),
            feature.source(),
            feature.entity(),
            feature.timeseriesColumn(),
            feature.computation(),
            comment == null || comment.isEmpty() ? null : comment),
        securable.owner(),
        securable.created().at(),
        securable.created().by());
  }
}
