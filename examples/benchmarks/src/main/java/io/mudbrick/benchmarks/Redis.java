package io.mudbrick.benchmarks;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A redis-server of this machine on loopback, without persistence, and one connection to it. */
final class Redis implements AutoCloseable {
  static final String NAME = "Redis HGETALL on loopback";

  private final Process process;
  private final Socket socket;
  private final OutputStream out;
  private final DataInputStream in;

  private Redis(Process process, int port) throws IOException, InterruptedException {
    this.process = process;
    this.socket = connect(port);
    socket.setTcpNoDelay(true);
    this.out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
  }

  /** Nothing where redis-server is not installed. */
  static Optional<Redis> start() throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try {
      Process process =
          new ProcessBuilder(
                  "redis-server",
                  "--port",
                  Integer.toString(port),
                  "--bind",
                  "127.0.0.1",
                  "--save",
                  "",
                  "--appendonly",
                  "no")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return Optional.of(new Redis(process, port));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Socket connect(int port) throws IOException, InterruptedException {
    for (int tries = 0; ; tries++) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (IOException e) {
        if (tries == 100) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
  }

  /** Puts a hash of features, without waiting for the answer. */
  void send(String... words) throws IOException {
    out.write(("*" + words.length + "\r\n").getBytes(StandardCharsets.UTF_8));
    for (String word : words) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.write(bytes);
      out.write("\r\n".getBytes(StandardCharsets.UTF_8));
    }
  }

  void flush() throws IOException {
    out.flush();
  }

  /** An answer: the words of a list, or the one word. */
  List<@Nullable String> answer() throws IOException {
    String head = line();
    if (head.charAt(0) != '*') {
      return List.of(word(head));
    }
    int count = Integer.parseInt(head.substring(1));
    List<@Nullable String> words = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      words.add(word(line()));
    }
    return words;
  }

  private String word(String head) throws IOException {
    if (head.charAt(0) != '$') {
      return head;
    }
    byte[] bytes = new byte[Integer.parseInt(head.substring(1))];
    in.readFully(bytes);
    in.readByte();
    in.readByte();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.readByte(); c != '\r'; c = in.readByte()) {
      line.append((char) c);
    }
    in.readByte();
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    process.destroy();
  }
}
