package io.mudbrick.platform.identity;

import java.util.List;

/**
 * Who may do what with one object.
 *
 * @param type as it stands in the path: {@code experiments}
 * @param label as the answer names it: {@code mlflowExperiment}
 */
public record AccessList(String type, String label, String id, List<Entry> entries) {

  /** One line; an inherited one cannot be changed here. */
  public record Entry(Principal principal, PermissionLevel level, boolean inherited) {}

  /** A wish for one line. */
  public record Change(Principal.Kind kind, String name, PermissionLevel level) {}

  public AccessList {
    entries = List.copyOf(entries);
  }
}
