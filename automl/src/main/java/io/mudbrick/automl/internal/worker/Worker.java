package io.mudbrick.automl.internal.worker;

import io.mudbrick.automl.internal.train.Allowance;
import io.mudbrick.automl.internal.train.Fitted;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** A process that fits one candidate after the other. Not thread-safe. */
final class Worker implements AutoCloseable {
  /** How often it is looked whether the time is over. */
  private static final long LOOK_MILLIS = 20;

  /** Every so many looks memory and work are looked at, for which some systems start a process. */
  private static final int RARE_LOOKS = 10;

  private static final long LAST_SECONDS = 5;
  private static final long MEGABYTE = 1 << 20;

  /** How a JVM ends that ran out of its heap. */
  private static final int OUT_OF_HEAP = 3;

  /** By SIGABRT, as a JVM ends in which native code crashed. */
  private static final int ABORTED = 128 + 6;

  private static final int KILLED = 128 + 9;
  private static final int SEGMENTATION_FAULT = 128 + 11;

  private final Process process;
  private final DataOutputStream orders;
  private final DataInputStream answers;
  private final ProcessLimits limits;
  private final LongConsumer worked;
  private long counted;
  private boolean closed;

  private Worker(Process process, ProcessLimits limits, LongConsumer worked) {
    this.process = process;
    this.worked = worked;
    this.orders =
        new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), 1 << 16));
    this.answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), 1 << 16));
    this.limits = limits;
  }

  /**
   * Starts a process of this JVM's kind and class path.
   *
   * @param main the class that it runs
   * @param worked hears what more of a processor it took
   */
  static Worker start(String main, ProcessLimits limits, LongConsumer worked) {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + limits.heap() / MEGABYTE + "m",
                    "-XX:+UseSerialGC",
                    "-XX:+ExitOnOutOfMemoryError",
                    // What a crash leaves is no litter for the directory that this process works
                    // in.
                    "-XX:-CreateCoredumpOnCrash",
                    "-XX:ErrorFile="
                        + System.getProperty("java.io.tmpdir")
                        + "/mudbrick-worker-%p.log",
                    "-cp",
                    System.getProperty("java.class.path"),
                    main))
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    // Threads of OpenMP's would spin where trials run beside each other.
    builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1", "OMP_WAIT_POLICY", "PASSIVE"));
    try {
      return new Worker(builder.start(), limits, worked);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it can fit more. */
  boolean isAlive() {
    return !closed && process.isAlive();
  }

  /**
   * Has an order fitted.
   *
   * @throws WorkerFailure when it cannot be; the process is gone then, or as good as new
   */
  Fitted fit(Wire.Order order, Allowance allowance) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    CompletableFuture<Fitted> answer = new CompletableFuture<>();
    // A process that does not read would hold whoever writes to it.
    Thread talk = new Thread(() -> talk(order, sent, answer), "automl-worker");
    talk.setDaemon(true);
    talk.start();
    try {
      return await(sent, answer, allowance);
    } catch (IOException e) {
      throw ended(e);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new WorkerFailure("interrupted", e);
    }
  }

  private Fitted await(
      CompletableFuture<Void> sent, CompletableFuture<Fitted> answer, Allowance allowance)
      throws IOException, InterruptedException {
    long end = Long.MAX_VALUE;
    boolean told = false;
    for (int look = 1; ; look++) {
      try {
        Fitted fitted = answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        tellWork();
        return fitted;
      } catch (TimeoutException e) {
        if (end == Long.MAX_VALUE && allowance.over().getAsBoolean()) {
          end = System.nanoTime() + limits.grace().toNanos();
        }
        if (end != Long.MAX_VALUE && !told && sent.isDone()) {
          told = true;
          orders.write(Wire.STOP);
          orders.flush();
        }
        if (end != Long.MAX_VALUE && System.nanoTime() > end) {
          throw over(
              "The training process did not stop "
                  + limits.grace().toSeconds()
                  + " s after its time.");
        }
        if (look % RARE_LOOKS == 0) {
          tellWork();
        }
        if (look % RARE_LOOKS == 0 && tooLarge()) {
          throw over(
              "The training process took more than its "
                  + limits.memory() / MEGABYTE
                  + " MB of memory.");
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof WorkerFailure refused) {
          throw refused;
        }
        throw ended(e);
      }
    }
  }

  private void tellWork() {
    long all = process.info().totalCpuDuration().map(Duration::toNanos).orElse(counted);
    worked.accept(all - counted);
    counted = all;
  }

  private boolean tooLarge() {
    OptionalLong held = ResidentSize.of(process.pid());
    return held.isPresent() && held.getAsLong() > limits.memory();
  }

  private void talk(
      Wire.Order order, CompletableFuture<Void> sent, CompletableFuture<Fitted> answer) {
    try {
      orders.write(Wire.FIT);
      Wire.write(order, orders);
      orders.flush();
      sent.complete(null);
      int kind = answers.readUnsignedByte();
      if (kind == Wire.FITTED) {
        answer.complete(Wire.fitted(answers));
      } else if (kind == Wire.FAILED) {
        answer.completeExceptionally(new WorkerFailure(Wire.text(answers)));
      } else {
        // The last words of a JVM.
        answer.completeExceptionally(new IOException("no answer: " + kind));
      }
    } catch (IOException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private WorkerFailure over(String reason) {
    close();
    return new WorkerFailure(reason);
  }

  private WorkerFailure ended(Throwable cause) {
    try {
      // It says how it ended unless it has to be ended.
      if (!process.waitFor(LAST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      int code = process.waitFor();
      return new WorkerFailure(
          switch (code) {
            case OUT_OF_HEAP ->
                "The training process ran out of its heap of " + limits.heap() / MEGABYTE + " MB.";
            case ABORTED, SEGMENTATION_FAULT ->
                "The training process crashed in native code (exit code " + code + ").";
            case KILLED ->
                "The training process was killed from outside, as systems do that are short of"
                    + " memory (exit code "
                    + code
                    + ").";
            default -> "The training process ended with exit code " + code + ".";
          },
          cause);
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      return new WorkerFailure("The training process ended.", cause);
    }
  }

  /** Ends the process, whatever it does. */
  @Override
  public void close() {
    closed = true;
    process.destroyForcibly();
  }
}
