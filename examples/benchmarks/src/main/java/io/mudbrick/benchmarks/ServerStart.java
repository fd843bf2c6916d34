package io.mudbrick.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One start of a server process, from exec to the first answer.
 *
 * @param millis from exec to the answer of the first call
 * @param cpuMillis what the process spent until then, which other load does not change much
 * @param residentMegabytes after that call; NaN where {@code /proc} does not tell
 */
record ServerStart(double millis, double cpuMillis, double residentMegabytes) {

  /**
   * @param command prints the server's URL as the first line of stdout
   * @param tokenFile holds the token once the URL is printed; null when none is asked for
   */
  static ServerStart of(List<String> command, @Nullable Path tokenFile)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    long begun = System.nanoTime();
    Process process = builder.start();
    try (BufferedReader out = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      String uri = out.readLine();
      if (uri == null) {
        throw new IOException("No URL from " + command);
      }
      String token = tokenFile == null ? "" : Files.readString(tokenFile).strip();
      call(uri, token);
      double millis = (System.nanoTime() - begun) / 1e6;
      double cpuMillis =
          process.info().totalCpuDuration().map(spent -> spent.toNanos() / 1e6).orElse(Double.NaN);
      return new ServerStart(millis, cpuMillis, residentMegabytes(process.pid()));
    } finally {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  private static void call(String uri, String token) throws IOException {
    URI target = URI.create(uri + "/api/2.0/mlflow/experiments/create");
    HttpURLConnection call = (HttpURLConnection) target.toURL().openConnection();
    call.setRequestMethod("POST");
    call.setDoOutput(true);
    Map.of("Content-Type", "application/json", "Authorization", "Bearer " + token)
        .forEach(call::setRequestProperty);
    call.getOutputStream().write("{\"name\": \"first\"}".getBytes(StandardCharsets.UTF_8));
    if (call.getResponseCode() != 200) {
      throw new IOException(target + " answered " + call.getResponseCode());
    }
    call.getInputStream().readAllBytes();
    call.disconnect();
  }

  private static double residentMegabytes(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    if (!Files.isReadable(status)) {
      return Double.NaN;
    }
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    return Double.NaN;
  }
}
