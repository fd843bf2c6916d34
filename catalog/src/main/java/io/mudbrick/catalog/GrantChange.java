package io.mudbrick.catalog;

import java.util.Set;

/** Privileges that one principal gains and loses. */
public record GrantChange(String principal, Set<Privilege> add, Set<Privilege> remove) {
  public GrantChange {
    add = Set.copyOf(add);
    remove = Set.copyOf(remove);
  }
}
