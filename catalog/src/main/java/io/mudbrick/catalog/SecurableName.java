package io.mudbrick.catalog;

import java.time.Instant;

/**
 * What a securable is called, and how old it is.
 *
 * @param id a UUID that stays when the name changes
 * @param updatedAt when the catalog's part of it changed last
 */
public record SecurableName(String id, SecurableRef ref, Instant createdAt, Instant updatedAt) {

  /** Of what was read already. */
  public static SecurableName of(Securable securable) {
    return new SecurableName(
        securable.id(), securable.ref(), securable.created().at(), securable.updated().at());
  }

  public String fullName() {
    return ref.fullName();
  }
}
