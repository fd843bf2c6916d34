package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.http.HttpReply;
import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends replies. Small ones are sent by the connection's own thread: it has to wake anyway to take
 * the next request, and waits in a loop for a worker that is still busy with the last one.
 */
final class ReplySender {
  private static final int SMALL = 1 << 14;
  private static final HttpString CONTENT_TYPE_OPTIONS = new HttpString("x-content-type-options");

  private ReplySender() {}

  /** Sets status and headers. */
  static void head(HttpServerExchange exchange, HttpReply reply) {
    exchange.setStatusCode(reply.status());
    // What somebody stored must not become a script by a browser's guess.
    exchange.getResponseHeaders().put(CONTENT_TYPE_OPTIONS, "nosniff");
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      exchange.getResponseHeaders().put(new HttpString(header.getKey()), header.getValue());
    }
    if (reply.length() >= 0) {
      exchange.setResponseContentLength(reply.length());
    }
  }

  /** The body, if it is small; null when it is to be streamed, or there is none. */
  static byte @Nullable [] small(HttpServerExchange exchange, HttpReply reply) throws IOException {
    if (!hasBody(exchange, reply)
        || reply.length() < 0
        || reply.length() > SMALL
        || exchange.isBlocking()) {
      return null;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream((int) reply.length());
    write(exchange, reply, body);
    return body.toByteArray();
  }

  /** Sends a small body; the exchange is not the calling thread's any more. */
  static void sendFromItsThread(HttpServerExchange exchange, byte[] body, Runnable sent) {
    IoCallback end =
        new IoCallback() {
          @Override
          public void onComplete(HttpServerExchange ended, Sender sender) {
            END_EXCHANGE.onComplete(ended, sender);
            sent.run();
          }

          @Override
          public void onException(HttpServerExchange ended, Sender sender, IOException clientGone) {
            END_EXCHANGE.onException(ended, sender, clientGone);
            sent.run();
          }
        };
    try {
      exchange
          .getIoThread()
          .execute(() -> exchange.getResponseSender().send(ByteBuffer.wrap(body), end));
    } catch (RejectedExecutionException stopped) {
      sent.run();
      throw stopped;
    }
  }

  /** Sends the body, if there is one, and ends the exchange. */
  static void send(HttpServerExchange exchange, HttpReply reply) throws IOException {
    if (hasBody(exchange, reply)) {
      if (!exchange.isBlocking()) {
        exchange.startBlocking();
      }
      write(exchange, reply, exchange.getOutputStream());
    }
    exchange.endExchange();
  }

  private static boolean hasBody(HttpServerExchange exchange, HttpReply reply) {
    boolean allowed =
        !exchange.getRequestMethod().toString().equals("HEAD") && reply.status() != 204;
    return allowed && reply.length() != 0;
  }

  private static void write(HttpServerExchange exchange, HttpReply reply, OutputStream out)
      throws IOException {
    boolean whole = false;
    try {
      reply.body().writeTo(out);
      out.close();
      whole = true;
    } finally {
      if (!whole) {
        // Ended in good order, half a body could pass for a whole one.
        exchange.getConnection().close();
      }
    }
  }
}
