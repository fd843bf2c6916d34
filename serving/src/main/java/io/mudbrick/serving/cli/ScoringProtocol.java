package io.mudbrick.serving.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.http.ErrorDialect;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The paths of MLflow's scoring server, answered by an endpoint.
 *
 * @param endpoint whose only entity is the model
 */
record ScoringProtocol(Connection connection, String endpoint) {
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int OK = 200;

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
    HttpReply reply =
        answer(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(reply.status(), reply.length());
    try (OutputStream out = exchange.getResponseBody()) {
      reply.body().writeTo(out);
    }
  }

  private HttpReply answer(String body) {
    try {
      Map<String, Object> question = Json.object(body);
      return HttpReply.json(
          connection.post(
              "/serving-endpoints/" + Connection.segment(endpoint) + "/invocations", question));
    } catch (PlatformException e) {
      return ErrorDialect.MLFLOW.render(e);
    } catch (RuntimeException e) {
      return ErrorDialect.MLFLOW.render(
          new PlatformException(ErrorCode.INTERNAL_ERROR, String.valueOf(e.getMessage()), e));
    }
  }

  private static void text(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(OK, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }
}
