package io.mudbrick.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog keeps of every securable.
 *
 * @param id a UUID that stays when the name changes: what other modules should keep
 * @param owner the name of the principal that owns it
 */
public record Securable(
    String id,
    SecurableRef ref,
    String owner,
    @Nullable String comment,
    Map<String, String> properties,
    Stamp created,
    Stamp updated) {
  public Securable {
    properties = Map.copyOf(properties);
  }

  public SecurableType type() {
    return ref.type();
  }

  public String fullName() {
    return ref.fullName();
  }

  /** The last part of the full name. */
  public String name() {
    return ref.name();
  }
}
