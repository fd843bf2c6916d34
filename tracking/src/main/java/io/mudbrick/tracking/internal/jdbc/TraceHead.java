package io.mudbrick.tracking.internal.jdbc;

import io.mudbrick.tracking.traces.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * The row of a trace, as far as those need it who add to a trace.
 *
 * @param start milliseconds since 1970
 * @param duration milliseconds
 */
public record TraceHead(
    long number,
    String traceId,
    long experiment,
    long start,
    @Nullable Long duration,
    TraceState state,
    boolean usageGiven,
    boolean costGiven) {}
