package io.mudbrick.benchmarks;

import com.sun.net.httpserver.HttpServer;
import io.mudbrick.platform.Mudbrick;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a test suite pays: an engine with all modules inside a JVM that runs already, from {@code
 * builder().start()} to the answer of a durable MLflow call, the first one and those after it; and
 * a further workspace on a running engine.
 */
final class EmbeddedMeasurement {
  private static final int WARM = 15;
  private static final int WORKSPACES = 200;

  private EmbeddedMeasurement() {}

  /** Each sample of the first engine needs a JVM of its own. */
  static List<Figure> measure(boolean quick) throws IOException, InterruptedException {
    List<double[]> ours = new ArrayList<>();
    List<double[]> peer = new ArrayList<>();
    for (int round = 0; round < (quick ? 3 : 9); round++) {
      ours.add(inNewJvm("mudbrick"));
      peer.add(inNewJvm("hello"));
    }
    String jvms = "median of " + ours.size() + " JVMs";
    String hello = "hello-world JDK HttpServer in the same kind of JVM";
    return List.of(
        Figure.lessIsBetter(
            "start.first_engine_in_a_jvm", column(ours, 0), column(peer, 0), hello, "ms", jvms),
        Figure.lessIsBetter(
            "start.further_engine_in_a_jvm",
            column(ours, 1),
            column(peer, 1),
            hello,
            "ms",
            jvms + ", in each the median of the last 10 of " + WARM),
        Figure.lessIsBetter(
            "start.further_workspace",
            column(ours, 2),
            column(ours, 1),
            "a further engine",
            "ms",
            jvms + ", in each the median of " + WORKSPACES));
  }

  private static List<Double> column(List<double[]> rows, int column) {
    return rows.stream().map(row -> row[column]).toList();
  }

  private static double[] inNewJvm(String what) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedMeasurement.class.getName(),
                what)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      process.waitFor();
      if (line == null) {
        throw new IOException("Nothing measured for " + what);
      }
      return java.util.Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }
  }

  /** The child: {@code mudbrick} or {@code hello}; prints its milliseconds. */
  public static void main(String[] args) throws Exception {
    // What a JVM that runs tests has done long before: an HTTP call, and some of the JDK.
    hello();
    boolean mudbrick = args[0].equals("mudbrick");
    List<Double> engines = new ArrayList<>();
    for (int i = 0; i < WARM; i++) {
      engines.add(mudbrick ? engine() : hello());
    }
    double workspace = mudbrick ? workspace() : 0;
    System.out.println(
        engines.get(0) + " " + Figure.median(engines.subList(WARM - 10, WARM)) + " " + workspace);
    System.exit(0);
  }

  private static double engine() throws IOException {
    long begun = System.nanoTime();
    try (Mudbrick platform = Mudbrick.builder().start()) {
      call(platform);
      return (System.nanoTime() - begun) / 1e6;
    }
  }

  private static double workspace() throws IOException {
    List<Double> each = new ArrayList<>();
    try (Mudbrick platform = Mudbrick.builder().start()) {
      for (int i = 0; i < WORKSPACES; i++) {
        long begun = System.nanoTime();
        platform.newWorkspace("further " + i);
        each.add((System.nanoTime() - begun) / 1e6);
      }
    }
    return Figure.median(each);
  }

  private static void call(Mudbrick platform) throws IOException {
    post(
        URI.create(platform.uri() + "/api/2.0/mlflow/experiments/create"),
        Map.of("Authorization", "Bearer " + platform.token()),
        "{\"name\": \"first\"}");
  }

  private static double hello() throws IOException {
    long begun = System.nanoTime();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 5);
          exchange.getResponseBody().write("hello".getBytes(StandardCharsets.UTF_8));
          exchange.close();
        });
    server.start();
    try {
      post(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), Map.of(), "x");
      return (System.nanoTime() - begun) / 1e6;
    } finally {
      server.stop(0);
    }
  }

  private static void post(URI target, Map<String, String> headers, String body)
      throws IOException {
    HttpURLConnection call = (HttpURLConnection) target.toURL().openConnection();
    call.setRequestMethod("POST");
    call.setDoOutput(true);
    call.setRequestProperty("Content-Type", "application/json");
    headers.forEach(call::setRequestProperty);
    call.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    if (call.getResponseCode() != 200) {
      throw new IOException(target + " answered " + call.getResponseCode());
    }
    call.getInputStream().readAllBytes();
    call.disconnect();
  }
}
