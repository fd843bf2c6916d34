package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Grant;
import io.mudbrick.catalog.GrantChange;
import io.mudbrick.catalog.Grants;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.internal.access.Node;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Grants, as one caller sees and changes them. */
final class GrantsService implements Grants {
  /** What the product calls the group of everybody in an account. */
  private static final String ACCOUNT_USERS = "account users";

  private final Rooms rooms;
  private final Caller caller;

  GrantsService(Rooms rooms, Caller caller) {
    this.rooms = rooms;
    this.caller = caller;
  }

  @Override
  public List<Grant> list(SecurableRef named) {
    SecurableRef on = rooms.named(caller, named);
    Path path = rooms.access().existing(caller, on);
    rooms.access().requireVisible(caller, path);
    return sorted(grants(path, path.levels() - 1, rooms.access().manages(caller, path)));
  }

  @Override
  public List<Grant> effective(SecurableRef named) {
    SecurableRef on = rooms.named(caller, named);
    Path path = rooms.access().existing(caller, on);
    rooms.access().requireVisible(caller, path);
    boolean all = rooms.access().manages(caller, path);
    List<Grant> found = new ArrayList<>();
    for (int depth = 0; depth < path.levels(); depth++) {
      found.addAll(grants(path, depth, all));
    }
    return sorted(found);
  }

  private List<Grant> grants(Path path, int depth, boolean all) {
    Node node = path.nodes().get(depth);
    Set<String> own =
        all ? Set.of() : rooms.identities().memberships(caller.metastoreId(), caller.principal());
    List<Grant> found = new ArrayList<>();
    node.grants()
        .forEach(
            (principalId, privileges) -> {
              if (all || own.contains(principalId)) {
                String name = rooms.principalName(caller.metastoreId(), principalId);
                privileges.forEach(p -> found.add(new Grant(name, p, path.refAt(depth))));
              }
            });
    return found;
  }

  private static List<Grant> sorted(List<Grant> grants) {
    return grants.stream()
        .sorted(
            Comparator.comparing(Grant::principal)
                .thenComparing(Grant::privilege)
                .thenComparing(g -> g.on().type()))
        .toList();
  }

  @Override
  public List<Grant> update(SecurableRef named, List<GrantChange> changes) {
    SecurableRef on = rooms.named(caller, named);
    return rooms
        .database()
        .write(
            tx -> {
              Path path = rooms.access().existing(caller, on);
              rooms.access().requireManage(caller, path);
              List<Change> checked = changes.stream().map(c -> check(on, c)).toList();
              String id = path.leaf().id();
              rooms.nodes().changing(tx, id);
              checked.forEach(change -> apply(tx, id, change));
              return list(on);
            });
  }

  private record Change(String principalId, GrantChange change) {}

  private Change check(SecurableRef on, GrantChange change) {
    change.add().forEach(privilege -> requireApplicable(privilege, on));
    change.remove().forEach(privilege -> requireApplicable(privilege, on));
    return new Change(principalId(change.principal()), change);
  }

  private static void requireApplicable(Privilege privilege, SecurableRef on) {
    if (!privilege.appliesTo(on.type())) {
      throw CatalogErrors.inapplicable(privilege, on);
    }
  }

  private String principalId(String name) {
    String wanted = name.equals(ACCOUNT_USERS) ? Identity.USERS : name;
    return rooms
        .identities()
        .principal(caller.metastoreId(), wanted)
        .map(Principal::id)
        .orElseThrow(() -> CatalogErrors.unknownPrincipal(name));
  }

  private void apply(Tx tx, String id, Change change) {
    String principal = change.principalId();
    change.change().remove().forEach(p -> rooms.grants().remove(tx, id, principal, p));
    change.change().add().forEach(p -> rooms.grants().add(tx, id, principal, p));
  }

  @Override
  public boolean allows(SecurableRef on, Privilege privilege) {
    return rooms.access().allows(caller, rooms.access().existing(caller, on), privilege);
  }

  @Override
  public void require(SecurableRef on, Privilege privilege) {
    rooms.access().require(caller, rooms.access().existing(caller, on), privilege);
  }
}
