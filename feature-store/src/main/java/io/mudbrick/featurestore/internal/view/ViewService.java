package io.mudbrick.featurestore.internal.view;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.Securable;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.SecurableUpdate;
import io.mudbrick.featurestore.internal.view.jdbc.FeatureDao;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource.RequestSource;
import io.mudbrick.featurestore.view.FeatureSource.TableSource;
import io.mudbrick.featurestore.view.FeatureViews;
import io.mudbrick.featurestore.view.RegisteredFeature;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Features of the catalog, for one caller. */
public final class ViewService implements FeatureViews {
  private final Database database;
  private final Caller caller;
  private final Catalog catalog;

  public ViewService(Database database, Caller caller, Catalog catalog) {
    this.database = database;
    this.caller = caller;
    this.catalog = catalog;
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
    catalog.securables().delete(SecurableRef.feature(fullName), false);
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
