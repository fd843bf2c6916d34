package io.mudbrick.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The command curl, a client that is not ours. */
final class Curl {
  private Curl() {}

  /** What a server answered. */
  record Reply(int statusCode, List<String> headers, String body) {
    /** By its name in lower case. */
    Optional<String> header(String name) {
      return headers.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ": "))
          .map(line -> line.substring(name.length() + 2))
          .findFirst();
    }
  }

  /** Sends JSON; skips the test where there is no curl. */
  static Reply send(String token, String method, URI uri, String json)
      throws IOException, InterruptedException {
    assumeThat(System.getenv("PATH").split(":"))
        .as("curl is on the PATH")
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "curl")));
    Process process =
        new ProcessBuilder(
                List.of(
                    "curl",
                    "-sS",
                    "-i",
                    "--noproxy",
                    "*",
                    "-X",
                    method,
                    "-H",
                    "Authorization: Bearer " + token,
                    "-H",
                    "Content-Type: application/json",
                    "--data-binary",
                    "@-",
                    uri.toString()))
            .redirectErrorStream(true)
            .start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(json.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    int end = said.indexOf("\r\n\r\n");
    List<String> head = said.substring(0, end).lines().toList();
    return new Reply(
        Integer.parseInt(head.get(0).split(" ")[1]),
        head.subList(1, head.size()),
        said.substring(end + 4));
  }
}
