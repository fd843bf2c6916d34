package io.mudbrick.platform.http;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Comeback;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request on its way through a handler. Belongs to one thread. */
public interface HttpCall {
  String method();

  /** The path below the workspace prefix, decoded once. */
  String path();

  /** Who calls. On a {@link Policy#PUBLIC} route without a token this throws UNAUTHENTICATED. */
  Caller caller();

  /** The caller's audited service: the same door that Java callers use. */
  <T> T service(Class<T> type);

  /**
   * The audited service of somebody who need not be the caller: for routes whose URL is itself the
   * proof of who had it made.
   */
  <T> T service(Class<T> type, Caller onBehalfOf);

  /** A variable of the route's template. */
  String variable(String name);

  /** The first value of a query parameter. */
  @Nullable String query(String name);

  List<String> queries(String name);

  /** The names of all query parameters, in their order. */
  List<String> queryNames();

  /** A query parameter that must be there, else {@code INVALID_PARAMETER_VALUE}. */
  String required(String name);

  @Nullable String header(String name);

  /**
   * The request as a record: from the JSON body if there is one, else from the query (a list
   * component takes repeated parameters). A component without {@code @Nullable} that is absent
   * answers {@code INVALID_PARAMETER_VALUE}, "Missing value for required parameter 'x'".
   */
  <T> T request(Class<T> type);

  /** The query as a record, as {@link #request} binds it, whatever the body is. */
  <T> T parameters(Class<T> type);

  /** The JSON body as nested maps and lists; empty when there is no body. */
  Map<String, Object> json();

  /** The raw body, streamed; no limit but the sender's patience. */
  InputStream stream();

  /** The declared length of the body, or -1. */
  long contentLength();

  /** The whole body, up to the server's limit for bodies that are kept in memory. */
  byte[] bytes();

  /** {@code http://host:port} plus the workspace prefix, as the client sees this server. */
  String baseUrl();

  /** How a handler that has to wait answers later, by {@link HttpReply#later}. */
  Comeback comeback();

  /** An id for logs and the audit. */
  String requestId();
}
