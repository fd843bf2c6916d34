package io.mudbrick.examples.servers;

import io.mudbrick.platform.cli.Main;
import io.mudbrick.platform.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** {@code mudbrick serve --postgres URL} in a JVM of its own. */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private String url = "";

  private ServerProcess(Process process) {
    this.process = process;
  }

  /** Starts the process; {@link #await} then waits until it answers. */
  static ServerProcess start(Path data, String postgres, Path log) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "serve",
            "--port",
            "0",
            "--data",
            data.toString(),
            "--postgres",
            postgres);
    return new ServerProcess(command.redirectError(log.toFile()).start());
  }

  ServerProcess await() throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the server did not start");
    }
    url = line;
    return this;
  }

  boolean isAt(Object otherUrl) {
    return url.equals(otherUrl);
  }

  /** As {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /** An answer: its status, and its body as JSON. */
  record Answer(int status, Map<String, Object> body) {}

  Answer get(String token, String path) {
    return send(token, HttpRequest.newBuilder(URI.create(url + path)).GET());
  }

  Answer post(String token, String path, Map<String, Object> body) {
    return send(
        token,
        HttpRequest.newBuilder(URI.create(url + path))
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(body))));
  }

  private Answer send(String token, HttpRequest.Builder request) {
    try {
      HttpResponse<String> reply =
          http.send(
              request
                  .header("Authorization", "Bearer " + token)
                  .header("Content-Type", "application/json")
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return new Answer(reply.statusCode(), Json.object(reply.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
