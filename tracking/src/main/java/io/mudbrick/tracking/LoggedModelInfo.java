package io.mudbrick.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a logged model is.
 *
 * @param modelId {@code m-} and 32 hexadecimal digits
 * @param artifactUri where its files are
 * @param sourceRunId the run that made it
 * @param modelType such as {@code classifier}; free text
 */
public record LoggedModelInfo(
    String modelId,
    String experimentId,
    String name,
    LoggedModelStatus status,
    Instant creationTime,
    Instant lastUpdatedTime,
    String artifactUri,
    @Nullable String sourceRunId,
    @Nullable String modelType) {}
