package io.mudbrick.tracking;

import io.mudbrick.platform.PlatformException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A run that is going on; see {@link Tracking#startRun(NewRun)}. Closing it ends it as {@code
 * FINISHED} unless {@link #end} said otherwise. Thread-safe: several threads may log to it.
 */
public final class ActiveRun implements AutoCloseable {
  private final Tracking tracking;
  private final Run started;
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
    long now = tracking.now().toEpochMilli();
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

  /** Ends the run now; closing it afterwards changes nothing. */
  public synchronized void end(RunStatus status) {
    if (!status.isTerminal()) {
      throw new IllegalArgumentException("a run does not end as " + status);
    }
    Instant now = tracking.now();
    tracking.updateRun(runId(), new RunUpdate(status, now, null));
    ended = true;
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
