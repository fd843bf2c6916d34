package io.mudbrick.serving.internal.payload;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.serving.InferenceTable.Layout;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The product's columns, and how a journalled exchange fills them. */
final class PayloadLayout {
  private static final Schema GATEWAY =
      Schema.builder()
          .column("databricks_request_id", ColumnType.STRING)
          .column("request_date", ColumnType.DATE)
          .column("client_request_id", ColumnType.STRING)
          .column("request_time", ColumnType.TIMESTAMP)
          .column("status_code", ColumnType.INT)
          .column("sampling_fraction", ColumnType.DOUBLE)
          .column("execution_duration_ms", ColumnType.LONG)
          .column("request", ColumnType.STRING)
          .column("response", ColumnType.STRING)
          .column("logging_error_codes", ColumnType.array(ColumnType.STRING))
          .column("served_entity_id", ColumnType.STRING)
          .column("requester", ColumnType.STRING)
          .build();

  private static final Schema AUTO_CAPTURE =
      Schema.builder()
          .column("databricks_request_id", ColumnType.STRING)
          .column("client_request_id", ColumnType.STRING)
          .column("date", ColumnType.DATE)
          .column("timestamp_ms", ColumnType.LONG)
          .column("status_code", ColumnType.INT)
          .column("sampling_fraction", ColumnType.DOUBLE)
          .column("execution_time_ms", ColumnType.LONG)
          .column("request", ColumnType.STRING)
          .column("response", ColumnType.STRING)
          .column("request_metadata", ColumnType.map(ColumnType.STRING, ColumnType.STRING))
          .build();

  private PayloadLayout() {}

  static Schema schema(Layout layout) {
    return layout == Layout.GATEWAY ? GATEWAY : AUTO_CAPTURE;
  }

  static Row row(Payload payload) {
    return Layout.valueOf(payload.layout()) == Layout.GATEWAY
        ? gateway(payload)
        : autoCapture(payload);
  }

  private static Row gateway(Payload payload) {
    Instant at = Instant.ofEpochMilli(payload.at());
    return Row.of(
        GATEWAY,
        payload.requestId(),
        LocalDate.ofInstant(at, ZoneOffset.UTC),
        payload.clientRequestId(),
        at,
        payload.status(),
        payload.sampling(),
        payload.millis(),
        payload.request(),
        payload.response(),
        errors(payload),
        payload.entityId(),
        payload.requester());
  }

  private static @Nullable List<String> errors(Payload payload) {
    return payload.errors().isEmpty() ? null : payload.errors();
  }

  private static Row autoCapture(Payload payload) {
    return Row.of(
        AUTO_CAPTURE,
        payload.requestId(),
        payload.clientRequestId(),
        LocalDate.ofInstant(Instant.ofEpochMilli(payload.at()), ZoneOffset.UTC),
        payload.at(),
        payload.status(),
        payload.sampling(),
        payload.millis(),
        payload.request(),
        payload.response(),
        Map.of(
            "endpoint_name", payload.endpoint(),
            "model_name", payload.model().substring(0, payload.model().lastIndexOf('/')),
            "model_version", payload.model().substring(payload.model().lastIndexOf('/') + 1)));
  }
}
