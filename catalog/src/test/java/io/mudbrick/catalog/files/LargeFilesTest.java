package io.mudbrick.catalog.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gigabyte through a server that has an eighth of that. */
@Tag("nightly")
class LargeFilesTest {
  private static final Logger LOG = System.getLogger(LargeFilesTest.class.getName());
  private static final long SIZE = 1L << 30;
  private static final int HEAP_MEGABYTES = 128;

  /** What the process may take beside its heap: code, classes, threads, buffers of the network. */
  private static final int BESIDE_MEGABYTES = 192;

  @TempDir Path data;

  /** Bytes that do not repeat soon, made as they are read. */
  private static final class Noise extends InputStream {
    private long left = SIZE;
    private long state = 42;

    @Override
    public int read() {
      throw new UnsupportedOperationException("in blocks only");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (left == 0) {
        return -1;
      }
      int count = (int) Math.min(left, length);
      for (int i = 0; i < count; i++) {
        if ((i & 7) == 0) {
          state = state * 6364136223846793005L + 1442695040888963407L;
        }
        bytes[offset + i] = (byte) (state >>> (8 * (i & 7)));
      }
      left -= count;
      return count;
    }
  }

  @Test
  void a_gigabyte_goes_up_and_down_through_a_small_heap() throws Exception {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + HEAP_MEGABYTES + "m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SmallServer.class.getName(),
                data.toString())
            .redirectError(data.resolve("../" + data.getFileName() + ".log").toFile())
            .start();
    try {
      String[] said = server.inputReader().readLine().split(" ", -1);
      URI file = URI.create(said[0] + "/api/2.0/fs/files/Volumes/workspace/default/large/f.bin");
      long before = System.nanoTime();
      CRC32C sent = new CRC32C();
      HttpResponse<String> up =
          HttpClient.newHttpClient()
              .send(
                  request(file, said[1])
                      .PUT(
                          BodyPublishers.ofInputStream(
                              () -> new CheckedInputStream(new Noise(), sent)))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(up.statusCode()).as(up.body()).isEqualTo(204);
      long between = System.nanoTime();
      CRC32C received = new CRC32C();
      HttpResponse<InputStream> down =
          HttpClient.newHttpClient()
              .send(request(file, said[1]).build(), BodyHandlers.ofInputStream());
      long size = count(new CheckedInputStream(down.body(), received));
      long after = System.nanoTime();

      assertThat(size).isEqualTo(SIZE);
      assertThat(received.getValue()).isEqualTo(sent.getValue());
      long peak = peakMegabytes(server);
      LOG.log(
          Level.INFO,
          "1 GiB: {0} MB/s up, {1} MB/s down, peak of the process {2} MB",
          rate(between - before),
          rate(after - between),
          peak);
      assertThat(peak).isLessThan(HEAP_MEGABYTES + BESIDE_MEGABYTES);
    } finally {
      server.getOutputStream().close();
      server.waitFor();
    }
  }

  private static HttpRequest.Builder request(URI file, String token) {
    return HttpRequest.newBuilder(file).header("Authorization", "Bearer " + token);
  }

  private static long count(InputStream content) throws IOException {
    byte[] chunk = new byte[1 << 16];
    long total = 0;
    try (content) {
      for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
        total += n;
      }
    }
    return total;
  }

  private static long rate(long nanos) {
    return SIZE * 1000 / Math.max(1, nanos);
  }

  /** The most that was ever in memory; 0 where there is no /proc to tell. */
  private static long peakMegabytes(Process process) {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return 0;
    }
    try {
      String line =
          Files.readAllLines(status).stream()
              .filter(l -> l.toUpperCase(Locale.ROOT).startsWith("VMHWM"))
              .findAny()
              .orElse("0");
      return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
