package io.mudbrick.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run is, without what was logged to it.
 *
 * @param userId who started it, as the client said
 * @param endTime {@code null} while it is running
 * @param artifactUri where its artifacts are, such as {@code mlflow-artifacts:/0/<run>/artifacts}
 */
public record RunInfo(
    String runId,
    String runName,
    String experimentId,
    String userId,
    RunStatus status,
    Instant startTime,
    @Nullable Instant endTime,
    String artifactUri,
    LifecycleStage lifecycleStage) {}
