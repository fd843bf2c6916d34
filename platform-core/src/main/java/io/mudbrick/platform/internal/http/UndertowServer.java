package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.internal.http.FaultTable.Verdict;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.Options;

/** The HTTP server: the only room that knows Undertow. */
public final class UndertowServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(UndertowServer.class);
  private static final int WORKERS = 32;

  /**
   * How many there may be while others are held by what is slow: several models of the largest
   * workload, 64 requests at a time each, leave the rest to answer.
   */
  private static final int MOST_WORKERS = 256;

  /**
   * The body of a request up to which no worker waits for it: it is read as it comes. Larger ones
   * are streamed to a worker, or many connections could fill the memory before they say who they
   * are.
   */
  private static final int LARGEST_READ_AHEAD = 1 << 16;

  private final Undertow undertow;
  private final Dispatcher dispatcher;

  /** Listens; when the constructor returns, calls are answered. */
  public UndertowServer(String host, int port, RouteTable routes, Door door, Probes probes) {
    this.dispatcher = new Dispatcher(routes, door, probes);
    this.undertow =
        Undertow.builder()
            .addHttpListener(port, host)
            .setIoThreads(Math.max(2, Runtime.getRuntime().availableProcessors()))
            .setWorkerThreads(WORKERS)
            .setWorkerOption(Options.WORKER_TASK_MAX_THREADS, MOST_WORKERS)
            // Paths are decoded by us, segment by segment, so that an encoded slash stays in its
            // place; sizes are limited by us, so that artifacts may be of any size.
            .setServerOption(UndertowOptions.DECODE_URL, false)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setServerOption(UndertowOptions.ALWAYS_SET_DATE, false)
            .setHandler(exchange -> accept(dispatcher, exchange))
            .build();
    try {
      undertow.start();
    } catch (RuntimeException e) {
      throw new PlatformException(
          ErrorCode.RESOURCE_CONFLICT,
          "Cannot listen on " + host + ":" + port + ": " + rootMessage(e),
          e);
    }
  }

  /** On the connection's thread: hands the request to a worker, with its body if it is small. */
  private static void accept(Dispatcher dispatcher, HttpServerExchange exchange) {
    long length = exchange.getRequestContentLength();
    boolean small = length > 0 && length <= LARGEST_READ_AHEAD;
    if (!dispatcher.enter()) {
      exchange.dispatch(() -> send(exchange, () -> dispatcher.refuse(exchange)));
    } else if (small && !HttpContinue.requiresContinueResponse(exchange)) {
      SmallBody.read(
          exchange,
          body -> exchange.dispatch(() -> serve(dispatcher, exchange, body, null)),
          dispatcher::leave);
    } else {
      exchange.dispatch(() -> serve(dispatcher, exchange, null, null));
    }
  }

  /** Answers in the calling worker; what must wait first waits in no thread and comes back. */
  private static void serve(
      Dispatcher dispatcher,
      HttpServerExchange exchange,
      byte @Nullable [] body,
      @Nullable Verdict decided) {
    send(
        exchange,
        () -> {
          Verdict later = dispatcher.handle(exchange, body, decided);
          if (!later.delay().isZero()) {
            Runnable again = () -> resume(dispatcher, exchange, body, later.afterDelay());
            exchange
                .getIoThread()
                .executeAfter(
                    () -> exchange.getConnection().getWorker().execute(again),
                    later.delay().toMillis(),
                    TimeUnit.MILLISECONDS);
          }
        });
  }

  private static void resume(
      Dispatcher dispatcher, HttpServerExchange exchange, byte @Nullable [] body, Verdict decided) {
    if (dispatcher.enter()) {
      serve(dispatcher, exchange, body, decided);
    } else {
      send(exchange, () -> dispatcher.refuse(exchange));
    }
  }

  interface Sending {
    void run() throws IOException;
  }

  static void send(HttpServerExchange exchange, Sending reply) {
    try {
      reply.run();
    } catch (IOException clientGone) {
      exchange.endExchange();
    } catch (RuntimeException | Error e) {
      LOG.error("A reply could not be sent", e);
      exchange.endExchange();
    }
  }

  /** Loads the classes of a server by starting one that listens nowhere. */
  public static void loadAhead() {
    Undertow idle = Undertow.builder().setIoThreads(1).setWorkerThreads(1).build();
    idle.start();
    idle.stop();
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  /** The port in fact listened on. */
  public int port() {
    return ((InetSocketAddress) undertow.getListenerInfo().get(0).getAddress()).getPort();
  }

  /** How many requests are being answered. */
  public int inFlight() {
    return dispatcher.inFlight();
  }

  /** Lets the requests that are being answered finish, for some seconds, and refuses others. */
  @Override
  public void close() {
    dispatcher.drain();
    undertow.stop();
  }
}
