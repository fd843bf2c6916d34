package io.mudbrick.serving.internal.payload;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.catalog.delta.ColumnVectorBuilder;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.serving.InferenceTable.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The product's columns, and how journalled exchanges fill them. */
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

  private static final long MICROS_PER_MILLI = 1000;
  private static final long MILLIS_PER_DAY = 86_400_000;

  private PayloadLayout() {}

  static Schema schema(Layout layout) {
    return layout == Layout.GATEWAY ? GATEWAY : AUTO_CAPTURE;
  }

  /** Exchanges as rows of a table that has their newest one's layout. */
  static ColumnBatch batch(List<Payload> payloads) {
    Layout layout = payloads.get(payloads.size() - 1).source().layout();
    return layout == Layout.GATEWAY ? gateway(payloads) : autoCapture(payloads);
  }

  private static ColumnBatch gateway(List<Payload> payloads) {
    return ColumnBatch.of(
        GATEWAY,
        texts(payloads, Payload::requestId),
        dates(payloads),
        texts(payloads, Payload::clientRequestId),
        ColumnVector.ofTimestamps(longs(payloads, each -> each.at() * MICROS_PER_MILLI)),
        statuses(payloads),
        samplings(payloads),
        ColumnVector.ofLongs(longs(payloads, Payload::millis)),
        texts(payloads, Payload::request),
        texts(payloads, Payload::response),
        nested(payloads, "logging_error_codes", each -> nullIfEmpty(each.errors())),
        texts(payloads, each -> each.source().entityId()),
        texts(payloads, each -> each.source().requester()));
  }

  private static @Nullable List<String> nullIfEmpty(List<String> errors) {
    return errors.isEmpty() ? null : errors;
  }

  private static ColumnBatch autoCapture(List<Payload> payloads) {
    return ColumnBatch.of(
        AUTO_CAPTURE,
        texts(payloads, Payload::requestId),
        texts(payloads, Payload::clientRequestId),
        dates(payloads),
        ColumnVector.ofLongs(longs(payloads, Payload::at)),
        statuses(payloads),
        samplings(payloads),
        ColumnVector.ofLongs(longs(payloads, Payload::millis)),
        texts(payloads, Payload::request),
        texts(payloads, Payload::response),
        nested(payloads, "request_metadata", each -> metadata(each.source())));
  }

  private static Map<String, String> metadata(Source source) {
    String model = source.model();
    int slash = model.lastIndexOf('/');
    return Map.of(
        "endpoint_name", source.endpoint(),
        "model_name", model.substring(0, slash),
        "model_version", model.substring(slash + 1));
  }

  private static ColumnVector texts(
      List<Payload> payloads, Function<Payload, @Nullable String> text) {
    @Nullable String[] texts = new @Nullable String[payloads.size()];
    Arrays.setAll(texts, i -> text.apply(payloads.get(i)));
    return ColumnVector.ofStrings(texts);
  }

  private static long[] longs(List<Payload> payloads, ToLongFunction<Payload> number) {
    return payloads.stream().mapToLong(number).toArray();
  }

  private static ColumnVector statuses(List<Payload> payloads) {
    return ColumnVector.ofInts(payloads.stream().mapToInt(Payload::status).toArray());
  }

  private static ColumnVector samplings(List<Payload> payloads) {
    return ColumnVector.ofDoubles(
        payloads.stream().mapToDouble(each -> each.source().sampling()).toArray());
  }

  private static ColumnVector dates(List<Payload> payloads) {
    int[] days = new int[payloads.size()];
    Arrays.setAll(days, i -> (int) Math.floorDiv(payloads.get(i).at(), MILLIS_PER_DAY));
    return ColumnVector.of(ColumnType.DATE, days, null);
  }

  private static ColumnVector nested(
      List<Payload> payloads, String name, Function<Payload, @Nullable Object> value) {
    Schema schema = GATEWAY.contains(name) ? GATEWAY : AUTO_CAPTURE;
    ColumnVectorBuilder values =
        ColumnVector.builder(schema.column(schema.indexOf(name)), payloads.size());
    payloads.forEach(each -> values.add(value.apply(each)));
    return values.build();
  }
}
