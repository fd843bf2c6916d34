package io.mudbrick.platform.events;

import io.mudbrick.platform.Caller;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Published when a run is shown together with the model versions that were made of it; whoever
 * keeps versions hands those that the caller may see to {@code found}.
 */
public record VersionsOfRun(String runId, Caller caller, Consumer<Version> found) {

  /**
   * A model's version, named as MLflow names it.
   *
   * @param source where its files were taken from
   */
  public record Version(
      String name,
      String version,
      String status,
      @Nullable String source,
      Instant creationTimestamp) {}
}
