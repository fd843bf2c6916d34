package io.mudbrick.catalog.internal;

import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.Grant;
import io.mudbrick.catalog.GrantChange;
import io.mudbrick.catalog.Grants;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.internal.access.Path;
import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

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
  public List<Grant> list(SecurableRef on) {
    return list(visible(on), id -> true);
  }

  @Override
  public List<Grant> list(SecurableRef on, String principal) {
    return list(visible(on), only(principal));
  }

  private List<Grant> list(Path path, Predicate<String> wanted) {
    return sorted(grants(path, path.levels() - 1, shown(path).and(wanted)));
  }

  @Override
  public List<Grant> effective(SecurableRef on) {
    return effective(visible(on), id -> true);
  }

  @Override
  public List<Grant> effective(SecurableRef on, String principal) {
    return effective(visible(on), only(principal));
  }

  private List<Grant> effective(Path path, Predicate<String> wanted) {
    Predicate<String> principals = shown(path).and(wanted);
    List<Grant> found = new ArrayList<>();
    for (int depth = 0; depth < path.levels(); depth++) {
      found.addAll(grants(path, depth, principals));
    }
    return sorted(found);
  }

  private Path visible(SecurableRef named) {
    Path path = rooms.access().existing(caller, rooms.named(caller, named));
    rooms.access().requireVisible(caller, path);
    return path;
  }

  /** Whose grants the caller may see: who does not manage sees their own. */
  private Predicate<String> shown(Path path) {
    if (rooms.access().manages(caller, path)) {
      return id -> true;
    }
    return rooms.identities().memberships(caller.metastoreId(), caller.principal())::contains;
  }

  /** The id that goes by the name; a principal that is gone goes by its id. */
  private Predicate<String> only(String name) {
    return rooms
            .identities()
            .principal(caller.metastoreId(), known(name))
            .map(Principal::id)
            .orElse(name)
        ::equals;
  }

  private List<Grant> grants(Path path, int depth, Predicate<String> wanted) {
    List<Grant> found = new ArrayList<>();
    path.nodes()
        .get(depth)
        .grants()
        .forEach(
            (principalId, privileges) -> {
              if (wanted.test(principalId)) {
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

  /** The name of a principal that goes by another in the product. */
  static String known(String name) {
    return name.equals(ACCOUNT_USERS) ? Identity.USERS : name;
  }

  private String principalId(String name) {
    return rooms
        .identities()
        .principal(caller.metastoreId(), known(name))
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
