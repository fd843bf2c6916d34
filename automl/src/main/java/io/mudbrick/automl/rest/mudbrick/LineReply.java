package io.mudbrick.automl.rest.mudbrick;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.json.Json;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work that tells of itself a line of JSON at a time. What is refused before there is a line is
 * answered as everywhere; what fails later, in the last line.
 */
final class LineReply {
  private static final long BEAT_MILLIS = 500;

  /** So that who went away is noticed while a long trial has nothing to tell. */
  private static final Map<String, Object> BEAT = Map.of("event", "working");

  private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
  private final AtomicBoolean gone = new AtomicBoolean();

  private final Thread worker;

  private LineReply(String name, Consumer<AutoMlRoutes.Out> work) {
    this.worker = new Thread(() -> run(work), name);
    this.worker.setDaemon(true);
  }

  /**
   * What the working thread says.
   *
   * @param line null at the end
   */
  private record Said(@Nullable Map<String, Object> line, @Nullable RuntimeException error) {}

  static HttpReply of(String name, Consumer<AutoMlRoutes.Out> work) {
    LineReply reply = new LineReply(name, work);
    reply.worker.start();
    Said first = reply.first();
    if (first.error() != null) {
      throw first.error();
    }
    return HttpReply.stream("application/x-ndjson", -1, out -> reply.write(first, out));
  }

  private void run(Consumer<AutoMlRoutes.Out> work) {
    try {
      work.accept(this::say);
      said.add(new Said(null, null));
    } catch (PlatformException e) {
      said.add(new Said(Lines.error(e.code().name(), e.message()), e));
    } catch (RuntimeException e) {
      said.add(new Said(Lines.error("INTERNAL_ERROR", e.toString()), e));
    } catch (OutOfMemoryError e) {
      String message = "The server's memory does not suffice.";
      said.add(new Said(Lines.error("RESOURCE_EXHAUSTED", message), new IllegalStateException(e)));
    } catch (Error e) { // whoever waits for a line must hear of every end
      said.add(new Said(Lines.error("INTERNAL_ERROR", e.toString()), new IllegalStateException(e)));
    }
  }

  private void say(Map<String, Object> line) {
    if (gone.get()) {
      throw AutoMlErrors.interrupted();
    }
    said.add(new Said(line, null));
  }

  private Said first() {
    try {
      return said.take();
    } catch (InterruptedException e) {
      leave();
      Thread.currentThread().interrupt();
      throw AutoMlErrors.interrupted();
    }
  }

  private void write(Said first, OutputStream out) throws IOException {
    try {
      Said next = first;
      while (next.line() != null) {
        out.write(Json.bytes(next.line()));
        out.write('\n');
        out.flush();
        if (next.error() != null) {
          return;
        }
        Said polled = said.poll(BEAT_MILLIS, TimeUnit.MILLISECONDS);
        next = polled == null ? new Said(BEAT, null) : polled;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    } finally {
      leave();
    }
  }

  /** A trial may have nothing to say for long, and yet should end. */
  private void leave() {
    gone.set(true);
    worker.interrupt();
  }
}
