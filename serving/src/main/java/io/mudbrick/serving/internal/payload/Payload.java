package io.mudbrick.serving.internal.payload;

import io.mudbrick.platform.json.Json;
import io.mudbrick.serving.InferenceTable.Layout;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exchange on its way from the journal to its table.
 *
 * @param table the full name
 * @param creatorId the principal that the endpoint runs as, who writes the table
 * @param request null when it is too large to be kept
 */
record Payload(
    String workspaceId,
    String creatorId,
    String endpoint,
    String table,
    Layout layout,
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
    List<String> errors) {

  static Payload of(Map<String, Object> fields) {
    return Json.convert(fields, Payload.class);
  }
}
