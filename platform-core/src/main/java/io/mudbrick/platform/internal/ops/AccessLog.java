package io.mudbrick.platform.internal.ops;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.internal.http.Served;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each request, in {@code access.log}. When the file is full it becomes {@code
 * access.log.1}, that one {@code .2}, and so on; the oldest goes. A thread of its own writes, so
 * that no request waits for the file; it is not the audit, and a kill may cost its last lines.
 */
public final class AccessLog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
  private static final int WAITING_LINES = 10_000;
  private static final int LONGEST_WORD = 500;
  private static final int BATCH = 500;
  private static final long TENTH = 100_000;

  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(WAITING_LINES);
  private final Path file;
  private final Clock clock;
  private final long largest;
  private final int kept;
  private final Thread thread;
  private volatile boolean closed;

  /** In {@code folder}, five files of 10 MB. */
  public AccessLog(Path folder, Clock clock) {
    this(folder, clock, 10L << 20, 5);
  }

  AccessLog(Path folder, Clock clock, long largest, int kept) {
    this.file = folder.resolve("access.log");
    this.clock = clock;
    this.largest = largest;
    this.kept = kept;
    this.thread = new Thread(this::run, "mudbrick-access-log");
    thread.setDaemon(true);
    thread.start();
  }

  /** Adds a request's line; when the disk cannot keep up, it is dropped. */
  public void add(Served served) {
    lines.offer(line(served));
  }

  /** Time, status, milliseconds, method, path, bytes, who, workspace, from where, request id. */
  private String line(Served served) {
    Caller caller = served.caller();
    return String.join(
        " ",
        clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
        Integer.toString(served.status()),
        tenths(served.nanos()) + "ms",
        word(served.method()),
        word(served.path()),
        served.bytes() + "B",
        word(caller == null ? null : caller.principal().name()),
        word(caller == null ? null : caller.workspaceId()),
        word(served.address()),
        served.requestId());
  }

  /** Milliseconds with one digit behind the point. */
  private static String tenths(long nanos) {
    long tenths = (nanos + TENTH / 2) / TENTH;
    return tenths / 10 + "." + tenths % 10;
  }

  /** Text that cannot end the line or pass for two words, whatever a client sent. */
  private static String word(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "-";
    }
    if (isPlain(text)) {
      return text;
    }
    StringBuilder word = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_WORD)
        .forEach(
            c -> {
              if (c <= ' ' || c == 0x7f || Character.isISOControl(c)) {
                word.append(String.format(Locale.ROOT, "%%%02X", c));
              } else {
                word.appendCodePoint(c);
              }
            });
    return word.toString();
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return text.length() <= LONGEST_WORD;
  }

  private void run() {
    List<String> batch = new ArrayList<>();
    while (!closed || !lines.isEmpty()) {
      try {
        String first = lines.poll(1, TimeUnit.SECONDS);
        if (first == null) {
          continue;
        }
        batch.add(first);
      } catch (InterruptedException wakeUp) {
        continue; // close() interrupts so that an idle writer looks at the flag
      }
      lines.drainTo(batch, BATCH);
      try {
        write(batch);
      } catch (IOException | RuntimeException e) {
        LOG.warn("{} lines of the access log are lost", batch.size(), e);
      }
      batch.clear();
    }
  }

  private void write(List<String> batch) throws IOException {
    if (Files.exists(file) && Files.size(file) >= largest) {
      rotate();
    }
    try (BufferedWriter out =
        Files.newBufferedWriter(
            file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line : batch) {
        out.write(line);
        out.write('\n');
      }
    }
  }

  private void rotate() throws IOException {
    for (int i = kept - 1; i > 0; i--) {
      Path older = i == 1 ? file : numbered(i - 1);
      if (Files.exists(older)) {
        Files.move(older, numbered(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path numbered(int i) {
    return file.resolveSibling("access.log." + i);
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
