package io.mudbrick.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code wrk} found when it posted one body over and over.
 *
 * @param p50 in milliseconds
 * @param p99 in milliseconds
 */
record PostLoad(double rate, double p50, double p99) {
  private static final Pattern RESULT = Pattern.compile("RESULT (\\S+) (\\S+) (\\S+) (\\d+)");

  /** Asks as fast as it is answered, over so many connections. */
  static PostLoad of(URI uri, String token, String body, int connections, int seconds)
      throws IOException, InterruptedException {
    return of(uri, token, body, connections, seconds, "");
  }

  /** Asks about so many times a second: after each answer a connection pauses for a millisecond. */
  static PostLoad paced(URI uri, String token, String body, int rate, int seconds)
      throws IOException, InterruptedException {
    return of(uri, token, body, rate / 900, seconds, "function delay() return 1 end");
  }

  private static PostLoad of(
      URI uri, String token, String body, int connections, int seconds, String more)
      throws IOException, InterruptedException {
    Path script = Files.createTempFile("wrk", ".lua");
    try {
      Files.writeString(
          script,
          String.format(
              Locale.ROOT,
              """
      wrk.method = "POST"
      wrk.headers["Authorization"] = "Bearer %s"
      wrk.headers["Content-Type"] = "application/json"
      wrk.body = [==[%s]==]
      %s
      function done(summary, latency, requests)
        io.write(string.format("RESULT %%f %%f %%f %%d\\n", summary.requests / summary.duration * 1e6,
          latency:percentile(50) / 1000, latency:percentile(99) / 1000,
          summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
      end
      """,
              token,
              body,
              more));
      Process process =
          new ProcessBuilder(
                  "wrk",
                  "-t" + Math.min(2, connections),
                  "-c" + connections,
                  "-d" + seconds + "s",
                  "-s" + script,
                  uri.toString())
              .redirectErrorStream(true)
              .start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      Matcher result = RESULT.matcher(said);
      if (!result.find() || !result.group(4).equals("0")) {
        throw new IllegalStateException(said);
      }
      return new PostLoad(
          Double.parseDouble(result.group(1)),
          Double.parseDouble(result.group(2)),
          Double.parseDouble(result.group(3)));
    } finally {
      Files.delete(script);
    }
  }
}
