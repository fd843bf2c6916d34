package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.internal.http.FaultTable.Verdict;
import io.mudbrick.platform.internal.snapshot.Calls;
import io.undertow.server.HttpServerExchange;
import org.jspecify.annotations.Nullable;

/** What becomes known of a request while it is answered. Belongs to one thread. */
final class Visit {
  final HttpServerExchange exchange;
  final String requestId;

  /** The body, if it has been read. */
  final byte @Nullable [] body;

  final long begun = System.nanoTime();
  ErrorDialect dialect = ErrorDialect.DATABRICKS;
  @Nullable String route;
  @Nullable Caller caller;

  /** The caller's place among the calls that run. */
  Calls.@Nullable Inside inside;

  /** Of the caller, or else of the path's prefix. */
  @Nullable String workspaceId;

  /** Below the prefix, decoded. */
  String path;

  /** What a test decided before, when the request has waited. */
  final @Nullable Verdict decided;

  /** What a test has befall this request. */
  Verdict verdict = Verdict.NONE;

  boolean dropped;
  String note = "";

  Visit(
      HttpServerExchange exchange,
      String requestId,
      byte @Nullable [] body,
      @Nullable Verdict decided) {
    this.exchange = exchange;
    this.path = exchange.getRequestPath();
    this.decided = decided;
    this.requestId = requestId;
    this.body = body;
  }

  void leave() {
    if (inside != null) {
      inside.close();
    }
  }

  String request() {
    return exchange.getRequestMethod() + " " + path;
  }

  /**
   * @param sent bytes of the reply's body
   */
  Served served(long sent) {
    return new Served(
        requestId,
        exchange.getRequestMethod().toString(),
        exchange.getRequestPath(),
        route,
        exchange.getStatusCode(),
        sent,
        System.nanoTime() - begun,
        exchange.getSourceAddress().getAddress().getHostAddress(),
        caller);
  }
}
