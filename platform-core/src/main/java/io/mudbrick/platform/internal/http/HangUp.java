package io.mudbrick.platform.internal.http;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.server.protocol.http.HttpServerConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Watches the connection of a request that waits. The end of a connection is known only to those
 * who read from it, so this reads; a request that was sent ahead is put back for the server, and
 * its client watched no more. A client that has sent ahead already is not watched at all: what is
 * put back comes before what was there.
 */
final class HangUp {
  private final HttpServerConnection connection;
  private final ConduitStreamSourceChannel channel;
  private final Runnable action;
  private boolean ended;

  /**
   * @param action is run on the connection's thread
   */
  HangUp(HttpServerConnection connection, Runnable action) {
    this.connection = connection;
    this.channel = connection.getChannel().getSourceChannel();
    this.action = action;
  }

  void begin() {
    // On its thread, where the server itself changes who listens.
    connection.getIoThread().execute(this::listen);
  }

  private synchronized void listen() {
    if (!ended && connection.getExtraBytes() == null) {
      channel.setReadListener(readable -> look());
      connection.getOriginalSourceConduit().resumeReads();
    }
  }

  private void look() {
    if (isGone()) {
      action.run();
    }
  }

  private synchronized boolean isGone() {
    if (ended) {
      return false;
    }
    PooledByteBuffer pooled = connection.getByteBufferPool().allocate();
    ByteBuffer buffer = pooled.getBuffer();
    int read;
    try {
      read = connection.getOriginalSourceConduit().read(buffer);
    } catch (IOException reset) {
      read = -1;
    }
    if (read > 0) {
      buffer.flip();
      connection.ungetRequestBytes(pooled);
    } else {
      pooled.close();
    }
    if (read != 0) {
      end();
    }
    return read < 0;
  }

  /** Leaves the connection as it was found; when this returns, nobody hears any more. */
  synchronized void end() {
    if (!ended) {
      ended = true;
      channel.setReadListener(null);
      connection.getOriginalSourceConduit().suspendReads();
    }
  }
}
