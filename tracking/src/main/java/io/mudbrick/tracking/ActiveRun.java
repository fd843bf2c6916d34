package io.mudbrick.tracking;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Json;
import java.awt.image.RenderedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.imageio.ImageIO;

/**
 * A run that is going on; see {@link Tracking#startRun(NewRun)}. Closing it ends it as {@code
 * FINISHED} unless {@link #end} said otherwise. Thread-safe: several threads may log to it.
 */
public final class ActiveRun implements AutoCloseable {
  private final Tracking tracking;
  private final Run started;

  /** What goes on beside the run and has to come to its end before it. */
  private final Deque<AutoCloseable> beside = new ArrayDeque<>();

  private boolean ended;

  ActiveRun(Tracking tracking, Run started) {
    this.tracking = tracking;
    this.started = started;
  }

  public String runId() {
    return started.runId();
  }

  public String experimentId() {
    return started.info().experimentId();
  }

  public String runName() {
    return started.info().runName();
  }

  /** The platform's time, in epoch milliseconds. */
  long now() {
    return tracking.now().toEpochMilli();
  }

  /** The run as it now stands in the store. */
  public Run current() {
    return tracking.getRun(runId());
  }

  /** Logs a metric at step 0. */
  public void log(String metric, double value) {
    log(metric, value, 0);
  }

  public void log(String metric, double value, long step) {
    log(Map.of(metric, value), step);
  }

  /** Logs several metrics at one step, in one write. */
  public void log(Map<String, Double> metrics, long step) {
    long now = now();
    log(
        LogBatch.ofMetrics(
            metrics.entrySet().stream()
                .map(entry -> Metric.of(entry.getKey(), entry.getValue(), now, step))
                .toList()));
  }

  /** Logs a batch as it is. */
  public void log(LogBatch batch) {
    tracking.logBatch(runId(), batch);
  }

  /** Logs a param; its value is kept as text and cannot change. */
  public void param(String key, Object value) {
    params(Map.of(key, value));
  }

  /** Logs up to 100 params in one write. */
  public void params(Map<String, ?> params) {
    log(
        LogBatch.ofParams(
            params.entrySet().stream()
                .map(entry -> new Param(entry.getKey(), String.valueOf(entry.getValue())))
                .toList()));
  }

  public void tag(String key, String value) {
    tracking.setTag(runId(), key, value);
  }

  /** Stores an artifact. */
  public void artifact(String path, byte[] content) {
    tracking.logArtifact(runId(), path, new ByteArrayInputStream(content));
  }

  /** Stores text as an artifact, in UTF-8. */
  public void text(String path, String text) {
    artifact(path, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Stores maps, lists, records, texts and numbers as an artifact of JSON.
   *
   * @param path such as {@code config.json}
   */
  public void json(String path, Object value) {
    artifact(path, Json.bytes(value));
  }

  /**
   * Stores rows as a table, which MLflow's UI shows and {@code mlflow.load_table} reads.
   *
   * @param path such as {@code predictions.json}
   * @param rows the columns are all the keys in their order of appearance; a missing value is null
   */
  public void table(String path, List<? extends Map<String, ?>> rows) {
    json(path, LoggedTable.of(rows));
    synchronized (this) {
      String known = current().tag(LoggedTable.TAG).orElse("[]");
      tag(LoggedTable.TAG, LoggedTable.added(known, path));
    }
  }

  /**
   * Stores a picture, in PNG.
   *
   * @param path such as {@code confusion.png}
   */
  public void image(String path, RenderedImage picture) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(picture, "png", png)) {
        throw new IllegalArgumentException("the JDK cannot write this picture as PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    artifact(path, png.toByteArray());
  }

  /** Stores a local file as an artifact. */
  public void artifact(String path, Path localFile) {
    try (InputStream content = Files.newInputStream(localFile)) {
      tracking.logArtifact(runId(), path, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stores a local directory below a path of the run's artifacts. */
  public void artifacts(String path, Path localDirectory) {
    tracking.logArtifacts(runId(), path, localDirectory);
  }

  /** Stores a model directory; see {@link Artifacts#logModel}. */
  public LoggedModel logModel(String name, Path localDirectory) {
    return tracking.logModel(runId(), name, localDirectory);
  }

  /** Starts a run nested below this one. */
  public ActiveRun child(String name) {
    return tracking.startRun(NewRun.in(experimentId()).name(name).parent(runId()).build());
  }

  /**
   * Logs metrics in the background, many to a write; closing the run waits for it.
   *
   * @see MetricBuffer
   */
  public synchronized MetricBuffer buffer() {
    MetricBuffer buffer = new MetricBuffer(this, this::logAll);
    beside.push(buffer);
    return buffer;
  }

  synchronized void watchSystem(Supplier<Map<String, Double>> gauges, SystemMetrics.Ticker ticker) {
    beside.push(new SystemMetrics(this, gauges, ticker));
  }

  /**
   * Ends the run now; closing it afterwards changes nothing. What waits in buffers is written
   * first.
   *
   * @throws PlatformException what a buffer's write threw: the run is {@code FAILED} then
   */
  public synchronized void end(RunStatus status) {
    if (!status.isTerminal()) {
      throw new IllegalArgumentException("a run does not end as " + status);
    }
    try {
      while (!beside.isEmpty()) {
        beside.pop().close();
      }
    } catch (RuntimeException e) {
      fail(e);
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("What goes on beside the run cannot be ended", e);
    }
    set(status);
  }

  private void set(RunStatus status) {
    tracking.updateRun(runId(), new RunUpdate(status, tracking.now(), null));
    ended = true;
  }

  /** Ends the run as failed, whatever else fails: the reason is what the caller has to hear of. */
  synchronized void fail(Throwable reason) {
    while (!beside.isEmpty()) {
      closeQuietly(beside.pop(), reason);
    }
    closeQuietly(() -> set(RunStatus.FAILED), reason);
  }

  private static void closeQuietly(AutoCloseable resource, Throwable reason) {
    try {
      resource.close();
    } catch (Exception e) {
      if (e != reason) {
        reason.addSuppressed(e);
      }
    }
  }

  /**
   * @throws PlatformException when the run was deleted meanwhile
   */
  @Override
  public synchronized void close() {
    if (!ended) {
      end(RunStatus.FINISHED);
    }
  }

  /** Logs metrics at their own steps and times, in as many writes as the limits ask for. */
  public void logAll(List<Metric> metrics) {
    for (int from = 0; from < metrics.size(); from += LogBatch.MAX_METRICS) {
      int to = Math.min(from + LogBatch.MAX_METRICS, metrics.size());
      log(LogBatch.ofMetrics(metrics.subList(from, to)));
    }
  }
}
