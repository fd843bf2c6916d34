package io.mudbrick.platform.internal.http;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import org.xnio.channels.StreamSourceChannel;

/** Reads a body of known length on the connection's thread, as it comes. */
final class SmallBody {
  private final HttpServerExchange exchange;
  private final StreamSourceChannel channel;
  private final ByteBuffer body;

  /** A read that finds the end needs room. */
  private final ByteBuffer beyond = ByteBuffer.allocate(1);

  private final Consumer<byte[]> whole;
  private final Runnable broken;

  private SmallBody(HttpServerExchange exchange, Consumer<byte[]> whole, Runnable broken) {
    this.exchange = exchange;
    this.channel = exchange.getRequestChannel();
    this.body = ByteBuffer.allocate((int) exchange.getRequestContentLength());
    this.whole = whole;
    this.broken = broken;
  }

  /**
   * Begins to read; returns before or after the body is there.
   *
   * @param whole takes the body, on the connection's thread
   * @param broken hears that the client went away before the end, and that the exchange has ended
   */
  static void read(HttpServerExchange exchange, Consumer<byte[]> whole, Runnable broken) {
    SmallBody reading = new SmallBody(exchange, whole, broken);
    reading.readOn(
        () -> {
          reading.channel.getReadSetter().set(more -> reading.readOn(() -> {}));
          reading.channel.resumeReads();
        });
  }

  /**
   * @param later what to do when more is to come
   */
  private void readOn(Runnable later) {
    int read;
    try {
      do {
        read = channel.read(body.hasRemaining() ? body : beyond);
      } while (read > 0);
    } catch (IOException clientGone) {
      broken.run();
      exchange.endExchange();
      return;
    }
    if (read == 0) {
      later.run();
    } else {
      // Before somebody else has the exchange: he may already wait for the next request.
      channel.suspendReads();
      byte[] array = body.array();
      whole.accept(body.hasRemaining() ? Arrays.copyOf(array, body.position()) : array);
    }
  }
}
