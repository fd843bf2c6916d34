package io.mudbrick.platform.http;

import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An answer: status, headers and a body that is either bytes at hand or written as a stream.
 *
 * @param length of the body in bytes, or -1 when it is not known beforehand
 */
public record HttpReply(int status, Map<String, String> headers, long length, Body body) {

  /** Writes the body; called once, on a worker thread, after the headers. */
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  public HttpReply {
    headers = Map.copyOf(headers);
  }

  /** 200 with a record, map or list as JSON. */
  public static HttpReply json(Object value) {
    return bytes("application/json", Json.bytes(value));
  }

  /** 200 with {@code {}}. */
  public static HttpReply empty() {
    return bytes("application/json", "{}".getBytes(StandardCharsets.UTF_8));
  }

  /** 204 without a body. */
  public static HttpReply noContent() {
    return new HttpReply(204, Map.of(), 0, out -> {});
  }

  public static HttpReply text(String text) {
    return bytes("text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  public static HttpReply bytes(String contentType, byte[] bytes) {
    return stream(contentType, bytes.length, out -> out.write(bytes));
  }

  public static HttpReply stream(String contentType, long length, Body body) {
    return new HttpReply(200, Map.of("Content-Type", contentType), length, body);
  }

  /**
   * The answer as soon as it is there; until then no worker waits for it. Whoever completes the
   * stage does so in {@link HttpCall#comeback}; how it fails is told as if the handler had thrown
   * it.
   */
  public static HttpReply later(CompletionStage<HttpReply> reply) {
    CompletableFuture<HttpReply> answer = reply.toCompletableFuture();
    boolean there = answer.isDone() && !answer.isCompletedExceptionally();
    return there ? answer.join() : new HttpReply(200, Map.of(), -1, new Later(reply));
  }

  /** In place of a body: the answer that is still to come. */
  public record Later(CompletionStage<HttpReply> reply) implements Body {
    @Override
    public void writeTo(OutputStream out) {
      throw new IllegalStateException("the reply is not there yet");
    }
  }

  public HttpReply withStatus(int newStatus) {
    return new HttpReply(newStatus, headers, length, body);
  }

  public HttpReply withHeader(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpReply(status, more, length, body);
  }
}
