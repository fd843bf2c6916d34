package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.identity.Account.Membership;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.identity.Profile;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The attributes and memberships of principals, in SQL. */
final class JdbcDirectory {
  private static final String FROM =
      "SELECT " + AccountRow.COLUMNS + " FROM core_principal p WHERE p.metastore_id = ?";

  private JdbcDirectory() {}

  static Optional<AccountRow> find(Tx tx, String metastoreId, String id) {
    return tx.first(FROM + " AND p.id = ?", AccountRow::of, metastoreId, id);
  }

  static List<AccountRow> ofKind(Tx tx, String metastoreId, Principal.Kind kind) {
    return tx.query(FROM + " AND p.kind = ? ORDER BY p.name", AccountRow::of, metastoreId, kind);
  }

  /** Those of one name, in any case of letters: by an index, as clients ask this all the time. */
  static List<AccountRow> named(Tx tx, String metastoreId, Principal.Kind kind, String name) {
    return tx.query(
        FROM + " AND lower(p.name) = lower(?) AND p.kind = ?",
        AccountRow::of,
        metastoreId,
        name,
        kind);
  }

  static void write(Tx tx, String metastoreId, String id, String name, Profile profile) {
    tx.update(
        "UPDATE core_principal SET name = ?, display_name = ?, active = ?, attributes = ?"
            + " WHERE metastore_id = ? AND id = ?",
        name,
        profile.displayName(),
        profile.active(),
        AccountRow.Attributes.json(profile),
        metastoreId,
        id);
  }

  static void removeAllMembers(Tx tx, String metastoreId, String groupId) {
    tx.update(
        "DELETE FROM core_member WHERE metastore_id = ? AND group_id = ?", metastoreId, groupId);
  }

  /** The groups above a principal, by name; everybody is in {@code users}. */
  static List<Membership> groups(Tx tx, String metastoreId, Principal principal) {
    if (principal.name().equals(Identity.USERS)) {
      return List.of();
    }
    Set<String> direct =
        new HashSet<>(
            tx.query(
                "SELECT group_id FROM core_member WHERE metastore_id = ? AND member_id = ?",
                row -> row.string(1),
                metastoreId,
                principal.id()));
    List<Membership> groups = new ArrayList<>();
    for (String id : JdbcIdentityStore.closure(tx, metastoreId, principal.id())) {
      if (!id.equals(principal.id())) {
        find(tx, metastoreId, id)
            .ifPresent(group -> groups.add(new Membership(group.principal(), direct.contains(id))));
      }
    }
    if (principal.kind() != Principal.Kind.GROUP) {
      JdbcIdentityStore.find(tx, metastoreId, Identity.USERS)
          .ifPresent(users -> groups.add(new Membership(users, true)));
    }
    groups.sort(Comparator.comparing(membership -> membership.group().name()));
    return groups;
  }

  static List<Principal> members(Tx tx, String metastoreId, Principal group) {
    if (group.name().equals(Identity.USERS)) {
      return tx.query(
          "SELECT id, name, kind FROM core_principal WHERE metastore_id = ? AND kind <> 'GROUP'"
              + " ORDER BY name",
          JdbcDirectory::principal,
          metastoreId);
    }
    return tx.query(
        "SELECT p.id, p.name, p.kind FROM core_member m JOIN core_principal p"
            + " ON p.metastore_id = m.metastore_id AND p.id = m.member_id"
            + " WHERE m.metastore_id = ? AND m.group_id = ? ORDER BY p.name",
        JdbcDirectory::principal,
        metastoreId,
        group.id());
  }

  private static Principal principal(Row row) {
    return new Principal(row.string(1), row.string(2), Principal.Kind.valueOf(row.string(3)));
  }

  /** Whether anybody who can log in is in the group, directly or through other groups. */
  static boolean hasActiveMember(Tx tx, String metastoreId, String groupId) {
    Set<String> seen = new HashSet<>();
    List<String> open = new ArrayList<>(List.of(groupId));
    while (!open.isEmpty()) {
      String id = open.remove(open.size() - 1);
      if (seen.add(id)) {
        boolean active =
            tx.exists(
                "SELECT 1 FROM core_member m JOIN core_principal p"
                    + " ON p.metastore_id = m.metastore_id AND p.id = m.member_id"
                    + " WHERE m.metastore_id = ? AND m.group_id = ? AND p.kind <> 'GROUP'"
                    + " AND p.active = 1",
                metastoreId,
                id);
        if (active) {
          return true;
        }
        open.addAll(
            tx.query(
                "SELECT m.member_id FROM core_member m JOIN core_principal p"
                    + " ON p.metastore_id = m.metastore_id AND p.id = m.member_id"
                    + " WHERE m.metastore_id = ? AND m.group_id = ? AND p.kind = 'GROUP'",
                row -> row.string(1),
                metastoreId,
                id));
      }
    }
    return false;
  }
}
