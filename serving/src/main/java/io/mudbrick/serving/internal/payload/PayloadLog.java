package io.mudbrick.serving.internal.payload;

import io.mudbrick.platform.journal.Journal;
import io.mudbrick.serving.InferenceTable;
import io.mudbrick.serving.internal.jdbc.EndpointRow;
import java.util.ArrayList;
import java.util.List;
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
    Payload payload =
        new Payload(
            row.workspaceId(),
            row.creatorId(),
            row.name(),
            table.fullName(row.name()),
            table.layout().name(),
            table.sampling(),
            exchange.requestId(),
            exchange.clientRequestId(),
            exchange.at().toEpochMilli(),
            exchange.requester(),
            exchange.entityId(),
            exchange.model(),
            exchange.status(),
            exchange.millis(),
            kept(exchange.request(), "MAX_REQUEST_SIZE_EXCEEDED", errors),
            kept(exchange.response(), "MAX_RESPONSE_SIZE_EXCEEDED", errors),
            errors);
    journal.append(TOPIC, row.metastoreId(), payload);
  }

  private static @Nullable String kept(String text, String error, List<String> errors) {
    if (text.length() <= MAX_CHARS) {
      return text;
    }
    errors.add(error);
    return null;
  }
}
