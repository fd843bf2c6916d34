package io.mudbrick.serving.internal.payload;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A request and what became of it.
 *
 * @param clientRequestId what the caller calls it, if anything
 * @param requester the caller's name
 * @param response the answer's or the error's JSON
 */
public record Exchange(
    String requestId,
    @Nullable String clientRequestId,
    Instant at,
    String requester,
    String entityId,
    String model,
    int status,
    long millis,
    String request,
    String response) {}
