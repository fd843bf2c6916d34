package io.mudbrick.serving;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A serving endpoint.
 *
 * @param id what its permissions hang on
 * @param creator the name of the principal that it runs as
 * @param config what it serves; null until its first deployment is ready
 * @param pending what it is about to serve, or could not
 * @param gateway what stands before its models
 * @param asleep the names of the served entities that are scaled to zero in this server
 */
public record Endpoint(
    String id,
    String name,
    String creator,
    @Nullable String description,
    Map<String, String> tags,
    State state,
    @Nullable Deployed config,
    @Nullable Deployed pending,
    Gateway gateway,
    Set<String> asleep,
    Instant createdAt,
    Instant updatedAt) {
  public Endpoint {
    tags = Map.copyOf(tags);
    asleep = Set.copyOf(asleep);
  }

  /** How an update stands. */
  public enum Update {
    NOT_UPDATING,
    IN_PROGRESS,
    UPDATE_FAILED
  }

  /**
   * @param ready whether it answers
   * @param message why the last update failed, if it did
   */
  public record State(boolean ready, Update update, @Nullable String message) {}

  /**
   * A configuration with what became of it.
   *
   * @param version counts the endpoint's configurations from 1
   * @param versions the model version behind each served entity
   * @param since when it was asked for
   */
  public record Deployed(
      EndpointConfig config, long version, Map<String, Long> versions, Instant since) {
    public Deployed {
      versions = Map.copyOf(versions);
    }

    /** The same, its models under other names. */
    public Deployed with(EndpointConfig renamed) {
      return new Deployed(renamed, version, versions, since);
    }
  }
}
