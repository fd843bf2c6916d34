package io.mudbrick.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to change; {@code null} leaves a part as it is.
 *
 * @param newName the new last part of the full name
 * @param owner the name of the new owner
 * @param properties all properties, replacing those before
 */
public record SecurableUpdate(
    @Nullable String newName,
    @Nullable String owner,
    @Nullable String comment,
    @Nullable Map<String, String> properties) {
  public SecurableUpdate {
    properties = properties == null ? null : Map.copyOf(properties);
  }

  public static SecurableUpdate rename(String newName) {
    return new SecurableUpdate(newName, null, null, null);
  }

  public static SecurableUpdate owner(String principal) {
    return new SecurableUpdate(null, principal, null, null);
  }

  public static SecurableUpdate comment(String text) {
    return new SecurableUpdate(null, null, text, null);
  }

  public static SecurableUpdate properties(Map<String, String> properties) {
    return new SecurableUpdate(null, null, null, properties);
  }
}
