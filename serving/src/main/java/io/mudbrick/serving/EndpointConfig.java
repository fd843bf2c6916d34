package io.mudbrick.serving;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint serves.
 *
 * @param entities the models, each under a name of its own
 * @param traffic how requests are split among them; with one entity it may be left out
 * @param autoCapture the older place of an inference table; null when there is none
 */
public record EndpointConfig(
    List<ServedEntity> entities, List<Share> traffic, @Nullable InferenceTable autoCapture) {
  public EndpointConfig {
    entities = List.copyOf(entities);
    traffic = List.copyOf(traffic);
  }

  public EndpointConfig(List<ServedEntity> entities, List<Share> traffic) {
    this(entities, traffic, null);
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
    return of(ServedEntity.of(model, version));
  }

  /** One entity for all the traffic, others of which are shadows. */
  public static EndpointConfig of(ServedEntity... entities) {
    return new EndpointConfig(List.of(entities), List.of());
  }

  /** The same of other entities. */
  public EndpointConfig with(List<ServedEntity> others) {
    return new EndpointConfig(others, traffic, autoCapture);
  }
}
