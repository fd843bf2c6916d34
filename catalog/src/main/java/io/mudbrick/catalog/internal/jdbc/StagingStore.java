package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.platform.sql.Tx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Places that are reserved for tables to be. */
public final class StagingStore {
  private static final String SAME =
      " FROM catalog_staging_table WHERE id = ? AND metastore_id = ? AND schema_id = ?"
          + " AND name = ? AND principal_id = ?";

  /**
   * A row.
   *
   * @param name in lower case
   */
  public record Reserved(
      String id, String metastoreId, String schemaId, String name, String principalId) {}

  public void insert(Tx tx, Reserved place, Instant now) {
    tx.update(
        "INSERT INTO catalog_staging_table"
            + " (id, metastore_id, schema_id, name, principal_id, created_at)"
            + " VALUES (?, ?, ?, ?, ?, ?)",
        place.id(),
        place.metastoreId(),
        place.schemaId(),
        place.name(),
        place.principalId(),
        now);
  }

  /** Whether there is that very reservation. */
  public boolean holds(Tx tx, Reserved place) {
    return tx.first("SELECT id" + SAME, row -> row.string(1), values(place)).isPresent();
  }

  /** Takes a reservation away; says whether there was that very one. */
  public boolean take(Tx tx, Reserved place) {
    return tx.update("DELETE" + SAME, values(place)) > 0;
  }

  private static @Nullable Object[] values(Reserved place) {
    return new @Nullable Object[] {
      place.id(), place.metastoreId(), place.schemaId(), place.name(), place.principalId()
    };
  }
}
