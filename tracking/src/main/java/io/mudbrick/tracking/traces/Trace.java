package io.mudbrick.tracking.traces;

import java.util.List;

/**
 * A trace with its spans.
 *
 * @param spans the root first, then by the time they began
 */
public record Trace(TraceInfo info, List<Span> spans) {
  public Trace {
    spans = List.copyOf(spans);
  }
}
