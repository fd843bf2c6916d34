package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.RecentRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last requests of each workspace, for whoever has to find out why a test failed. Anybody may
 * name workspaces that are not there, and long paths: those that were heard of last are kept, and
 * the beginnings of their words.
 */
public final class RecentRequests {
  private static final int KEPT = 20;
  private static final int MOST_WORKSPACES = 1_000;
  private static final int LONGEST_TEXT = 500;

  private final Map<String, Deque<RecentRequest>> byWorkspace =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<RecentRequest>> eldest) {
          return size() > MOST_WORKSPACES;
        }
      };

  synchronized void add(String workspaceId, RecentRequest request) {
    if (workspaceId.length() > LONGEST_TEXT) {
      return;
    }
    Deque<RecentRequest> kept =
        byWorkspace.computeIfAbsent(workspaceId, id -> new ArrayDeque<>(KEPT));
    if (kept.size() == KEPT) {
      kept.removeFirst();
    }
    kept.addLast(
        new RecentRequest(
            request.at(), cut(request.request()), request.status(), cut(request.note())));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...";
  }

  /** The oldest first. */
  public synchronized List<RecentRequest> of(String workspaceId) {
    return List.copyOf(byWorkspace.getOrDefault(workspaceId, new ArrayDeque<>()));
  }
}
