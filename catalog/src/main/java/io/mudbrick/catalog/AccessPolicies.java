package io.mudbrick.catalog;

import java.util.List;

/**
 * Masks and filters by tags, {@code /api/2.1/unity-catalog/policies}. Get one from {@link
 * Catalog#accessPolicies()}. A policy stands on a catalog, schema or table and holds for every
 * table there is below it, and will be. Making, changing and seeing one needs ownership or MANAGE;
 * making one needs EXECUTE on its function besides. What holds for a reader is decided at each
 * read, by the tags and groups of that moment. Where more than one mask for a column or filter for
 * a table would hold for the same reader, nothing is read: {@code FAILED_PRECONDITION}, reason
 * {@code MULTIPLE_POLICIES}. Thread-safe.
 */
public interface AccessPolicies {
  /** A policy where it stands. */
  record Placed(String id, SecurableRef on, AccessPolicy policy, Stamp created, Stamp updated) {}

  /**
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE} when conditions
   *     are none, aliases are missing or the securable holds no tables
   */
  Placed create(SecurableRef on, AccessPolicy policy);

  Placed get(SecurableRef on, String name);

  /**
   * Those of a securable, by name.
   *
   * @param inherited also those of the containers that it lies in
   */
  List<Placed> list(SecurableRef on, boolean inherited);

  /** Puts a policy, which may have another name, in the place of one. */
  Placed update(SecurableRef on, String name, AccessPolicy policy);

  void delete(SecurableRef on, String name);
}
