package io.mudbrick.test;

import io.mudbrick.platform.RecentRequest;
import java.util.List;
import java.util.stream.Collectors;

/** Put below the failure of a test: what its workspace was asked before. It has no stack itself. */
final class RequestsBefore extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RequestsBefore(String workspaceId, List<RecentRequest> requests) {
    super(
        requests.stream()
            .map(request -> "  " + request)
            .collect(
                Collectors.joining(
                    "\n",
                    "the last REST requests of the test's workspace " + workspaceId + ":\n",
                    "")),
        null,
        false,
        false);
  }
}
