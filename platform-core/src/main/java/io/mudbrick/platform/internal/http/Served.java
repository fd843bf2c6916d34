package io.mudbrick.platform.internal.http;

import io.mudbrick.platform.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What a request came to, for the access log and the metrics.
 *
 * @param path as it was sent, without the query, which may hold secrets
 * @param route the template that matched, or null
 * @param caller null when nobody was admitted
 * @param nanos from the first byte read to the last one written
 */
public record Served(
    String requestId,
    String method,
    String path,
    @Nullable String route,
    int status,
    long bytes,
    long nanos,
    String address,
    @Nullable Caller caller) {}
