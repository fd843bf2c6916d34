package io.mudbrick.platform.internal.http;

import static java.util.Objects.requireNonNull;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Comeback;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.faults.Fault;
import io.mudbrick.platform.files.StorageErrors;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.internal.http.FaultTable.Verdict;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a request from its first byte to its reply: host, workspace, route, token, handler. */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

  /**
   * Long enough for a batch of rows; a client that hangs must not keep the server from stopping.
   */
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(10);

  private static final HttpString ORG_ID = new HttpString("x-databricks-org-id");
  private static final HttpString REQUEST_ID = new HttpString("x-request-id");

  private final RouteTable routes;
  private final Door door;
  private final HostCheck hosts;
  private final Probes probes;
  private final InFlight inFlight = new InFlight();

  Dispatcher(RouteTable routes, Door door, Probes probes) {
    this.probes = probes;
    this.routes = routes;
    this.door = door;
    this.hosts = new HostCheck(door.allowedHosts());
  }

  /** Counts a request in; false when the server is stopping and the request to be refused. */
  boolean enter() {
    return inFlight.enter();
  }

  /** Counts out a request that came in and will never be handled. */
  void leave() {
    inFlight.leave();
  }

  private Visit visit(
      HttpServerExchange exchange, byte @Nullable [] body, @Nullable Verdict decided) {
    Visit visit = new Visit(exchange, door.newRequestId(), body, decided);
    exchange.getResponseHeaders().put(REQUEST_ID, visit.requestId);
    return visit;
  }

  /**
   * Answers a request that has been counted in, or has it wait, and counts it out. What answers
   * later is counted out when it has.
   *
   * @param body of the request, if it has been read
   * @param decided what befalls it when it has waited already; null when it is new
   * @return what befalls it after its delay; without a delay when it has been answered
   */
  Verdict handle(HttpServerExchange exchange, byte @Nullable [] body, @Nullable Verdict decided)
      throws IOException {
    Visit visit = visit(exchange, body, decided);
    boolean onItsWay = false;
    try {
      HttpReply reply = answer(visit);
      if (reply == null) {
        return visit.verdict;
      }
      if (reply.body() instanceof HttpReply.Later later) {
        onItsWay = true;
        later.reply().whenComplete((there, thrown) -> finishLater(visit, there, thrown));
      } else {
        onItsWay = finish(visit, reply);
      }
    } finally {
      visit.leave();
      if (!onItsWay) {
        inFlight.leave();
      }
    }
    return Verdict.NONE;
  }

  /** One of the two is there. */
  private void finishLater(Visit visit, @Nullable HttpReply reply, @Nullable Throwable thrown) {
    UndertowServer.send(
        visit.exchange,
        () -> {
          boolean onItsWay = false;
          try {
            onItsWay =
                finish(
                    visit,
                    thrown != null ? render(visit, Comeback.cause(thrown)) : requireNonNull(reply));
          } finally {
            if (!onItsWay) {
              inFlight.leave();
            }
          }
        });
  }

  /** Whether somebody else sends the reply, and leaves then. */
  private boolean finish(Visit visit, HttpReply reply) throws IOException {
    if (visit.dropped || visit.verdict.is(Fault.Effect.LOSE_REPLY)) {
      String fault = String.valueOf(visit.verdict.fault());
      probes.remember(visit.workspaceId, visit.request(), 0, fault);
      visit.exchange.getConnection().close();
      door.served(visit.served(0));
      return false;
    }
    probes.remember(visit.workspaceId, visit.request(), reply.status(), visit.note);
    return send(visit, reply, inFlight::leave);
  }

  private boolean send(Visit visit, HttpReply reply, Runnable sent) throws IOException {
    HttpServerExchange exchange = visit.exchange;
    ReplySender.head(exchange, reply);
    byte[] small = ReplySender.small(exchange, reply);
    if (small != null) {
      // Before it is handed over: it then belongs to the other thread.
      door.served(visit.served(small.length));
      ReplySender.sendFromItsThread(exchange, small, sent);
      return true;
    }
    try {
      ReplySender.send(exchange, reply);
    } finally {
      door.served(visit.served(exchange.getResponseBytesSent()));
    }
    return false;
  }

  int inFlight() {
    return inFlight.count();
  }

  /** Refuses new requests and waits for those that are being answered. */
  void drain() {
    int left = inFlight.drain(LONGEST_DRAIN);
    if (left > 0) {
      LOG.warn("Stopping with {} requests unfinished after {}", left, LONGEST_DRAIN);
    }
  }

  /** Answers a request that could not be counted in. */
  void refuse(HttpServerExchange exchange) throws IOException {
    Visit visit = visit(exchange, null, null);
    PlatformException stopping =
        new PlatformException(ErrorCode.TEMPORARILY_UNAVAILABLE, "The server is stopping");
    visit.exchange.setPersistent(false);
    send(visit, visit.dialect.render(stopping).withHeader("Retry-After", "1"), () -> {});
  }

  /** The reply, or null when the request has to wait. */
  private @Nullable HttpReply answer(Visit visit) {
    try {
      return route(visit);
    } catch (RuntimeException | IOException | Error e) {
      return render(visit, e);
    }
  }

  private static HttpReply render(Visit visit, Throwable thrown) {
    if (thrown instanceof PlatformException e) {
      visit.note = e.message();
      return visit.verdict.decorate(visit.dialect.render(e));
    }
    PlatformException disk = StorageErrors.of(thrown);
    if (disk != null) {
      visit.note = disk.message();
      return visit.dialect.render(disk);
    }
    LOG.error("Request {} {} failed", visit.requestId, visit.exchange.getRequestPath(), thrown);
    visit.note = thrown.toString();
    return visit.dialect.render(
        new PlatformException(
            ErrorCode.INTERNAL_ERROR, "Internal error; request id " + visit.requestId, thrown));
  }

  private @Nullable HttpReply route(Visit visit) throws IOException {
    HttpServerExchange exchange = visit.exchange;
    hosts.check(exchange);
    List<String> segments = Query.segments(rawPath(exchange));
    String prefix = "";
    String workspace = null;
    if (segments.size() > 2 && segments.get(0).equals("w")) {
      workspace = segments.get(1);
      // Encoded: it comes from anybody, and pages and addresses repeat it.
      prefix = "/w/" + URLEncoder.encode(workspace, StandardCharsets.UTF_8);
      segments = segments.subList(2, segments.size());
    }
    String method = exchange.getRequestMethod().toString();
    RouteTable.Found found = routes.find(method, segments);
    visit.dialect = found.dialect();
    visit.path = "/" + String.join("/", segments);
    visit.workspaceId = workspace;
    RouteTable.Match match = found.match();
    visit.route = match == null ? null : match.route().template();
    // Who may not come in is not told which workspaces and routes there are.
    admit(visit, match == null ? Policy.AUTHENTICATED : match.route().policy(), workspace);
    if (match == null) {
      throw new PlatformException(
          ErrorCode.ENDPOINT_NOT_FOUND, "No API found for '" + visit.request() + "'");
    }
    visit.dialect = match.route().dialect();
    if (visit.decided == null) {
      visit.verdict = probes.faults().verdict(visit.workspaceId, method, visit.path);
    } else {
      visit.verdict = visit.decided;
    }
    if (!visit.verdict.delay().isZero()) {
      return null;
    }
    if (visit.verdict.is(Fault.Effect.DROP_CONNECTION)) {
      visit.dropped = true;
      return HttpReply.noContent();
    }
    visit.verdict.refuse();
    String baseUrl = exchange.getRequestScheme() + "://" + exchange.getHostAndPort() + prefix;
    return match.handler().handle(new ServerCall(visit, match, door, baseUrl));
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

  private void admit(Visit visit, Policy policy, @Nullable String workspace) {
    if (policy == Policy.PUBLIC) {
      return; // whatever was shown: a client may send the header everywhere, or its own to OAuth
    }
    String token = token(visit.exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION));
    Caller caller = door.identify(workspace, token);
    if (caller == null) {
      throw new PlatformException(
          ErrorCode.UNAUTHENTICATED,
          "Credential was not sent or was of an unsupported type for this API.");
    }
    visit.caller = caller;
    visit.workspaceId = caller.workspaceId();
    visit.inside = door.enter(caller);
    visit.exchange.getResponseHeaders().put(ORG_ID, caller.workspaceId());
    if (policy == Policy.ADMIN && !door.isAdmin(caller)) {
      throw new PlatformException(
          ErrorCode.PERMISSION_DENIED, "Only workspace admins can call this API.");
    }
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
}
