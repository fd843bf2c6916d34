package io.mudbrick.platform.identity;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The principals of an account, for modules that have to decide about access. It checks nothing
 * itself; people come through {@link Identity}. Thread-safe.
 */
public interface IdentityStore {

  Optional<Principal> principal(String metastoreId, String name);

  Optional<Principal> principalById(String metastoreId, String id);

  /**
   * The ids of the principal and of every group that it is in, directly or through other groups.
   * Every principal is also in {@code users}.
   */
  Set<String> memberships(String metastoreId, Principal principal);

  /** Whether the principal is in the group {@code admins}. */
  boolean isAdmin(Caller caller);

  List<Principal> principals(String metastoreId, Principal.Kind kind);

  List<Workspace> workspaces();
}
