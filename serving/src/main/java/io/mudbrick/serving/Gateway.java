package io.mudbrick.serving;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands before an endpoint's models: {@code ai_gateway} of the Databricks API, for endpoints
 * of models.
 *
 * @param rateLimits a request has to keep all of them
 * @param inferenceTable null when nothing is logged
 * @param usageTracking kept and shown
 */
public record Gateway(
    List<RateLimit> rateLimits, @Nullable InferenceTable inferenceTable, boolean usageTracking) {
  public static final Gateway NONE = new Gateway(List.of(), null, false);

  public Gateway {
    rateLimits = List.copyOf(rateLimits);
  }

  public Gateway limitedBy(RateLimit... limits) {
    return new Gateway(List.of(limits), inferenceTable, usageTracking);
  }

  public Gateway loggingTo(InferenceTable table) {
    return new Gateway(rateLimits, table, usageTracking);
  }

  /** The same with the rate limits of an older call. */
  public Gateway with(List<RateLimit> limits) {
    return new Gateway(limits, inferenceTable, usageTracking);
  }
}
