package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Comeback;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.internal.CallOrigin;
import io.mudbrick.platform.internal.json.Mapper;
import io.mudbrick.platform.json.Json;
import io.undertow.server.HttpServerExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A request on Undertow. */
final class ServerCall implements HttpCall {
  /** Bodies kept in memory; uploads are streamed and know no limit. */
  static final int LARGEST_BODY = 64 << 20;

  private final HttpServerExchange exchange;
  private final RouteTable.Match match;
  private final String path;
  private final Door door;
  private final @Nullable Caller caller;
  private final String baseUrl;
  private final String requestId;
  private final Map<String, List<String>> query;
  private byte @Nullable [] body;

  ServerCall(Visit visit, RouteTable.Match match, Door door, String baseUrl) {
    this.exchange = visit.exchange;
    this.match = match;
    this.path = visit.path;
    this.door = door;
    this.caller = visit.caller;
    this.baseUrl = baseUrl;
    this.requestId = visit.requestId;
    this.body = visit.body;
    this.query = Query.parse(exchange.getQueryString());
  }

  @Override
  public String method() {
    return exchange.getRequestMethod().toString();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Caller caller() {
    if (caller == null) {
      throw new PlatformException(ErrorCode.UNAUTHENTICATED, "A token is needed");
    }
    return caller;
  }

  @Override
  public <T> T service(Class<T> type) {
    return service(type, caller());
  }

  @Override
  public <T> T service(Class<T> type, Caller onBehalfOf) {
    CallOrigin origin =
        new CallOrigin(
            "rest",
            requestId,
            exchange.getSourceAddress().getAddress().getHostAddress(),
            header("User-Agent"));
    return door.audited(type, onBehalfOf, origin);
  }

  @Override
  public String variable(String name) {
    return Objects.requireNonNull(match.variables().get(name), name);
  }

  @Override
  public @Nullable String query(String name) {
    List<String> values = query.get(name);
    return values == null ? null : values.get(0);
  }

  @Override
  public List<String> queries(String name) {
    return query.getOrDefault(name, List.of());
  }

  @Override
  public List<String> queryNames() {
    return List.copyOf(query.keySet());
  }

  @Override
  public String required(String name) {
    String value = query(name);
    if (value == null || value.isEmpty()) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "Missing value for required parameter '"
              + name
              + "'. See the API docs for more information about request parameters.");
    }
    return value;
  }

  @Override
  public @Nullable String header(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  @Override
  public <T> T request(Class<T> type) {
    byte[] bytes = bytes();
    return bytes.length > 0 ? Json.read(bytes, type) : parameters(type);
  }

  @Override
  public <T> T parameters(Class<T> type) {
    return Json.convert(QueryBinding.object(query, type), type);
  }

  @Override
  public Map<String, Object> json() {
    byte[] bytes = bytes();
    return bytes.length == 0 ? Map.of() : Mapper.object(bytes);
  }

  @Override
  public InputStream stream() {
    return body == null ? opened() : new ByteArrayInputStream(body);
  }

  @Override
  public long contentLength() {
    return exchange.getRequestContentLength();
  }

  @Override
  public byte[] bytes() {
    byte[] known = body;
    if (known == null) {
      known = readAll();
      body = known;
    }
    return known;
  }

  private InputStream opened() {
    if (!exchange.isBlocking()) {
      exchange.startBlocking();
    }
    return exchange.getInputStream();
  }

  private byte[] readAll() {
    try {
      byte[] bytes = contentLength() > LARGEST_BODY ? null : opened().readNBytes(LARGEST_BODY + 1);
      if (bytes == null || bytes.length > LARGEST_BODY) {
        throw new PlatformException(
            ErrorCode.REQUEST_TOO_LARGE,
            "The request body is larger than " + LARGEST_BODY + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String baseUrl() {
    return baseUrl;
  }

  @Override
  public Comeback comeback() {
    return new ConnectionComeback(exchange, door, caller);
  }

  @Override
  public String requestId() {
    return requestId;
  }
}
