package io.mudbrick.serving.cli;

import com.sun.net.httpserver.HttpServer;
import io.mudbrick.platform.Ids;
import io.mudbrick.platform.cli.Connection;
import io.mudbrick.platform.cli.ServerOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code mudbrick models serve}: MLflow's scoring server for one model. The model lives in an
 * endpoint that is there for as long as the command runs.
 */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Serve one model as MLflow's scoring server does, until Ctrl-C:",
      "POST /invocations, GET /ping, /health and /version. It asks for no token."
    })
final class ModelServeCommand implements Runnable {
  private static final int THREADS = 16;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-m", "--model-uri"},
      required = true,
      paramLabel = "MODEL",
      description = "models:/c.s.model/3, or models:/c.s.model@champion to follow the alias.")
  private String model;

  @Option(
      names = {"-h", "--host"},
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address to listen on; default ${DEFAULT-VALUE}, this machine only.")
  private String host;

  @Option(
      names = {"-p", "--port"},
      paramLabel = "PORT",
      defaultValue = "5000",
      description = "Port to listen on, 0 for any free one; default ${DEFAULT-VALUE}.")
  private int port;

  @Mixin private ServerOptions server;

  @Override
  public void run() {
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stop.countDown();
                  await(stopped);
                },
                "mudbrick-stop"));
    try (Connection connection = server.connect()) {
      String name = "models-serve-" + Ids.random().uuid();
      Map<String, Object> config =
          Map.of("served_entities", List.of(ModelName.entity(spec, model)));
      connection.post(Wires.ENDPOINTS, Map.of("name", name, "config", config));
      try {
        Wires.settled(connection, name);
        serve(connection, name, stop);
      } finally {
        connection.delete(Wires.endpoint(name));
      }
    } finally {
      stopped.countDown();
    }
  }

  private void serve(Connection connection, String endpoint, CountDownLatch stop) {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      HttpServer listener = HttpServer.create(new InetSocketAddress(host, port), 0);
      listener.setExecutor(threads);
      new ScoringProtocol(connection, endpoint).mount(listener);
      listener.start();
      PrintWriter out = spec.commandLine().getOut();
      out.println("http://" + host + ":" + listener.getAddress().getPort());
      out.flush();
      await(stop);
      listener.stop(1);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot listen on " + host + ":" + port, e);
    } finally {
      threads.shutdown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
