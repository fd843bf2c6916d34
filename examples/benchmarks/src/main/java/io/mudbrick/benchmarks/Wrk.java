package io.mudbrick.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's {@code wrk}, which asks for one address as fast as it is answered. */
final class Wrk {
  private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");
  private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");

  private Wrk() {}

  /** Requests a second and the server's CPU for each; nothing where there is no wrk. */
  static List<Figure> figures(URI uri, String token, int seconds) throws Exception {
    if (!installed()) {
      System.err.println("wrk is not installed: no requests per second");
      return List.of();
    }
    run(uri, token, seconds); // warms up
    double[] rate = new double[1];
    Sample sample = Sample.of(() -> rate[0] = run(uri, token, seconds));
    String load = "wrk -t2 -c32 on the same cores, %d s".formatted(seconds);
    return List.of(
        new Figure(
            "catalog.get_table_rate",
            rate[0],
            20_000,
            "the aim",
            rate[0] / 20_000,
            "requests/s",
            load),
        new Figure(
            "catalog.get_table_rate_cpu",
            sample.cpuMillis() * 1e3 / (rate[0] * seconds),
            100,
            "two cores at the aim",
            100 / (sample.cpuMillis() * 1e3 / (rate[0] * seconds)),
            "us of CPU",
            load));
  }

  private static boolean installed() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("wrk", "--version").redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      process.waitFor();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static double run(URI uri, String token, int seconds)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                "wrk",
                "-t2",
                "-c32",
                "-d" + seconds + "s",
                "-H",
                "Authorization: Bearer " + token,
                uri.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    Matcher rate = RATE.matcher(said);
    if (!rate.find() || BAD.matcher(said).find()) {
      throw new IllegalStateException(said);
    }
    return Double.parseDouble(rate.group(1));
  }
}
