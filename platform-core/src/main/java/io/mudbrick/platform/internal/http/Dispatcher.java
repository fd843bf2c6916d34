package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.Workspace;
import io.mudbrick.platform.faults.Fault;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.internal.http.FaultTable.Verdict;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request from its first byte to its reply: host, workspace, route, token, handler. */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final HttpString ORG_ID = new HttpString("x-databricks-org-id");
  private static final HttpString REQUEST_ID = new HttpString("x-request-id");

  private final RouteTable routes;
  private final Door door;
  private final HostCheck hosts;
  private final Probes probes;

  Dispatcher(RouteTable routes, Door door, Probes probes) {
    this.probes = probes;
    this.routes = routes;
    this.door = door;
    this.hosts = new HostCheck(door.allowedHosts());
  }

  /**
   * Answers a request, or has it wait.
   *
   * @param decided what befalls it when it has waited already; null when it is new
   * @return what befalls it after its delay; without a delay when it has been answered
   */
  Verdict handle(HttpServerExchange exchange, @Nullable Verdict decided) throws IOException {
    String requestId = door.newRequestId();
    exchange.getResponseHeaders().put(REQUEST_ID, requestId);
    ErrorDialect dialect = ErrorDialect.DATABRICKS;
    Verdict verdict = Verdict.NONE;
    String workspaceId = null;
    String method = exchange.getRequestMethod().toString();
    String path = exchange.getRequestPath();
    String note = "";
    HttpReply reply;
    try {
      hosts.check(exchange);
      List<String> segments = Query.segments(rawPath(exchange));
      String prefix = "";
      Workspace workspace = null;
      if (segments.size() > 2 && segments.get(0).equals("w")) {
        prefix = "/w/" + segments.get(1);
        workspace = workspace(segments.get(1));
        workspaceId = workspace.id();
        segments = segments.subList(2, segments.size());
      }
      RouteTable.Found found = routes.find(method, segments);
      dialect = found.dialect();
      path = "/" + String.join("/", segments);
      RouteTable.Match match = found.match();
      Policy policy = match == null ? Policy.AUTHENTICATED : match.route().policy();
      Caller caller = admit(exchange, policy, workspace);
      if (caller != null) {
        workspaceId = caller.workspaceId();
      }
      if (match == null) {
        throw new PlatformException(
            ErrorCode.ENDPOINT_NOT_FOUND, "No API found for '" + method + " " + path + "'");
      }
      dialect = match.route().dialect();
      verdict = decided == null ? probes.faults().verdict(workspaceId, method, path) : decided;
      if (!verdict.delay().isZero()) {
        return verdict;
      }
      if (verdict.is(Fault.Effect.DROP_CONNECTION)) {
        drop(exchange, workspaceId, method + " " + path, verdict);
        return Verdict.NONE;
      }
      verdict.refuse();
      String baseUrl = exchange.getRequestScheme() + "://" + exchange.getHostAndPort() + prefix;
      reply =
          match
              .handler()
              .handle(new ServerCall(exchange, match, path, door, caller, baseUrl, requestId));
    } catch (PlatformException e) {
      note = e.message();
      reply = verdict.decorate(dialect.render(e));
    } catch (RuntimeException | IOException e) {
      LOG.error("Request {} {} failed", requestId, exchange.getRequestPath(), e);
      note = e.toString();
      reply =
          dialect.render(
              new PlatformException(
                  ErrorCode.INTERNAL_ERROR, "Internal error; request id " + requestId, e));
    }
    if (verdict.is(Fault.Effect.LOSE_REPLY)) {
      drop(exchange, workspaceId, method + " " + path, verdict);
    } else {
      probes.remember(workspaceId, method + " " + path, reply.status(), note);
      send(exchange, reply);
    }
    return Verdict.NONE;
  }

  private void drop(
      HttpServerExchange exchange, @Nullable String workspaceId, String request, Verdict verdict)
      throws IOException {
    probes.remember(workspaceId, request, 0, String.valueOf(verdict.fault()));
    exchange.getConnection().close();
  }

  private static String rawPath(HttpServerExchange exchange) {
    String uri = exchange.getRequestURI();
    int scheme = uri.indexOf("://");
    if (scheme > 0 && exchange.isHostIncludedInRequestURI()) {
      int slash = uri.indexOf('/', scheme + 3);
      uri = slash < 0 ? "/" : uri.substring(slash);
    }
    return uri;
  }

  private Workspace workspace(String id) {
    Optional<Workspace> workspace = door.workspace(id);
    return workspace.orElseThrow(
        () ->
            new PlatformException(
                ErrorCode.RESOURCE_DOES_NOT_EXIST, "Workspace '" + id + "' does not exist"));
  }

  private @Nullable Caller admit(
      HttpServerExchange exchange, Policy policy, @Nullable Workspace workspace) {
    String token = token(exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION));
    if (policy == Policy.PUBLIC && token == null) {
      return null;
    }
    Caller caller = door.identify(workspace, token);
    if (caller == null) {
      throw new PlatformException(
          ErrorCode.UNAUTHENTICATED,
          "Credential was not sent or was of an unsupported type for this API.");
    }
    if (policy == Policy.ADMIN && !door.isAdmin(caller)) {
      throw new PlatformException(
          ErrorCode.PERMISSION_DENIED, "Only workspace admins can call this API.");
    }
    exchange.getResponseHeaders().put(ORG_ID, caller.workspaceId());
    return caller;
  }

  /** The token of a Bearer header, or the password of a Basic one. */
  private static @Nullable String token(@Nullable String authorization) {
    if (authorization == null) {
      return null;
    }
    int space = authorization.indexOf(' ');
    String scheme = space < 0 ? "" : authorization.substring(0, space).toLowerCase(Locale.ROOT);
    String credential = authorization.substring(space + 1).strip();
    if (scheme.equals("bearer")) {
      return credential;
    }
    if (scheme.equals("basic")) {
      try {
        String pair = new String(Base64.getDecoder().decode(credential), StandardCharsets.UTF_8);
        return pair.substring(pair.indexOf(':') + 1);
      } catch (IllegalArgumentException notBase64) {
        return ""; // a credential was shown, and it is no good
      }
    }
    return "";
  }

  private static void send(HttpServerExchange exchange, HttpReply reply) throws IOException {
    exchange.setStatusCode(reply.status());
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      exchange.getResponseHeaders().put(new HttpString(header.getKey()), header.getValue());
    }
    if (reply.length() >= 0) {
      exchange.setResponseContentLength(reply.length());
    }
    boolean bodyAllowed =
        !exchange.getRequestMethod().toString().equals("HEAD") && reply.status() != 204;
    if (bodyAllowed && reply.length() != 0) {
      try (OutputStream out = exchange.getOutputStream()) {
        reply.body().writeTo(out);
      }
    }
    exchange.endExchange();
  }
}
