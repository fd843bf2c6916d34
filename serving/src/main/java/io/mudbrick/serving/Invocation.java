package io.mudbrick.serving;

import io.mudbrick.platform.json.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to an endpoint, in MLflow's scoring protocol.
 *
 * @param body JSON with exactly one of {@code dataframe_split}, {@code dataframe_records}, {@code
 *     instances} and {@code inputs}, and perhaps {@code params} and {@code client_request_id}
 * @param csv whether the body is CSV with a header rather than JSON
 * @param entity the served entity that is to answer; null to leave it to the traffic split
 * @param key requests of the same key go to the same entity as long as the split stays; null for a
 *     fair draw
 * @param requestId what the inference table calls the request; null for an id of its own
 */
public record Invocation(
    byte[] body,
    boolean csv,
    @Nullable String entity,
    @Nullable String key,
    @Nullable String requestId) {

  public static Invocation of(byte[] body) {
    return new Invocation(body, false, null, null, null);
  }

  /**
   * For the audit, which says how much was sent, and in a field of its own which request it was.
   */
  @Override
  public String toString() {
    return "Invocation[bytes=" + body.length + ", entity=" + entity + ", key=" + key + "]";
  }

  /** A body made of maps and lists. */
  public static Invocation of(Map<String, ?> body) {
    return of(Json.bytes(body));
  }

  /** The same for one served entity. */
  public Invocation to(String servedEntity) {
    return new Invocation(body, csv, servedEntity, key, requestId);
  }

  /** The same for whichever entity the key falls to. */
  public Invocation keyed(String requestKey) {
    return new Invocation(body, csv, entity, requestKey, requestId);
  }
}
