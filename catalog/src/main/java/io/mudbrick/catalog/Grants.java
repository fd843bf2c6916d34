package io.mudbrick.catalog;

import java.util.List;
import java.util.Set;

/**
 * Who may do what: {@code /api/2.1/unity-catalog/permissions} and {@code effective-permissions}.
 * Get one from {@link Catalog#grants()}. Changing grants needs ownership of the securable or of a
 * container, MANAGE, or a metastore admin. A change holds for every check that begins after it
 * returned.
 */
public interface Grants {
  /** What was granted on the securable itself. Who may not manage it sees only their own. */
  List<Grant> list(SecurableRef on);

  /** What holds on the securable, inherited grants included. */
  List<Grant> effective(SecurableRef on);

  /** As {@link #list(SecurableRef)}, of one principal: quick, however many others have grants. */
  List<Grant> list(SecurableRef on, String principal);

  /** As {@link #effective(SecurableRef)}, of one principal; what its groups have is theirs. */
  List<Grant> effective(SecurableRef on, String principal);

  /** Applies all changes or none and returns what is granted then. */
  List<Grant> update(SecurableRef on, List<GrantChange> changes);

  /** Gives privileges to a principal; those it has stay. */
  default List<Grant> grant(SecurableRef on, String principal, Privilege... privileges) {
    return update(on, List.of(new GrantChange(principal, Set.of(privileges), Set.of())));
  }

  /** Takes privileges from a principal; those it does not have are no error. */
  default List<Grant> revoke(SecurableRef on, String principal, Privilege... privileges) {
    return update(on, List.of(new GrantChange(principal, Set.of(), Set.of(privileges))));
  }

  /**
   * Whether the caller holds the privilege and the USE privileges above it.
   *
   * @throws io.mudbrick.platform.PlatformException {@code RESOURCE_DOES_NOT_EXIST}
   */
  boolean allows(SecurableRef on, Privilege privilege);

  /**
   * @throws io.mudbrick.platform.PlatformException {@code PERMISSION_DENIED} unless the caller
   *     holds the privilege and the USE privileges above it, {@code RESOURCE_DOES_NOT_EXIST}
   */
  void require(SecurableRef on, Privilege privilege);
}
