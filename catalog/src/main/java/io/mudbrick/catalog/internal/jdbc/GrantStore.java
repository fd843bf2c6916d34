package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.catalog.Privilege;
import io.mudbrick.platform.sql.Tx;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The rows of grants. */
public final class GrantStore {

  /** What is granted on a securable, by the id of the principal. */
  public Map<String, Set<Privilege>> of(Tx tx, String securableId) {
    Map<String, Set<Privilege>> grants = new LinkedHashMap<>();
    tx.forEach(
        "SELECT principal_id, privilege FROM catalog_grant WHERE securable_id = ?"
            + " ORDER BY principal_id, privilege",
        row ->
            grants
                .computeIfAbsent(row.string(1), id -> EnumSet.noneOf(Privilege.class))
                .add(Privilege.valueOf(row.string(2))),
        securableId);
    return grants;
  }

  public void add(Tx tx, String securableId, String principalId, Privilege privilege) {
    remove(tx, securableId, principalId, privilege);
    tx.update(
        "INSERT INTO catalog_grant (securable_id, principal_id, privilege) VALUES (?, ?, ?)",
        securableId,
        principalId,
        privilege);
  }

  public void remove(Tx tx, String securableId, String principalId, Privilege privilege) {
    tx.update(
        "DELETE FROM catalog_grant WHERE securable_id = ? AND principal_id = ? AND privilege = ?",
        securableId,
        principalId,
        privilege);
  }
}
