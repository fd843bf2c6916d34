package io.mudbrick.serving.internal.payload;

import io.mudbrick.serving.InferenceTable.Layout;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  /** By hand: a binder takes longer than all else that is done with a record. */
  static Payload of(Map<String, Object> fields) {
    return new Payload(
        text(fields, "workspace_id"),
        text(fields, "creator_id"),
        text(fields, "endpoint"),
        text(fields, "table"),
        Layout.valueOf(text(fields, "layout")),
        number(fields, "sampling").doubleValue(),
        text(fields, "request_id"),
        (String) fields.get("client_request_id"),
        number(fields, "at").longValue(),
        text(fields, "requester"),
        text(fields, "entity_id"),
        text(fields, "model"),
        number(fields, "status").intValue(),
        number(fields, "millis").longValue(),
        (String) fields.get("request"),
        (String) fields.get("response"),
        ((List<?>) required(fields, "errors")).stream().map(String::valueOf).toList());
  }

  private static String text(Map<String, Object> fields, String name) {
    return (String) required(fields, name);
  }

  private static Number number(Map<String, Object> fields, String name) {
    return (Number) required(fields, name);
  }

  private static Object required(Map<String, Object> fields, String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }
}
