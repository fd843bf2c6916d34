package io.mudbrick.tracking.internal.jdbc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A record as the store has it: what users made up is JSON. */
public record StoredEvaluationRecord(
    long number,
    String recordId,
    String inputHash,
    String inputs,
    @Nullable String outputs,
    @Nullable String expectations,
    String tags,
    @Nullable String source,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String createdBy,
    @Nullable String updatedBy) {}
