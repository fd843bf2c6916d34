package io.mudbrick.serving.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The paths of MLflow's scoring server, answered by an endpoint.
 *
 * @param endpoint whose only entity is the model
 */
record ScoringProtocol(Connection connection, String endpoint) {
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final int OK = 200;
  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";
  private static final List<String> TYPES = List.of(CSV, JSON);

  void mount(HttpServer listener) {
    listener.createContext("/invocations", this::invoke);
    listener.createContext("/ping", exchange -> text(exchange, "\n"));
    listener.createContext("/health", exchange -> text(exchange, "\n"));
    listener.createContext("/version", exchange -> text(exchange, version()));
  }

  /** MLflow's, as the server has it. */
  private String version() throws IOException {
    try (InputStream version = connection.download("/version")) {
      return new String(version.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void invoke(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.sendResponseHeaders(METHOD_NOT_ALLOWED, -1);
      exchange.close();
      return;
    }
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String refused = type == null ? null : unsupported(type);
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (refused != null) {
      send(exchange, UNSUPPORTED_MEDIA_TYPE, refused);
      return;
    }
    HttpReply reply = answer(type != null && mime(type).equals(CSV) ? CSV : JSON, body);
    exchange.getResponseHeaders().set("Content-Type", JSON);
    exchange.sendResponseHeaders(reply.status(), reply.length());
    try (OutputStream out = exchange.getResponseBody()) {
      reply.body().writeTo(out);
    }
  }

  private static String mime(String type) {
    return type.split(";", -1)[0].strip();
  }

  /** Why MLflow's server would not take it; null when it would, but for Parquet. */
  private static @Nullable String unsupported(String type) {
    for (String parameter : type.split(";", -1)) {
      String[] pair = parameter.strip().split("=", 2);
      if (pair.length > 1 && !pair[0].equals("charset")) {
        return "Unrecognized content type parameters: " + pair[0] + ".";
      } else if (pair.length > 1 && !pair[1].toLowerCase(Locale.ROOT).equals("utf-8")) {
        return "The scoring server only supports UTF-8";
      }
    }
    return TYPES.contains(mime(type))
        ? null
        : "This predictor only supports the following content types: Types: "
            + TYPES
            + ". Got '"
            + type
            + "'.";
  }

  private HttpReply answer(String type, byte[] body) {
    try (InputStream answer =
        connection.download(
            "/serving-endpoints/" + Connection.segment(endpoint) + "/invocations", type, body)) {
      return HttpReply.bytes(JSON, answer.readAllBytes());
    } catch (PlatformException e) {
      return ErrorDialect.MLFLOW.render(e);
    } catch (IOException | RuntimeException e) {
      return ErrorDialect.MLFLOW.render(
          new PlatformException(ErrorCode.INTERNAL_ERROR, String.valueOf(e.getMessage()), e));
    }
  }

  private static void text(HttpExchange exchange, String text) throws IOException {
    send(exchange, OK, text);
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
