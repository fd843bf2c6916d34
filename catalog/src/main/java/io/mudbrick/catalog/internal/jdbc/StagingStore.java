package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.platform.sql.Tx;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Places that are reserved for tables to be. */
public final class StagingStore {
  private static final String SAME =
      " FROM catalog_staging_table WHERE id = ? AND metastore_id = ? AND schema_id = ?"
          + " AND name = ? AND principal_id = ? AND claimed = 0 AND created_at > ?";

  /** Also those that a sweep has claimed and not cleared. */
  private static final String LAPSED =
      " WHERE claimed = 1 OR created_at <= ?"
          + " OR NOT EXISTS (SELECT 1 FROM catalog_securable s WHERE s.id = schema_id)";

  /**
   * A row.
   *
   * @param name in lower case
   */
  public record Reserved(
      String id,
      String metastoreId,
      String schemaId,
      String name,
      String principalId,
      String location) {}

  /** A place that is reserved no more. */
  public record Lapsed(String id, String location) {}

  public void insert(Tx tx, Reserved place, Instant now) {
    tx.update(
        "INSERT INTO catalog_staging_table"
            + " (id, metastore_id, schema_id, name, principal_id, location, created_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
        place.id(),
        place.metastoreId(),
        place.schemaId(),
        place.name(),
        place.principalId(),
        place.location(),
        now);
  }

  /**
   * Whether there is that very reservation.
   *
   * @param after it was made later
   */
  public boolean holds(Tx tx, Reserved place, Instant after) {
    return tx.exists("SELECT 1" + SAME, values(place, after));
  }

  /** Takes a reservation away; says whether there was that very one. */
  public boolean take(Tx tx, Reserved place, Instant after) {
    return tx.update("DELETE" + SAME, values(place, after)) > 0;
  }

  private static @Nullable Object[] values(Reserved place, Instant after) {
    return new @Nullable Object[] {
      place.id(), place.metastoreId(), place.schemaId(), place.name(), place.principalId(), after
    };
  }

  public boolean anyLapsed(Tx tx, Instant until) {
    return tx.exists("SELECT 1 FROM catalog_staging_table" + LAPSED, until);
  }

  /** Those that lapsed; nobody can take them from then on. */
  public List<Lapsed> claim(Tx tx, Instant until) {
    tx.update("UPDATE catalog_staging_table SET claimed = 1" + LAPSED, until);
    return tx.query(
        "SELECT id, COALESCE(location, metastore_id || '/' || id) FROM catalog_staging_table"
            + " WHERE claimed = 1 ORDER BY id",
        row -> new Lapsed(row.string(1), row.string(2)));
  }

  public void drop(Tx tx, Lapsed place) {
    tx.update("DELETE FROM catalog_staging_table WHERE id = ?", place.id());
  }
}
