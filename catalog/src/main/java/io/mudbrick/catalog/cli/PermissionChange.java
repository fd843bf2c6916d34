package io.mudbrick.catalog.cli;

import io.mudbrick.platform.cli.Connection;
import java.util.List;
import java.util.Map;

/** A change of what one principal is granted, as {@code PATCH /permissions} takes it. */
record PermissionChange(String principal, List<String> add, List<String> remove) {

  static PermissionChange add(String principal, List<String> privileges) {
    return new PermissionChange(principal, privileges, List.of());
  }

  static PermissionChange remove(String principal, List<String> privileges) {
    return new PermissionChange(principal, List.of(), privileges);
  }

  /** Makes the change and returns what is granted then, principal by principal. */
  List<Map<String, Object>> apply(Connection server, String path) {
    Map<String, Object> granted =
        server.patch(
            path,
            Map.of(
                "changes", List.of(Map.of("principal", principal, "add", add, "remove", remove))));
    return Connection.maps(granted.get("privilege_assignments"));
  }
}
