package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.Account;
import io.mudbrick.platform.identity.AccountPage;
import io.mudbrick.platform.identity.AccountPatch;
import io.mudbrick.platform.identity.AccountQuery;
import io.mudbrick.platform.identity.Directory;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.NewAccount;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.identity.Principal.Kind;
import io.mudbrick.platform.identity.Profile;
import io.mudbrick.platform.sql.Tx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@link Directory} for one caller. */
record DirectoryService(IdentityRoom room, Caller caller) implements Directory {
  private static final Pattern EMAIL = Pattern.compile("[^\\s@\"<>(),;:]+@[^\\s@\"<>(),;:]+");
  private static final Pattern NAME_ALONE =
      Pattern.compile(
          "\\s*(userName|displayName|applicationId)\\s+eq\\s+\"([^\"\\\\]*)\"\\s*",
          Pattern.CASE_INSENSITIVE);
  private static final Set<String> ENTITLEMENTS =
      Set.of(
          "allow-cluster-create",
          "allow-instance-pool-create",
          "databricks-sql-access",
          "workspace-access",
          "workspace-consume");

  private String metastore() {
    return caller.metastoreId();
  }

  @Override
  public Account self() {
    return get(caller.principal().kind(), caller.principal().id());
  }

  @Override
  public Account get(Kind kind, String id) {
    if (!id.equals(caller.principal().id()) && !room.store().isAdmin(caller)) {
      throw IdentityErrors.ownOnly();
    }
    return room.database().read(tx -> account(tx, row(tx, kind, id)));
  }

  private AccountRow row(Tx tx, Kind kind, String id) {
    return JdbcDirectory.find(tx, metastore(), id)
        .filter(row -> row.principal().kind() == kind)
        .orElseThrow(() -> IdentityErrors.unknownAccount(kind, id));
  }

  private Account account(Tx tx, AccountRow row) {
    Principal principal = row.principal();
    return new Account(
        principal,
        row.profile(),
        JdbcDirectory.groups(tx, metastore(), principal),
        principal.kind() == Kind.GROUP
            ? JdbcDirectory.members(tx, metastore(), principal)
            : List.of());
  }

  @Override
  public AccountPage list(Kind kind, AccountQuery query) {
    room.requireAdmin(caller);
    Predicate<AccountRow> filter = AccountFilter.parse(query.filter(), kind);
    int start = Math.max(1, query.startIndex());
    int count = Math.max(0, Math.min(LARGEST_PAGE, query.count()));
    return room.database()
        .read(
            tx -> {
              List<AccountRow> found =
                  new ArrayList<>(candidates(tx, kind, query).stream().filter(filter).toList());
              if (query.descending()) {
                Collections.reverse(found);
              }
              List<Account> page =
                  found.stream()
                      .skip(start - 1L)
                      .limit(count)
                      .map(row -> account(tx, row))
                      .toList();
              return new AccountPage(page, found.size(), start);
            });
  }

  private List<AccountRow> candidates(Tx tx, Kind kind, AccountQuery query) {
    Matcher name = NAME_ALONE.matcher(query.filter() == null ? "" : query.filter());
    boolean byName =
        name.matches() && (kind == Kind.GROUP || !name.group(1).equalsIgnoreCase("displayName"));
    return byName
        ? JdbcDirectory.named(tx, metastore(), kind, name.group(2))
        : JdbcDirectory.ofKind(tx, metastore(), kind);
  }

  @Override
  public Account create(Kind kind, NewAccount account) {
    room.requireAdmin(caller);
    String name = name(kind, account);
    check(account.profile());
    return room.database()
        .write(
            tx -> {
              Principal made = room.store().create(tx, metastore(), name, kind);
              JdbcDirectory.write(tx, metastore(), made.id(), name, account.profile());
              addMembers(tx, made, account.members());
              return account(tx, row(tx, kind, made.id()));
            });
  }

  private String name(Kind kind, NewAccount account) {
    String name = account.name();
    if (name == null || name.isBlank()) {
      if (kind == Kind.SERVICE_PRINCIPAL) {
        return room.store().newUuid();
      }
      throw IdentityErrors.missing(kind == Kind.USER ? "userName" : "displayName");
    }
    if (kind == Kind.USER && !EMAIL.matcher(name).matches()) {
      throw IdentityErrors.notAnEmail(name);
    }
    return name;
  }

