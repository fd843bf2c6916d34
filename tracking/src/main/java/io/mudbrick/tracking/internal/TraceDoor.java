package io.mudbrick.tracking.internal;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.tracking.TraceErrors;
import io.mudbrick.tracking.internal.jdbc.TraceHead;
import io.mudbrick.tracking.internal.jdbc.TraceStore;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Finds traces for those who may see or change them. */
record TraceDoor(Session session) {
  private static final TraceStore TRACES = new TraceStore();

  private Optional<TraceHead> find(String traceId) {
    return session.database.read(tx -> TRACES.find(tx, session.workspaceId(), traceId));
  }

  TraceHead readable(String traceId) {
    return readable(traceId, TraceErrors::traceNotFound);
  }

  /** As {@link #readable(String)}, with other words for a trace that is not there. */
  TraceHead readable(String traceId, Function<String, PlatformException> missing) {
    TraceHead head = find(traceId).orElseThrow(() -> missing.apply(traceId));
    session.access.read(head.experiment());
    return head;
  }

  TraceHead editable(String traceId) {
    TraceHead head = find(traceId).orElseThrow(() -> TraceErrors.traceNotFound(traceId));
    session.access.edit(head.experiment());
    return head;
  }

  /** Those of the traces that are there for the caller, in their order. */
  List<Long> allReadable(List<String> traceIds) {
    Set<String> wanted = new LinkedHashSet<>(traceIds);
    Map<String, TraceHead> heads =
        session.database.read(tx -> TRACES.heads(tx, session.workspaceId(), wanted));
    List<Long> readable =
        session.access.readable(
            heads.values().stream().map(TraceHead::experiment).distinct().toList());
    return wanted.stream()
        .map(heads::get)
        .filter(Objects::nonNull)
        .filter(head -> readable.contains(head.experiment()))
        .map(TraceHead::number)
        .toList();
  }
}
