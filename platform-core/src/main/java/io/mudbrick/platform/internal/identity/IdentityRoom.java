package io.mudbrick.platform.internal.identity;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.identity.Identity;
import io.mudbrick.platform.identity.Principal;
import io.mudbrick.platform.sql.Database;
import io.mudbrick.platform.sql.Tx;
import java.time.Clock;
import java.util.Set;

/** What the services of this room share. */
public record IdentityRoom(Database database, JdbcIdentityStore store, Clock clock) {

  void requireAdmin(Caller caller) {
    if (!store.isAdmin(caller)) {
      throw IdentityErrors.adminsOnly();
    }
  }

  /** Deletes a principal, unless it is built in, the caller, or the last who can administer. */
  void delete(Tx tx, Caller caller, Principal principal) {
    if (Set.of(Identity.USERS, Identity.ADMINS, Identity.ADMIN).contains(principal.name())) {
      throw IdentityErrors.builtIn(principal.name());
    }
    if (principal.id().equals(caller.principal().id())) {
      throw IdentityErrors.yourself("delete");
    }
    store.delete(tx, caller.metastoreId(), principal);
    keepAnAdmin(tx, caller);
  }

  /** Refuses the change that this transaction made if nobody could administer after it. */
  void keepAnAdmin(Tx tx, Caller caller) {
    String admins =
        JdbcIdentityStore.find(tx, caller.metastoreId(), Identity.ADMINS).orElseThrow().id();
    if (!JdbcDirectory.hasActiveMember(tx, caller.metastoreId(), admins)) {
      throw IdentityErrors.lastAdmin();
    }
  }
}
