package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.RecentRequest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What tests do to requests and want to know of them. */
public record Probes(FaultTable faults, RecentRequests recent, Clock clock) {

  public Probes(Clock clock) {
    this(new FaultTable(), new RecentRequests(), clock);
  }

  void remember(@Nullable String workspaceId, String request, int status, String note) {
    if (workspaceId != null) {
      recent.add(workspaceId, new RecentRequest(clock.instant(), request, status, note));
    }
  }
}
