package io.mudbrick.catalog.internal.access;

import io.mudbrick.catalog.Privilege;
import java.util.Map;
import java.util.Set;

/**
 * On whose behalf a check is made.
 *
 * @param ids of the principal and its groups
 * @param admin of the metastore, who may do everything
 */
record Subject(Set<String> ids, boolean admin) {

  boolean owns(Node node) {
    return ids.contains(node.ownerId());
  }

  /** Whether anything is granted on the node itself. */
  boolean hasAny(Node node) {
    return node.grants().keySet().stream().anyMatch(ids::contains);
  }

  /** Whether the privilege is granted on the node at the depth or on a container of it. */
  boolean holds(Path path, int depth, Privilege privilege) {
    for (int i = 0; i <= depth; i++) {
      if (isGranted(path.nodes().get(i), privilege)) {
        return true;
      }
    }
    return false;
  }

  private boolean isGranted(Node node, Privilege privilege) {
    Map<String, Set<Privilege>> grants = node.grants();
    if (grants.isEmpty()) {
      return false;
    }
    for (String id : ids) {
      Set<Privilege> granted = grants.getOrDefault(id, Set.of());
      if (granted.contains(privilege)
          || (privilege != Privilege.MANAGE && granted.contains(Privilege.ALL_PRIVILEGES))) {
        return true;
      }
    }
    return false;
  }

  /** Whether the subject owns the node at the depth or a container of it. */
  boolean ownsOrAbove(Path path, int depth) {
    for (int i = 0; i <= depth; i++) {
      if (owns(path.nodes().get(i))) {
        return true;
      }
    }
    return false;
  }
}
