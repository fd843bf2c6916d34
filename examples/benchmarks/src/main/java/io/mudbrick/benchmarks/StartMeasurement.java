package io.mudbrick.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * From exec of {@code ./mudbrick serve} to the answer of an MLflow call that is durable, on a fresh
 * store; beside the JDK's own HTTP server saying hello in a JVM with default settings.
 */
final class StartMeasurement implements Bench.Measurement {
  private static final String PEER =
      "hello-world JDK HttpServer, Java " + Runtime.version().feature();

  private final Path root;

  /**
   * @param root where {@code ./mudbrick} stands
   */
  StartMeasurement(Path root) {
    this.root = root;
  }

  @Override
  public List<Figure> measure(boolean quick) throws IOException, InterruptedException {
    int rounds = quick ? 5 : 21;
    List<ServerStart> ours = new ArrayList<>();
    List<ServerStart> peer = new ArrayList<>();
    for (int round = -1; round < rounds; round++) {
      ServerStart mine = mudbrick();
      ServerStart theirs = hello();
      if (round >= 0) { // the first pair fills the caches, and the launcher's lib/
        ours.add(mine);
        peer.add(theirs);
      }
    }
    List<Figure> figures = new ArrayList<>(processes(ours, peer));
    figures.addAll(EmbeddedMeasurement.measure(quick));
    return figures;
  }

  private static List<Figure> processes(List<ServerStart> ours, List<ServerStart> peer) {
    return List.of(
        figure("first_durable_mlflow_call", "ms", ServerStart::millis, ours, peer),
        figure("cpu_until_then", "ms", ServerStart::cpuMillis, ours, peer),
        figure("resident_memory", "MB", ServerStart::residentMegabytes, ours, peer));
  }

  private static Figure figure(
      String name,
      String unit,
      Function<ServerStart, Double> of,
      List<ServerStart> ours,
      List<ServerStart> peer) {
    return Figure.lessIsBetter(
        "start." + name,
        ours.stream().map(of).toList(),
        peer.stream().map(of).toList(),
        PEER,
        unit,
        "median of " + ours.size() + " starts, alternating with the peer's");
  }

  private ServerStart mudbrick() throws IOException, InterruptedException {
    Path data = Files.createTempDirectory("bench-start");
    try {
      return ServerStart.of(
          List.of(
              root.resolve("mudbrick").toString(),
              "serve",
              "--port",
              "0",
              "--data",
              data.resolve("store").toString()),
          data.resolve("store").resolve("admin.token"));
    } finally {
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static ServerStart hello() throws IOException, InterruptedException {
    return ServerStart.of(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("bench.jar"), // no jars to look through
            HelloServer.class.getName()),
        null);
  }
}
