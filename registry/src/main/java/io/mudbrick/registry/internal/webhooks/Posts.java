package io.mudbrick.registry.internal.webhooks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Posts to an address that was looked at before, which no HTTP client of the JDK lets one say. A
 * redirection is an answer like any other: it is not followed. Over TLS the certificate must be of
 * the host in the URI. Thread-safe.
 */
final class Posts implements AutoCloseable {

  /**
   * A receiver's answer.
   *
   * @param retryAfter what it asked for, in seconds; null if nothing
   * @param body its beginning
   */
  record Answer(int status, @Nullable Long retryAfter, String body) {}

  private final Duration patience;
  private final Supplier<SSLSocketFactory> tls;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * @param patience for all of a call together
   * @param tls knows which certificates to trust; asked for when it is needed, as that takes time
   */
  Posts(Duration patience, Supplier<SSLSocketFactory> tls) {
    this.patience = patience;
    this.tls = tls;
  }

  Answer post(URI uri, InetAddress address, Map<String, String> headers, byte[] body)
      throws IOException {
    long end = System.nanoTime() + patience.toNanos();
    try (Socket plain = new Socket()) {
      open.add(plain);
      try {
        plain.connect(new InetSocketAddress(address, Targets.port(uri)), left(end));
        plain.setSoTimeout(left(end));
        Socket socket = "https".equals(uri.getScheme()) ? secured(plain, uri) : plain;
        socket.getOutputStream().write(head(uri, headers, body.length));
        socket.getOutputStream().write(body);
        socket.getOutputStream().flush();
        return AnswerReader.read(
            new Hurried(new BufferedInputStream(socket.getInputStream()), plain, end));
      } finally {
        open.remove(plain);
      }
    }
  }

  private Socket secured(Socket plain, URI uri) throws IOException {
    SSLSocket socket =
        (SSLSocket) tls.get().createSocket(plain, uri.getHost(), Targets.port(uri), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static byte[] head(URI uri, Map<String, String> headers, int length) {
    String query = uri.getRawQuery();
    StringBuilder head = new StringBuilder("POST ");
    head.append(URI.create(uri.getRawPath() + (query == null ? "" : "?" + query)).toASCIIString());
    head.append(" HTTP/1.1\r\nHost: ").append(uri.getHost());
    if (uri.getPort() >= 0) {
      head.append(':').append(uri.getPort());
    }
    head.append("\r\nUser-Agent: mudbrick\r\nAccept: */*\r\nConnection: close\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(length).append("\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static int left(long end) throws SocketTimeoutException {
    long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
    if (millis <= 0) {
      throw new SocketTimeoutException("The receiver took too long");
    }
    return (int) millis;
  }

  /** Breaks off what is under way. */
  @Override
  public void close() throws IOException {
    for (Socket socket : open) {
      socket.close();
    }
  }

  /** Input that ends with an exception when time is up, however slowly it drips. */
  private static final class Hurried extends InputStream {
    private final InputStream in;
    private final Socket socket;
    private final long end;

    Hurried(InputStream in, Socket socket, long end) {
      this.in = in;
      this.socket = socket;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      socket.setSoTimeout(left(end));
      return in.read();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      socket.setSoTimeout(left(end));
      return in.read(into, from, length);
    }
  }
}
