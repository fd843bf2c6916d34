package io.mudbrick.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a webhook calls: keeps what it gets, answers as it was told, 200 when it was told nothing.
 */
public final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final BlockingQueue<Got> got = new LinkedBlockingQueue<>();
  private final ConcurrentLinkedQueue<Integer> answers = new ConcurrentLinkedQueue<>();
  private volatile String location = "";
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** What came. */
  public record Got(String path, Map<String, String> headers, String body) {
    public String id() {
      return headers.getOrDefault("X-mlflow-delivery-id", "");
    }

    /** By the rule that MLflow's documentation gives receivers. */
    boolean signedWith(String secret) throws GeneralSecurityException {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String signed = id() + "." + headers.get("X-mlflow-timestamp") + "." + body;
      return ("v1,"
              + Base64.getEncoder()
                  .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))))
          .equals(headers.get("X-mlflow-signature"));
    }
  }

  public Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    if (gate.getCount() > 0) {
      got.add(new Got(exchange.getRequestURI().toString(), headers, body));
      await(gate);
      exchange.close();
      return;
    }
    Integer status = answers.poll();
    if (!location.isEmpty()) {
      exchange.getResponseHeaders().add("Location", location);
    }
    byte[] answer = "thanks".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status == null ? 200 : status, 0);
    exchange.getResponseBody().write(answer);
    exchange.close();
    got.add(new Got(exchange.getRequestURI().toString(), headers, body));
  }

  private static void await(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes what comes and answers nothing, until it is {@link #release released}. */
  void hold() {
    gate = new CountDownLatch(1);
  }

  void release() {
    gate.countDown();
  }

  public String target() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  public String url() {
    return "http://" + target() + "/hook?from=mudbrick";
  }

  public void answer(int... statuses) {
    for (int status : statuses) {
      answers.add(status);
    }
  }

  public void redirectTo(String url) {
    location = url;
  }

  public Got next() throws InterruptedException {
    Got next = got.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing came");
    }
    return next;
  }

  public boolean isQuiet() {
    return got.isEmpty();
  }

  @Override
  public void close() {
    release();
    server.stop(0);
  }
}
