package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.AccessList;
import io.mudbrick.platform.identity.IdentityStore;
import io.mudbrick.platform.identity.ObjectPermissions;
import io.mudbrick.platform.identity.ObjectType;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Tx;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Access control lists of objects, in SQL. */
public final class JdbcObjectPermissions implements ObjectPermissions {
  private final Database database;
  private final IdentityStore identities;
  private final Map<String, ObjectType> types = new ConcurrentHashMap<>();
  private final Map<String, ObjectType.Lists> lists = new ConcurrentHashMap<>();

  public JdbcObjectPermissions(Database database, IdentityStore identities) {
    this.database = database;
    this.identities = identities;
    register(
        new ObjectType(
            JdbcTokens.TYPE,
            JdbcTokens.OBJECT,
            List.of(PermissionLevel.CAN_USE, PermissionLevel.CAN_MANAGE),
            (caller, id) -> id.equals(JdbcTokens.OBJECT)));
  }

  @Override
  public void register(ObjectType type) {
    register(type, new OwnLists(type));
  }

  @Override
  public void register(ObjectType type, ObjectType.Lists kept) {
    types.put(type.name(), type);
    lists.put(type.name(), kept);
  }

  ObjectType type(String name) {
    ObjectType type = types.get(name);
    if (type == null) {
      throw IdentityErrors.unknownType(name);
    }
    return type;
  }

  ObjectType.Lists lists(String type) {
    return Objects.requireNonNull(lists.get(type), type);
  }

  /** The lists of a type, kept here. */
  private final class OwnLists implements ObjectType.Lists {
    private final ObjectType type;

    OwnLists(ObjectType type) {
      this.type = type;
    }

    @Override
    public List<AccessList.Entry> entries(Caller caller, String id) {
      require(caller, type.name(), id, type.levels().get(0));
      return grants(caller, type.name(), id).stream()
          .map(grant -> new AccessList.Entry(grant.principal(), grant.level(), false))
          .toList();
    }

    @Override
    public void grant(Caller caller, String id, Grant grant) {
      JdbcObjectPermissions.this.grant(caller, type.name(), id, grant.principal(), grant.level());
    }

    @Override
    public void set(Caller caller, String id, List<Grant> grants) {
      JdbcObjectPermissions.this.set(caller, type.name(), id, grants);
    }
  }

  @Override
  public void created(Caller caller, String type, String id) {
    database.run(
        tx -> insert(tx, caller, type, id, caller.principal().id(), PermissionLevel.CAN_MANAGE));
  }

  @Override
  public void deleted(Caller caller, String type, String id) {
    database.run(tx -> clear(tx, caller, type, id));
  }

  @Override
  public void require(Caller caller, String type, String id, PermissionLevel level) {
    if (!allows(caller, type, id, level)) {
      throw IdentityErrors.notPermitted(caller.principal().name(), level, type, id);
    }
  }

  @Override
  public boolean allows(Caller caller, String type, String id, PermissionLevel level) {
    return identities.isAdmin(caller) || holds(caller, type, id, level);
  }

  private boolean holds(Caller caller, String type, String id, PermissionLevel level) {
    Set<String> who = identities.memberships(caller.metastoreId(), caller.principal());
    return database.read(
        tx ->
            tx.query(
                    "SELECT principal_id, level FROM core_permission"
                        + " WHERE workspace_id = ? AND object_type = ? AND object_id = ?",
                    row ->
                        who.contains(row.string(1))
                            && PermissionLevel.valueOf(row.string(2)).covers(level),
                    caller.workspaceId(),
                    type,
                    id)
                .contains(true));
  }

  @Override
  public Set<String> visible(
      Caller caller, String type, Collection<String> ids, PermissionLevel level) {
    if (identities.isAdmin(caller)) {
      return Set.copyOf(ids);
    }
    Set<String> who = identities.memberships(caller.metastoreId(), caller.principal());
    Set<String> granted = new HashSet<>();
    database.read(
        tx -> {
          tx.forEach(
              "SELECT object_id, principal_id, level FROM core_permission"
                  + " WHERE workspace_id = ? AND object_type = ?",
              row -> {
                if (who.contains(row.string(2))
                    && PermissionLevel.valueOf(row.string(3)).covers(level)) {
                  granted.add(row.string(1));
                }
              },
              caller.workspaceId(),
              type);
          return granted;
        });
    granted.retainAll(Set.copyOf(ids));
    return granted;
  }

  @Override
  public void grant(Caller caller, String type, String id, Principal to, PermissionLevel level) {
    require(caller, type, id, PermissionLevel.CAN_MANAGE);
    database.run(tx -> insert(tx, caller, type, id, to.id(), level));
  }

  @Override
  public void set(Caller caller, String type, String id, List<Grant> grants) {
    require(caller, type, id, PermissionLevel.CAN_MANAGE);
    database.run(
        tx -> {
          clear(tx, caller, type, id);
          for (Grant grant : grants) {
            insert(tx, caller, type, id, grant.principal().id(), grant.level());
          }
        });
  }

  @Override
  public List<Grant> list(Caller caller, String type, String id) {
    require(caller, type, id, PermissionLevel.CAN_READ);
    return grants(caller, type, id);
  }

  private List<Grant> grants(Caller caller, String type, String id) {
    return database.read(
        tx ->
            tx.query(
                "SELECT p.id, p.name, p.kind, o.level FROM core_permission o JOIN core_principal p"
                    + " ON p.metastore_id = ? AND p.id = o.principal_id"
                    + " WHERE o.workspace_id = ? AND o.object_type = ? AND o.object_id = ?"
                    + " ORDER BY p.name",
                row ->
                    new Grant(
                        new Principal(
                            row.string(1), row.string(2), Principal.Kind.valueOf(row.string(3))),
                        PermissionLevel.valueOf(row.string(4))),
                caller.metastoreId(),
                caller.workspaceId(),
                type,
                id));
  }

  private static void insert(
      Tx tx, Caller caller, String type, String id, String principalId, PermissionLevel level) {
    tx.update(
        "INSERT INTO core_permission (workspace_id, object_type, object_id, principal_id, level)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (workspace_id, object_type, object_id,"
            + " principal_id) DO UPDATE SET level = excluded.level",
        caller.workspaceId(),
        type,
        id,
        principalId,
        level);
  }

  private static void clear(Tx tx, Caller caller, String type, String id) {
    tx.update(
        "DELETE FROM core_permission"
            + " WHERE workspace_id = ? AND object_type = ? AND object_id = ?",
        caller.workspaceId(),
        type,
        id);
  }
}
