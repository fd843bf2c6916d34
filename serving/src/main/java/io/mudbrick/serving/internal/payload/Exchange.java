package io.mudbrick.serving.internal.payload;

import org.jspecify.annotations.Nullable;

/**
 * A request and what became of it.
 *
 * @param clientRequestId what the caller calls it, if anything
 * @param at when it came, in milliseconds since 1970
 * @param request its body, in UTF-8
 * @param response the answer's or the error's JSON, in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // on its way to the journal, never compared
public record Exchange(
    String requestId,
    @Nullable String clientRequestId,
    long at,
    int status,
    long millis,
    byte[] request,
    byte[] response) {}
