package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.Comeback;
import io.mudbrick.platform.internal.snapshot.Calls;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import org.jspecify.annotations.Nullable;

/** Goes on with a request in a worker, and hears of a client that hangs up before. */
final class ConnectionComeback implements Comeback {
  private final HttpServerExchange exchange;
  private final Door door;
  private final @Nullable Caller caller;
  private @Nullable HangUp watch;

  ConnectionComeback(HttpServerExchange exchange, Door door, @Nullable Caller caller) {
    this.exchange = exchange;
    this.door = door;
    this.caller = caller;
  }

  @Override
  public void execute(Runnable work) {
    stopWatching();
    exchange.getConnection().getWorker().execute(() -> run(work));
  }

  /** The request runs again, as its worker's call did that made way. */
  private void run(Runnable work) {
    Calls.Inside inside = caller == null ? null : door.enter(caller);
    try {
      work.run();
    } finally {
      if (inside != null) {
        inside.close();
      }
    }
  }

  @Override
  public synchronized void ifGone(Runnable action) {
    // HTTP/2 shares the connection between requests: its end says nothing that is worth a watch.
    if (watch == null && exchange.getConnection() instanceof HttpServerConnection connection) {
      watch = new HangUp(connection, action);
      watch.begin();
    }
  }

  private synchronized void stopWatching() {
    if (watch != null) {
      watch.end();
      watch = null; // a call may wait again, for something else
    }
  }
}
