package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.Directory;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.ObjectPermissions;
import io.mudbrick.platform.identity.PermissionLevel;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.identity.Secrets;
import io.mudbrick.platform.identity.Tokens;
import io.mudbrick.platform.sql.Database;
import java.util.List;
import java.util.Set;

/** {@link Identity} for one caller. */
public record IdentityService(IdentityRoom room, ObjectPermissions permissions, Caller caller)
    implements Identity {

  private JdbcIdentityStore store() {
    return room.store();
  }

  private Database database() {
    return room.database();
  }

  @Override
  public Directory directory() {
    return new DirectoryService(room, caller);
  }

  @Override
  public Tokens tokens() {
    return new TokensService(room, caller, permissions);
  }

  @Override
  public Secrets secrets() {
    return new SecretsService(room, caller);
  }

  @Override
  public Principal me() {
    return caller.principal();
  }

  @Override
  public List<Principal> groupsOf(String principalName) {
    if (!principalName.equals(caller.principal().name())) {
      requireAdmin();
    }
    Set<String> groups = store().memberships(caller.metastoreId(), named(principalName));
    return store().principals(caller.metastoreId(), Principal.Kind.GROUP).stream()
        .filter(group -> groups.contains(group.id()))
        .filter(group -> !group.name().equals(principalName))
        .toList();
  }

  @Override
  public Principal createUser(String userName) {
    return create(userName, Principal.Kind.USER);
  }

  @Override
  public Principal createGroup(String name) {
    return create(name, Principal.Kind.GROUP);
  }

  @Override
  public Principal createServicePrincipal(String applicationId) {
    return create(applicationId, Principal.Kind.SERVICE_PRINCIPAL);
  }

  private Principal create(String name, Principal.Kind kind) {
    requireAdmin();
    return database().write(tx -> store().create(tx, caller.metastoreId(), name, kind));
  }

  @Override
  public void addMember(String group, String member) {
    requireAdmin();
    Principal to = group(group);
    Principal who = named(member);
    database().run(tx -> store().addMember(tx, caller.metastoreId(), to, who));
  }

  @Override
  public void removeMember(String group, String member) {
    requireAdmin();
    Principal from = group(group);
    Principal who = named(member);
    database()
        .run(
            tx -> {
              store().removeMember(tx, caller.metastoreId(), from, who);
              room.keepAnAdmin(tx, caller);
            });
  }

  @Override
  public List<Principal> members(String group) {
    requireAdmin();
    return store().members(caller.metastoreId(), group(group));
  }

  @Override
  public List<Principal> list(Principal.Kind kind) {
    requireAdmin();
    return store().principals(caller.metastoreId(), kind);
  }

  @Override
  public void delete(String principalName) {
    requireAdmin();
    Principal principal = named(principalName);
    database().run(tx -> room.delete(tx, caller, principal));
  }

  @Override
  public String createToken(String principalName, String comment) {
    Principal principal = named(principalName);
    if (principal.equals(caller.principal())) {
      permissions.require(caller, JdbcTokens.TYPE, JdbcTokens.OBJECT, PermissionLevel.CAN_USE);
    } else {
      requireAdmin();
    }
    if (principal.kind() == Principal.Kind.GROUP) {
      throw IdentityErrors.unknownPrincipal(principalName);
    }
    return database().write(tx -> store().createToken(tx, caller.workspace(), principal, comment));
  }

  private Principal named(String name) {
    return store()
        .principal(caller.metastoreId(), name)
        .orElseThrow(() -> IdentityErrors.unknownPrincipal(name));
  }

  private Principal group(String name) {
    Principal group = named(name);
    if (group.kind() != Principal.Kind.GROUP) {
      throw IdentityErrors.notAGroup(name);
    }
    return group;
  }

  private void requireAdmin() {
    room.requireAdmin(caller);
  }
}
