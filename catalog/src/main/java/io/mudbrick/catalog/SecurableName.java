package io.mudbrick.catalog;

/**
 * What a securable is called.
 *
 * @param id a UUID that stays when the name changes
 */
public record SecurableName(String id, SecurableRef ref) {
  public String fullName() {
    return ref.fullName();
  }
}
