package io.mudbrick.serving;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint to be made.
 *
 * @param name letters, digits, {@code -} and {@code _}, at most 63
 * @param gateway what stands before its models
 */
public record EndpointSpec(
    String name,
    EndpointConfig config,
    Map<String, String> tags,
    @Nullable String description,
    Gateway gateway) {
  public EndpointSpec {
    tags = Map.copyOf(tags);
  }

  /** Without tags, description and gateway. */
  public static EndpointSpec of(String name, EndpointConfig config) {
    return new EndpointSpec(name, config, Map.of(), null, Gateway.NONE);
  }

  /** The same behind a gateway. */
  public EndpointSpec behind(Gateway newGateway) {
    return new EndpointSpec(name, config, tags, description, newGateway);
  }
}
