package io.mudbrick.featurestore.internal.view;

import io.mudbrick.catalog.SecurableRenamed;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.featurestore.internal.view.jdbc.FeatureDao;
import io.mudbrick.featurestore.internal.view.jdbc.MaterializedDao;
import io.mudbrick.featurestore.internal.view.jdbc.MaterializedDao.Entry;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureSource.TableSource;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Tx;
import java.util.Optional;

/** Lets features, and the tables that they are computed into, follow what is renamed. */
public final class ViewRenames {
  private ViewRenames() {}

  public static void follow(Tx tx, SecurableRenamed renamed) {
    FeatureDao.all(tx, renamed.metastoreId())
        .forEach(
            (id, definition) ->
                followed(renamed, FeatureJson.read(Json.object(definition)))
                    .ifPresent(
                        feature ->
                            FeatureDao.update(tx, id, Json.write(FeatureJson.write(feature)))));
    for (Entry entry : MaterializedDao.all(tx, renamed.metastoreId())) {
      String computed =
          renamed.follow(SecurableType.TABLE, entry.offlineTable()).orElse(entry.offlineTable());
      // An online table keeps its name: it is none of the catalog.
      String table = entry.online() ? entry.table() : computed;
      String schema = renamed.follow(SecurableType.SCHEMA, entry.schema()).orElse(entry.schema());
      MaterializedDao.rename(tx, entry.id(), computed, table, schema);
    }
  }

  private static Optional<Feature> followed(SecurableRenamed renamed, Feature feature) {
    if (!(feature.source() instanceof TableSource source)) {
      return Optional.empty();
    }
    return renamed
        .follow(SecurableType.TABLE, source.table())
        .map(
            table ->
                new Feature(
                    feature.name(),
                    new TableSource(table, source.filter()),
                    feature.entity(),
                    feature.timeseriesColumn(),
                    feature.computation(),
                    feature.description()));
  }
}
