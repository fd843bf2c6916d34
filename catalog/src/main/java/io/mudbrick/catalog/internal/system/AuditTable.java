package io.mudbrick.catalog.internal.system;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.journal.JournalRecord;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code system.access.audit}: the product's columns, and behind them two of ours, {@code
 * metastore_id} and {@code source}, {@code rest} or {@code java}.
 */
final class AuditTable {
  private static final ColumnType IDENTITY = strings("email", "subject_name");
  private static final Schema RESPONSE =
      Schema.builder()
          .column("status_code", ColumnType.INT)
          .column("error_message", ColumnType.STRING)
          .column("result", ColumnType.STRING)
          .build();
  private static final Schema SCHEMA =
      Schema.builder()
          .column("version", ColumnType.STRING)
          .column("event_time", ColumnType.TIMESTAMP)
          .column("event_date", ColumnType.DATE)
          .column("workspace_id", ColumnType.STRING)
          .column("source_ip_address", ColumnType.STRING)
          .column("user_agent", ColumnType.STRING)
          .column("session_id", ColumnType.STRING)
          .column("user_identity", IDENTITY)
          .column("service_name", ColumnType.STRING)
          .column("action_name", ColumnType.STRING)
          .column("request_id", ColumnType.STRING)
          .column("request_params", ColumnType.map(ColumnType.STRING, ColumnType.STRING))
          .column("response", ColumnType.struct(RESPONSE))
          .column("audit_level", ColumnType.STRING)
          .column("account_id", ColumnType.STRING)
          .column("event_id", ColumnType.STRING)
          .column("identity_metadata", strings("run_by", "run_as"))
          .column("metastore_id", ColumnType.STRING)
          .column("source", ColumnType.STRING)
          .build();

  static final SystemTable TABLE =
      new SystemTable("system.access.audit", "audit", SCHEMA, record -> List.of(row(record)));

  private AuditTable() {}

  private static Row row(JournalRecord record) {
    Map<String, Object> fields = record.fields();
    String service = text(fields, "service", "");
    return Row.of(
        SCHEMA,
        "2.0",
        record.at(),
        LocalDate.ofInstant(record.at(), ZoneOffset.UTC),
        text(fields, "workspace_id"),
        text(fields, "source_ip"),
        text(fields, "user_agent"),
        null,
        identity(text(fields, "principal", "")),
        AuditNames.service(service),
        AuditNames.action(service, text(fields, "action", "")),
        text(fields, "request_id"),
        parameters(fields.get("request_params")),
        response(fields),
        "WORKSPACE_LEVEL",
        record.scope(),
        record.id(),
        null,
        record.scope(),
        text(fields, "source"));
  }

  static ColumnType strings(String first, String second) {
    return ColumnType.struct(
        new Column(first, ColumnType.STRING, true, null),
        new Column(second, ColumnType.STRING, true, null));
  }

  private static Row identity(String principal) {
    return Row.of(((ColumnType.StructOf) IDENTITY).fields(), principal, principal);
  }

  /** As the product has them: what is no text is JSON. */
  private static Map<String, @Nullable String> parameters(@Nullable Object given) {
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    if (given instanceof Map<?, ?> map) {
      map.forEach((name, value) -> parameters.put(String.valueOf(name), FormerRow.text(value)));
    }
    return parameters;
  }

  private static Row response(Map<String, Object> fields) {
    Object status = fields.getOrDefault("status", 200);
    return Row.of(
        RESPONSE,
        status instanceof Number number ? number.intValue() : null,
        fields.get("error_message") instanceof String message ? message : null,
        null);
  }

  private static @Nullable String text(Map<String, Object> fields, String name) {
    Object value = fields.get(name);
    return value == null ? null : value.toString();
  }

  private static String text(Map<String, Object> fields, String name, String otherwise) {
    return String.valueOf(fields.getOrDefault(name, otherwise));
  }
}
