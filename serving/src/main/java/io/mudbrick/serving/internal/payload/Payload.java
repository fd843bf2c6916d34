package io.mudbrick.serving.internal.payload;

import io.mudbrick.serving.InferenceTable.Layout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exchange on its way to its table, as the journal holds it.
 *
 * @param table the full name
 * @param creatorId the principal that the endpoint runs as, who writes the table
 * @param layout the name of the {@link Layout}: texts are read fastest
 * @param request null when it is too large to be kept
 */
record Payload(
    String workspaceId,
    String creatorId,
    String endpoint,
    String table,
    String layout,
    double sampling,
    String requestId,
    @Nullable String clientRequestId,
    long at,
    String requester,
    String entityId,
    String model,
    int status,
    long millis,
    @Nullable String request,
    @Nullable String response,
    List<String> errors) {}
