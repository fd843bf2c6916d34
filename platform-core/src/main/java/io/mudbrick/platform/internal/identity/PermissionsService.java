package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.AccessList;
import io.mudbrick.platform.identity.AccessList.Change;
import io.mudbrick.platform.identity.AccessList.Entry;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.ObjectPermissions.Grant;
import io.mudbrick.platform.identity.ObjectType;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Permissions;
import io.mudbrick.platform.identity.Principal;
import java.util.ArrayList;
import java.util.List;

/** {@link Permissions} for one caller. */
public record PermissionsService(
    IdentityRoom room, JdbcObjectPermissions permissions, Caller caller) implements Permissions {

  @Override
  public AccessList get(String type, String id) {
    return shown(permissions.type(type), id);
  }

  @Override
  public AccessList update(String type, String id, List<Change> changes) {
    ObjectType of = permissions.type(type);
    requireExists(of, id);
    List<Grant> grants = grants(of, changes);
    ObjectType.Lists lists = permissions.lists(type);
    room.database().run(tx -> grants.forEach(grant -> lists.grant(caller, id, grant)));
    return shown(of, id);
  }

  @Override
  public AccessList set(String type, String id, List<Change> changes) {
    ObjectType of = permissions.type(type);
    requireExists(of, id);
    permissions.lists(type).set(caller, id, grants(of, changes));
    return shown(of, id);
  }

  @Override
  public List<PermissionLevel> levels(String type, String id) {
    ObjectType of = permissions.type(type);
    requireExists(of, id);
    return of.levels();
  }

  private AccessList shown(ObjectType type, String id) {
    requireExists(type, id);
    List<Entry> entries = new ArrayList<>(permissions.lists(type.name()).entries(caller, id));
    room.store()
        .principal(caller.metastoreId(), Identity.ADMINS)
        .ifPresent(admins -> entries.add(new Entry(admins, PermissionLevel.CAN_MANAGE, true)));
    return new AccessList(type.name(), type.label(), id, entries);
  }

  private void requireExists(ObjectType type, String id) {
    if (!type.exists().test(caller, id)) {
      throw IdentityErrors.unknownObject(type.name(), id);
    }
  }

  private List<Grant> grants(ObjectType type, List<Change> changes) {
    List<Grant> grants = new ArrayList<>();
    for (Change change : changes) {
      if (!type.levels().contains(change.level())) {
        throw IdentityErrors.levelNotAllowed(change.level(), type.name());
      }
      Principal principal =
          room.store()
              .principal(caller.metastoreId(), change.name())
              .filter(found -> found.kind() == change.kind())
              .orElseThrow(() -> IdentityErrors.unknownPrincipal(change.name()));
      grants.add(new Grant(principal, change.level()));
    }
    return grants;
  }
}
