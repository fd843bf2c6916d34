package io.mudbrick.tracking.traces;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One group of a {@link TraceMetricQuery}.
 *
 * @param dimensions what it is grouped by; {@code time_bucket} in ISO 8601
 * @param values by the aggregations' labels
 */
public record TraceMetricPoint(
    String metric, Map<String, String> dimensions, Map<String, Double> values) {
  public TraceMetricPoint {
    dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }
}
