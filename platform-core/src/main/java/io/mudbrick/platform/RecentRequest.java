package io.mudbrick.platform;

import java.time.Instant;

/**
 * One of the last REST requests of a workspace; see {@link Mudbrick#recentRequests}.
 *
 * @param at when it came
 * @param request method and path, without the query, which may hold what is secret
 * @param status the answer's; 0 when the connection was dropped on purpose
 * @param note the error's message, the fault that befell it, or nothing
 */
public record RecentRequest(Instant at, String request, int status, String note) {
  @Override
  public String toString() {
    return at + " " + status + " " + request + (note.isEmpty() ? "" : "  " + note);
  }
}
