package io.mudbrick.catalog.internal.access;

import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableType;
import io.mudbrick.catalog.internal.jdbc.SecurableRow;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A securable as checks see it.
 *
 * @param grants by the id of a principal
 */
public record Node(
    String id,
    SecurableType type,
    @Nullable String parentId,
    String name,
    String ownerId,
    Map<String, Set<Privilege>> grants) {

  static Node of(SecurableRow row, Map<String, Set<Privilege>> grants) {
    return new Node(
        row.id(), row.type(), row.parentId(), row.name(), row.ownerId(), Map.copyOf(grants));
  }

  boolean isNamed(@Nullable String parent, SecurableType ofType, String nameKey) {
    return type == ofType
        && nameKey.equals(SecurableRow.key(name))
        && Objects.equals(parent, parentId);
  }
}
