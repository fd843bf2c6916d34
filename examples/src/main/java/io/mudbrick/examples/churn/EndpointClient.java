package io.mudbrick.examples.churn;

import io.mudbrick.platform.Mudbrick;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Asks a serving endpoint over HTTP, as any program in any language would. */
final class EndpointClient {
  private final HttpClient http = HttpClient.newHttpClient();
  private final Mudbrick platform;
  private final String endpoint;

  EndpointClient(Mudbrick platform, String endpoint) {
    this.platform = platform;
    this.endpoint = endpoint;
  }

  String path() {
    return "/serving-endpoints/" + endpoint + "/invocations";
  }

  static String body(Map<String, ?> row) {
    return body(List.of(row));
  }

  static String body(List<? extends Map<String, ?>> rows) {
    return Json.write(Map.of("dataframe_records", rows));
  }

  /** The predictions for one row or several, as they stand in the reply. */
  List<?> ask(Map<String, ?> row) {
    return ask(List.of(row));
  }

  List<?> ask(List<? extends Map<String, ?>> rows) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(platform.uri() + path()))
            .header("Authorization", "Bearer " + platform.token())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body(rows)))
            .build();
    try {
      HttpResponse<String> reply = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (reply.statusCode() != 200) {
        throw new IllegalStateException(reply.statusCode() + ": " + reply.body());
      }
      return (List<?>) Objects.requireNonNull(Json.object(reply.body()).get("predictions"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
