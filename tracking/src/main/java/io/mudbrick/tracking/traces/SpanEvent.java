package io.mudbrick.tracking.traces;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened within a span.
 *
 * @param time nanoseconds since 1970
 */
public record SpanEvent(String name, long time, Map<String, @Nullable Object> attributes) {
  public SpanEvent {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }
}
