package io.mudbrick.featurestore.internal.view;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.featurestore.internal.view.jdbc.MaterializedDao;
import io.mudbrick.platform.sql.Database;
import java.util.Optional;

/**
 * Where a feature is online.
 *
 * @param table the table that is published
 * @param column its column there
 */
public record Served(String table, String column) {
  /** The one of a feature of the catalog; empty when it has none. */
  public static Optional<Served> find(Database database, Catalog catalog, String fullName) {
    String id = catalog.securables().get(SecurableRef.feature(fullName)).id();
    return database.read(tx -> MaterializedDao.ofFeature(tx, id)).stream()
        .filter(MaterializedDao.Entry::online)
        .findFirst()
        .map(record -> new Served(record.offlineTable(), record.column()));
  }
}
