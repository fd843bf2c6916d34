package io.mudbrick.serving;

import java.util.List;

/**
 * What an endpoint serves.
 *
 * @param entities the models, each under a name of its own
 * @param traffic how requests are split among them; with one entity it may be left out
 */
public record EndpointConfig(List<ServedEntity> entities, List<Share> traffic) {
  public EndpointConfig {
    entities = List.copyOf(entities);
    traffic = List.copyOf(traffic);
  }

  /**
   * How much of the traffic a served entity gets.
   *
   * @param percentage 0 to 100; all together are 100
   */
  public record Share(String entity, int percentage) {}

  /**
   * One model for all the traffic.
   *
   * @param version a number, or {@code @alias} to follow the alias wherever it moves
   */
  public static EndpointConfig of(String model, String version) {
    return new EndpointConfig(List.of(ServedEntity.of(model, version)), List.of());
  }
}
