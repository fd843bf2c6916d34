package io.mudbrick.platform.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes to an account, in SCIM's terms; all are made or none. */
public record AccountPatch(List<Operation> operations) {

  /** What an operation does to the attribute that its path names. */
  public enum Verb {
    ADD,
    REMOVE,
    REPLACE
  }

  /**
   * One change.
   *
   * @param path such as {@code displayName}, {@code members} or {@code members[value eq "17"]};
   *     null when the value is an object of attributes
   * @param value strings, booleans, lists and maps
   */
  public record Operation(Verb verb, @Nullable String path, @Nullable Object value) {}

  public AccountPatch {
    operations = List.copyOf(operations);
  }
}
