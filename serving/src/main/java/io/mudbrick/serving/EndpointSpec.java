package io.mudbrick.serving;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint to be made.
 *
 * @param name letters, digits, {@code -} and {@code _}, at most 63
 */
public record EndpointSpec(
    String name, EndpointConfig config, Map<String, String> tags, @Nullable String description) {
  public EndpointSpec {
    tags = Map.copyOf(tags);
  }

  /** Without tags and description. */
  public static EndpointSpec of(String name, EndpointConfig config) {
    return new EndpointSpec(name, config, Map.of(), null);
  }
}
