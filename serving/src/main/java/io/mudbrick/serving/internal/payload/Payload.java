package io.mudbrick.serving.internal.payload;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exchange as it came out of the journal.
 *
 * @param at when it came, in milliseconds since 1970
 * @param request null when it is too large to be kept
 * @param errors why something was not kept
 */
record Payload(
    Source source,
    String requestId,
    @Nullable String clientRequestId,
    long at,
    int status,
    long millis,
    @Nullable String request,
    @Nullable String response,
    List<String> errors) {}
