package io.mudbrick.featurestore.internal.profile.jdbc;

import io.mudbrick.featurestore.profile.ColumnProfile;
import io.mudbrick.featurestore.profile.FeatureProfile;
import io.mudbrick.featurestore.profile.FeatureProfile.Scope;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Profiles by the id of their table. */
public final class ProfileDao {
  private ProfileDao() {}

  /** A profile as JSON holds it: what else it says stands in columns. */
  private record Kept(String table, long rows, long at, List<ColumnProfile> columns) {
    static Kept of(FeatureProfile profile) {
      return new Kept(
          profile.table(), profile.rows(), profile.at().toEpochMilli(), profile.columns());
    }

    FeatureProfile profile(long version, Scope scope) {
      return new FeatureProfile(table, version, scope, rows, Instant.ofEpochMilli(at), columns);
    }
  }

  /** Keeps a profile, and forgets those of the same kind that are far older. */
  public static void put(
      Tx tx, String metastore, String tableId, FeatureProfile profile, int kept) {
    delete(tx, tableId, profile.version(), profile.scope());
    tx.update(
        "INSERT INTO featurestore_profiles (table_id, version, scope, metastore_id, profile)"
            + " VALUES (?, ?, ?, ?, ?)",
        tableId,
        profile.version(),
        profile.scope(),
        metastore,
        Json.write(Kept.of(profile)));
    tx.update(
        "DELETE FROM featurestore_profiles WHERE table_id = ? AND scope = ? AND version <= ?",
        tableId,
        profile.scope(),
        profile.version() - kept);
  }

  private static void delete(Tx tx, String tableId, long version, Scope scope) {
    tx.update(
        "DELETE FROM featurestore_profiles WHERE table_id = ? AND version = ? AND scope = ?",
        tableId,
        version,
        scope);
  }

  public static Optional<FeatureProfile> find(Tx tx, String tableId, long version, Scope scope) {
    return tx.first(
        "SELECT profile FROM featurestore_profiles"
            + " WHERE table_id = ? AND version = ? AND scope = ?",
        row -> Json.read(row.string(1), Kept.class).profile(version, scope),
        tableId,
        version,
        scope);
  }

  public static List<Long> versions(Tx tx, String tableId, Scope scope) {
    return tx.query(
        "SELECT version FROM featurestore_profiles WHERE table_id = ? AND scope = ?"
            + " ORDER BY version DESC",
        row -> row.number(1),
        tableId,
        scope);
  }

  public static void forget(Tx tx, String tableId) {
    tx.update("DELETE FROM featurestore_profiles WHERE table_id = ?", tableId);
  }
}
