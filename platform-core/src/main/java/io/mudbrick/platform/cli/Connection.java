package io.mudbrick.platform.cli;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A command's talk with a platform: JSON over its REST API, as any other client has it, so that
 * what holds for clients holds for commands. Get one from {@link ServerOptions#connect}. For one
 * thread.
 */
public final class Connection implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI uri;
  private final String token;
  private final Runnable onClose;

  Connection(URI uri, String token, Runnable onClose) {
    this.uri = uri;
    this.token = token;
    this.onClose = onClose;
  }

  /** Whether something listens there. */
  static boolean answers(URI uri) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    try {
      http.send(
          HttpRequest.newBuilder(URI.create(uri + "/health")).timeout(PATIENCE).build(),
          BodyHandlers.discarding());
      return true;
    } catch (IOException e) {
      return false; // left behind by a server that was killed
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A segment of a path, so that names with blanks and slashes travel whole. */
  public static String segment(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /**
   * @param query names and values by turns; one whose value is empty is left out
   * @throws PlatformException with the server's code and message
   */
  public Map<String, Object> get(String path, String... query) {
    return send("GET", path + query(List.of(query)), null);
  }

  private static String query(List<String> query) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < query.size(); i += 2) {
      if (!query.get(i + 1).isEmpty()) {
        text.append(text.length() == 0 ? '?' : '&')
            .append(query.get(i))
            .append('=')
            .append(segment(query.get(i + 1)));
      }
    }
    return text.toString();
  }

  /** Every item of a paged list. */
  public List<Map<String, Object>> all(String path, String field, String... query) {
    List<Map<String, Object>> items = new ArrayList<>();
    String[] paged = Arrays.copyOf(query, query.length + 2);
    paged[query.length] = "page_token";
    String next = "";
    do {
      paged[query.length + 1] = next;
      Map<String, Object> page = get(path, paged);
      items.addAll(maps(page.get(field)));
      next = Objects.toString(page.get("next_page_token"), "");
    } while (!next.isEmpty());
    return items;
  }

  public Map<String, Object> post(String path, Map<String, ?> body) {
    return send("POST", path, body);
  }

  public Map<String, Object> patch(String path, Map<String, ?> body) {
    return send("PATCH", path, body);
  }

  public Map<String, Object> put(String path, Map<String, ?> body) {
    return send("PUT", path, body);
  }

  public Map<String, Object> delete(String path) {
    return send("DELETE", path, null);
  }

  /**
   * Sends a file's content by PUT.
   *
   * @throws PlatformException with the server's code and message
   */
  public void upload(String path, Path file) {
    try {
      answer(request(path).PUT(BodyPublishers.ofFile(file)).build());
    } catch (FileNotFoundException e) {
      throw noFile(file, e);
    }
  }

  private static PlatformException noFile(@Nullable Path file, FileNotFoundException e) {
    return new PlatformException(
        ErrorCode.RESOURCE_DOES_NOT_EXIST, "There is no file " + file + ".", e);
  }

  /**
   * What GET answers, as a stream that the caller closes.
   *
   * @throws PlatformException with the server's code and message
   */
  public InputStream download(String path) {
    return stream(request(path).GET().build());
  }

  /** As the other, of what POST answers. */
  public InputStream download(String path, Map<String, ?> body) {
    return download(path, "application/json", Json.bytes(body));
  }

  /** As the other, of what POST answers to a body of any type. */
  public InputStream download(String path, String contentType, byte[] body) {
    return stream(
        request(path)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofByteArray(body))
            .build());
  }

  private InputStream stream(HttpRequest request) {
    HttpResponse<InputStream> reply = exchange(request, BodyHandlers.ofInputStream());
    if (reply.statusCode() < 400) {
      return reply.body();
    }
    try (InputStream body = reply.body()) {
      String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      throw refused(text.isBlank() ? Map.of() : Json.object(text), reply.statusCode());
    } catch (IOException e) {
      throw silent(e);
    }
  }

  /**
   * Hands on the objects that POST answers line by line, as they come.
   *
   * @throws PlatformException with the server's code and message
   */
  public void lines(String path, Map<String, ?> body, Consumer<Map<String, Object>> each) {
    lines(
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(Json.bytes(body)))
            .build(),
        each);
  }

  /**
   * As the other, with a file as the body.
   *
   * @param file null for no body
   * @param query names and values by turns; one whose value is empty is left out
   * @throws PlatformException with the server's code and message
   */
  public void lines(
      String path, List<String> query, @Nullable Path file, Consumer<Map<String, Object>> each) {
    String asked = path + query(query);
    try {
      lines(
          request(asked)
              .header("Content-Type", "application/octet-stream")
              .POST(file == null ? BodyPublishers.noBody() : BodyPublishers.ofFile(file))
              .build(),
          each);
    } catch (FileNotFoundException e) {
      throw noFile(file, e);
    }
  }

  private void lines(HttpRequest request, Consumer<Map<String, Object>> each) {
    HttpResponse<InputStream> reply = exchange(request, BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8))) {
      if (reply.statusCode() >= 400) {
        String text = lines.lines().collect(Collectors.joining("\n"));
        throw refused(text.isBlank() ? Map.of() : Json.object(text), reply.statusCode());
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        each.accept(Json.object(line));
      }
    } catch (IOException e) {
      throw silent(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(uri + path))
        .header("Authorization", "Bearer " + token)
        .header("User-Agent", "mudbrick-cli");
  }

  private Map<String, Object> send(String method, String path, @Nullable Map<String, ?> body) {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(Json.bytes(body)))
            .build());
  }

  private Map<String, Object> answer(HttpRequest request) {
    HttpResponse<String> reply = exchange(request, BodyHandlers.ofString());
    Map<String, Object> json =
        reply.body().isBlank() ? new LinkedHashMap<>() : Json.object(reply.body());
    if (reply.statusCode() >= 400) {
      throw refused(json, reply.statusCode());
    }
    return json;
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw silent(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlatformException(ErrorCode.ABORTED, "Interrupted while asking " + uri + ".", e);
    }
  }

  private PlatformException silent(IOException e) {
    return new PlatformException(
        ErrorCode.TEMPORARILY_UNAVAILABLE, "No server answers at " + uri + " (" + e + ").", e);
  }

  private static PlatformException refused(Map<String, Object> error, int status) {
    String message = Objects.toString(error.get("message"), "HTTP status " + status);
    try {
      return new PlatformException(
          ErrorCode.valueOf(Objects.toString(error.get("error_code"))), message);
    } catch (IllegalArgumentException e) {
      return new PlatformException(ErrorCode.INTERNAL_ERROR, message, e);
    }
  }

  /** The objects of a JSON list; none when it is absent. */
  @SuppressWarnings("unchecked")
  public static List<Map<String, Object>> maps(@Nullable Object list) {
    return list == null ? List.of() : (List<Map<String, Object>>) list;
  }

  @Override
  public void close() {
    onClose.run();
  }
}
