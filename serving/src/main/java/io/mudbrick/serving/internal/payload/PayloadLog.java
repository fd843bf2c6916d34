package io.mudbrick.serving.internal.payload;

import io.mudbrick.platform.journal.Journal;
import io.mudbrick.serving.InferenceTable;
import io.mudbrick.serving.internal.jdbc.EndpointRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts an endpoint's exchanges on record before they are answered. Thread-safe.
 *
 * @param row the endpoint
 * @param table where they are to end up
 */
public record PayloadLog(Journal journal, EndpointRow row, InferenceTable table) {
  static final String TOPIC = "inference";

  /** What is larger is not kept, as in the product. */
  private static final int MAX_CHARS = 1 << 20;

  /** Whether a request is in the sample: its id decides, so shadows are sampled alike. */
  public boolean samples(String requestId) {
    return table.sampling() >= 1
        || Math.floorMod(requestId.hashCode() * 0x9E3779B1, 1_000_000) < table.sampling() * 1e6;
  }

  public void write(Exchange exchange) {
    List<String> errors = new ArrayList<>();
    Map<String, Object> fields = new HashMap<>();
    fields.put("workspace_id", row.workspaceId());
    fields.put("creator_id", row.creatorId());
    fields.put("endpoint", row.name());
    fields.put("table", table.fullName(row.name()));
    fields.put("layout", table.layout().name());
    fields.put("sampling", table.sampling());
    fields.put("request_id", exchange.requestId());
    put(fields, "client_request_id", exchange.clientRequestId());
    fields.put("at", exchange.at().toEpochMilli());
    fields.put("requester", exchange.requester());
    fields.put("entity_id", exchange.entityId());
    fields.put("model", exchange.model());
    fields.put("status", exchange.status());
    fields.put("millis", exchange.millis());
    put(fields, "request", kept(exchange.request(), "MAX_REQUEST_SIZE_EXCEEDED", errors));
    put(fields, "response", kept(exchange.response(), "MAX_RESPONSE_SIZE_EXCEEDED", errors));
    fields.put("errors", errors);
    journal.append(TOPIC, row.metastoreId(), fields);
  }

  private static void put(Map<String, Object> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  private static @Nullable String kept(String text, String error, List<String> errors) {
    if (text.length() <= MAX_CHARS) {
      return text;
    }
    errors.add(error);
    return null;
  }
}
