package io.mudbrick.catalog.files;

import io.mudbrick.platform.Mudbrick;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Plain HTTP as one principal, paths as they are to go over the wire. */
record Http(Mudbrick platform, String token) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  Http(Mudbrick platform) {
    this(platform, platform.token());
  }

  HttpResponse<String> send(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(platform.uri() + path))
            .header("Authorization", "Bearer " + token)
            .method(
                method,
                body.isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> put(String file, String content) throws IOException, InterruptedException {
    return send("PUT", "/api/2.0/fs/files" + file, content);
  }

  HttpResponse<String> get(String file, String... headers)
      throws IOException, InterruptedException {
    return send("GET", "/api/2.0/fs/files" + file, "", headers);
  }

  HttpResponse<String> delete(String file) throws IOException, InterruptedException {
    return send("DELETE", "/api/2.0/fs/files" + file, "");
  }

  HttpResponse<String> directory(String method, String path)
      throws IOException, InterruptedException {
    return send(method, "/api/2.0/fs/directories" + path, "");
  }
}
