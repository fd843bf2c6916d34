package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.catalog.VolumeType;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of volumes. */
public final class VolumeStore {

  /**
   * A row.
   *
   * @param location the directory of an external volume, or of one below a storage root
   */
  public record Stored(VolumeType type, @Nullable String location) {
    private static Stored of(Row row, int from) {
      return new Stored(VolumeType.valueOf(row.string(from)), row.nullableString(from + 1));
    }
  }

  public void insert(Tx tx, String id, Stored volume) {
    tx.update(
        "INSERT INTO catalog_volume (securable_id, type, location) VALUES (?, ?, ?)",
        id,
        volume.type(),
        volume.location());
  }

  public void delete(Tx tx, String id) {
    tx.update("DELETE FROM catalog_volume WHERE securable_id = ?", id);
  }

  public Optional<Stored> byId(Tx tx, String id) {
    return tx.first(
        "SELECT type, location FROM catalog_volume WHERE securable_id = ?",
        row -> Stored.of(row, 1),
        id);
  }

  /** The volumes of a schema, by the id of the securable. */
  public Map<String, Stored> ofSchema(Tx tx, String schemaId) {
    Map<String, Stored> found = new HashMap<>();
    tx.forEach(
        "SELECT v.securable_id, v.type, v.location FROM catalog_volume v"
            + " JOIN catalog_securable s ON s.id = v.securable_id WHERE s.parent_id = ?",
        row -> found.put(row.string(1), Stored.of(row, 2)),
        schemaId);
    return found;
  }

  /** The directories of volumes outside our own folder, of whatever metastore. */
  public List<String> locations(Tx tx) {
    return tx.query(
        "SELECT location FROM catalog_volume WHERE location IS NOT NULL", row -> row.string(1));
  }
}
