package io.mudbrick.examples.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A {@link CrashServer} as its parent sees it, and what it acknowledged. */
final class Victim implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;

  private final Process process;
  private final Thread reader;
  private final CountDownLatch warm = new CountDownLatch(1);
  private final CountDownLatch ready = new CountDownLatch(1);
  private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
  private volatile long startMillis = -1;

  private Victim(Process process) {
    this.process = process;
    this.reader = new Thread(this::listen, "crash-victim");
    reader.start();
  }

  /** Starts a process, which warms up and then waits for {@link #go}. */
  static Victim start(Path log) throws IOException {
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CrashServer.class.getName());
    return new Victim(command.redirectError(log.toFile()).start());
  }

  /** Sets it to work on a directory, to halt before that many steps to the disk, or never (0). */
  void go(Path data, long haltAt, Map<String, Long> done) throws IOException, InterruptedException {
    await(warm);
    acknowledged.putAll(done);
    String works =
        done.entrySet().stream()
            .map(work -> work.getKey() + "=" + work.getValue())
            .collect(Collectors.joining(" "));
    Writer in = process.outputWriter(StandardCharsets.UTF_8);
    in.write(data + " " + haltAt + " " + works + "\n");
    in.flush();
    await(ready);
  }

  private void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)
        || !process.isAlive() && reader.isAlive()) {
      process.destroyForcibly();
    }
  }

  /** Waits until it has died of itself, or kills it after that time; then nothing more comes. */
  Map<String, Long> killAfter(long millis) throws InterruptedException {
    process.waitFor(millis, TimeUnit.MILLISECONDS);
    // Not the process's own method, which would throw away what stands in the pipe.
    process.toHandle().destroyForcibly();
    process.waitFor();
    reader.join();
    return Map.copyOf(acknowledged);
  }

  int exitCode() {
    return process.exitValue();
  }

  /** How long the platform took to open the directory; -1 when it did not. */
  long startMillis() {
    return startMillis;
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        take(line.split(" "));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      warm.countDown();
      ready.countDown();
    }
  }

  private void take(String[] words) {
    switch (words[0]) {
      case "warm" -> warm.countDown();
      case "ready" -> {
        startMillis = Long.parseLong(words[1]);
        ready.countDown();
      }
      default -> acknowledged.put(words[0], Long.valueOf(words[1]));
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
