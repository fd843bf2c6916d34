package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.RecentRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The last requests of each workspace, for whoever has to find out why a test failed. */
public final class RecentRequests {
  private static final int KEPT = 20;

  private final Map<String, Deque<RecentRequest>> byWorkspace = new ConcurrentHashMap<>();

  void add(String workspaceId, RecentRequest request) {
    Deque<RecentRequest> kept =
        byWorkspace.computeIfAbsent(workspaceId, id -> new ArrayDeque<>(KEPT));
    synchronized (kept) {
      if (kept.size() == KEPT) {
        kept.removeFirst();
      }
      kept.addLast(request);
    }
  }

  /** The oldest first. */
  public List<RecentRequest> of(String workspaceId) {
    Deque<RecentRequest> kept = byWorkspace.get(workspaceId);
    if (kept == null) {
      return List.of();
    }
    synchronized (kept) {
      return List.copyOf(kept);
    }
  }
}
