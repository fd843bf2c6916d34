package io.mudbrick.catalog;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog keeps of every securable.
 *
 * @param id a UUID that stays when the name changes: what other modules should keep
 * @param owner the name of the principal that owns it
 * @param storageRoot of a catalog or schema: the directory that was chosen for managed files
 */
public record Securable(
    String id,
    SecurableRef ref,
    String owner,
    @Nullable String comment,
    Map<String, String> properties,
    Stamp created,
    Stamp updated,
    @Nullable Path storageRoot) {
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