  private static void check(Profile profile) {
    for (String entitlement : profile.entitlements()) {
      if (!ENTITLEMENTS.contains(entitlement)) {
        throw IdentityErrors.badValue("entitlements", entitlement);
      }
    }
    for (String email : profile.emails()) {
      if (!EMAIL.matcher(email).matches()) {
        throw IdentityErrors.badValue("emails", email);
      }
    }
  }

  @Override
  public Account replace(Kind kind, String id, NewAccount account) {
    room.requireAdmin(caller);
    return change(
        kind,
        id,
        (row, edit) -> {
          if (kind == Kind.GROUP) {
            edit.apply(
                new AccountPatch.Operation(
                    AccountPatch.Verb.REPLACE, "displayName", account.name()));
            edit.apply(
                new AccountPatch.Operation(
                    AccountPatch.Verb.REPLACE, "members", account.members()));
          } else if (account.name() != null) {
            edit.apply(
                new AccountPatch.Operation(AccountPatch.Verb.REPLACE, "userName", account.name()));
          }
          return account.profile();
        });
  }

  @Override
  public Account patch(Kind kind, String id, AccountPatch patch) {
    room.requireAdmin(caller);
    return change(
        kind,
        id,
        (row, edit) -> {
          patch.operations().forEach(edit::apply);
          return edit.profile();
        });
  }

  /** What a change makes of a row: it may rename and move members, and gives the new profile. */
  private interface Change {
    Profile of(AccountRow row, AccountEdit edit);
  }

  private Account change(Kind kind, String id, Change change) {
    return room.database()
        .write(
            tx -> {
              AccountRow row = row(tx, kind, id);
              AccountEdit edit = new AccountEdit(row.principal(), row.profile());
              Profile profile = change.of(row, edit);
              check(profile);
              if (!profile.active() && id.equals(caller.principal().id())) {
                throw IdentityErrors.yourself("deactivate");
              }
              rename(tx, row.principal(), edit.name());
              JdbcDirectory.write(tx, metastore(), id, edit.name(), profile);
              moveMembers(tx, new Principal(id, edit.name(), kind), edit);
              room.keepAnAdmin(tx, caller);
              room.store().changed(tx);
              return account(tx, row(tx, kind, id));
            });
  }

  private void rename(Tx tx, Principal group, String name) {
    if (name.equals(group.name())) {
      return;
    }
    if (builtIn(group)) {
      throw IdentityErrors.builtInGroup(group.name());
    }
    JdbcIdentityStore.checkName(name);
    if (!name.equalsIgnoreCase(group.name()) && JdbcIdentityStore.taken(tx, metastore(), name)) {
      throw IdentityErrors.exists(name);
    }
  }

  private static boolean builtIn(Principal group) {
    return group.kind() == Kind.GROUP
        && (group.name().equals(Identity.ADMINS) || group.name().equals(Identity.USERS));
  }

  private void moveMembers(Tx tx, Principal group, AccountEdit edit) {
    boolean moves = edit.replacesMembers || !edit.added.isEmpty() || !edit.removed.isEmpty();
    if (moves && group.name().equals(Identity.USERS)) {
      throw IdentityErrors.builtInGroup(group.name());
    }
    if (edit.replacesMembers) {
      JdbcDirectory.removeAllMembers(tx, metastore(), group.id());
    }
    for (String id : edit.removed) {
      JdbcDirectory.find(tx, metastore(), id)
          .ifPresent(
              member -> room.store().removeMember(tx, metastore(), group, member.principal()));
    }
    addMembers(tx, group, List.copyOf(edit.added));
  }

  private void addMembers(Tx tx, Principal group, List<String> ids) {
    for (String id : ids) {
      AccountRow member =
          JdbcDirectory.find(tx, metastore(), id)
              .orElseThrow(() -> IdentityErrors.badValue("members", id));
      room.store().addMember(tx, metastore(), group, member.principal());
    }
  }

  @Override
  public void delete(Kind kind, String id) {
    room.requireAdmin(caller);
    room.database().run(tx -> room.delete(tx, caller, row(tx, kind, id).principal()));
  }
}
