package io.mudbrick.catalog;

import java.util.Locale;
import java.util.Optional;

/**
 * Published in the transaction that renames a securable, so that modules that keep names of it, or
 * of what lies in it, follow.
 */
public record SecurableRenamed(String metastoreId, SecurableRef before, SecurableRef after) {

  /**
   * The new full name of a table, model, function or volume, if this renames it or what contains
   * it. Levels that are not renamed keep their spelling.
   */
  public Optional<String> follow(SecurableType type, String fullName) {
    String old = before.fullName().toLowerCase(Locale.ROOT);
    String name = fullName.toLowerCase(Locale.ROOT);
    boolean itself = before.type() == type && name.equals(old);
    boolean within =
        (before.type() == SecurableType.CATALOG || before.type() == SecurableType.SCHEMA)
            && name.startsWith(old + ".");
    return itself || within
        ? Optional.of(after.fullName() + fullName.substring(old.length()))
        : Optional.empty();
  }
}
