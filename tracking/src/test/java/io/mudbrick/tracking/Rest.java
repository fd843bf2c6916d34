package io.mudbrick.tracking;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Plain HTTP with a token; answers that are errors become the exceptions they came from. */
final class Rest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String base;
  private final String token;

  Rest(Mudbrick platform) {
    this.base = platform.uri().toString();
    this.token = platform.token();
  }

  Map<String, Object> get(String path, Object... query) {
    return Json.object(text(raw("GET", path + query(query), null)));
  }

  Map<String, Object> send(String method, String path, Map<String, ?> body) {
    return Json.object(text(raw(method, path, Json.bytes(body))));
  }

  Map<String, Object> post(String path, Map<String, ?> body) {
    return send("POST", path, body);
  }

  static String query(Object... namesAndValues) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (namesAndValues[i + 1] != null) {
        query.append(query.isEmpty() ? "?" : "&").append(namesAndValues[i]).append('=');
        String value = String.valueOf(namesAndValues[i + 1]);
        query.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
    }
    return query.toString();
  }

  static String text(HttpResponse<byte[]> response) {
    String text = new String(response.body(), StandardCharsets.UTF_8);
    if (response.statusCode() >= 400) {
      Map<String, Object> error = Json.object(text);
      throw new PlatformException(
          ErrorCode.valueOf(String.valueOf(error.get("error_code"))),
          String.valueOf(error.get("message")));
    }
    return text;
  }

  /** The path goes out as it is: tests of odd paths encode it themselves. */
  HttpResponse<byte[]> raw(String method, String path, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Authorization", "Bearer " + token)
            .method(
                method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
