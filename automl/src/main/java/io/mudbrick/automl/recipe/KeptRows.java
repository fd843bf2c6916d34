package io.mudbrick.automl.recipe;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.platform.model.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Rows among the artifacts of a run, on a tracking server.
 *
 * @param token that the server asks for; null for none
 */
record KeptRows(URI server, @Nullable String token) {
  static final String SCHEME = "runs:/";

  /** The server that MLflow's clients talk to. */
  static KeptRows ofEnvironment(String uri) {
    String server = System.getenv("MLFLOW_TRACKING_URI");
    if (server == null) {
      throw AutoMlErrors.noServer(uri);
    }
    return new KeptRows(URI.create(server), System.getenv("MLFLOW_TRACKING_TOKEN"));
  }

  Frame read(String uri) {
    String[] parts = uri.substring(SCHEME.length()).split("/", 2);
    if (parts.length < 2) {
      throw AutoMlErrors.notFetched(uri, "a run and a path are wanted");
    }
    try {
      Path file = Files.createTempFile("rows-", ".parquet");
      try {
        HttpRequest.Builder request =
            HttpRequest.newBuilder(
                URI.create(
                    server.toString().replaceAll("/+$", "")
                        + "/get-artifact?run_uuid="
                        + encoded(parts[0])
                        + "&path="
                        + encoded(parts[1])));
        if (token != null) {
          request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<Path> reply =
            HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofFile(file));
        if (reply.statusCode() != 200) {
          throw AutoMlErrors.notFetched(uri, server + " answered " + reply.statusCode());
        }
        return Recipe.read(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AutoMlErrors.interrupted();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
