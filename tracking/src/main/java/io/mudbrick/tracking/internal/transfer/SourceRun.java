package io.mudbrick.tracking.internal.transfer;

import io.mudbrick.tracking.Metric;
import io.mudbrick.tracking.Run;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run in a source.
 *
 * @param run without metrics
 * @param artifacts its folder; {@code null} when there is none that may be read
 * @param artifactUri where its artifacts are as the source says
 */
public record SourceRun(Run run, Points points, @Nullable Path artifacts, String artifactUri) {

  /** The points of its metrics, read when they are asked for. */
  @FunctionalInterface
  public interface Points {
    void forEach(Consumer<Metric> consumer) throws BrokenSourceException;
  }
}
