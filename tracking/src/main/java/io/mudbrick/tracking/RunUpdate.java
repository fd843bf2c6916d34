package io.mudbrick.tracking;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What changes about a run; {@code null} leaves a thing as it is. */
public record RunUpdate(
    @Nullable RunStatus status, @Nullable Instant endTime, @Nullable String name) {}
