package io.mudbrick.catalog.internal.system;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.journal.JournalRecord;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
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
    Map<String, @Nullable Object> row = new HashMap<>();
    row.put("version", "2.0");
    row.put("event_time", record.at());
    row.put("event_date", LocalDate.ofInstant(record.at(), ZoneOffset.UTC));
    row.put("workspace_id", text(fields, "workspace_id"));
    row.put("source_ip_address", text(fields, "source_ip"));
    row.put("user_agent", text(fields, "user_agent"));
    row.put("user_identity", identity(text(fields, "principal", "")));
    String service = text(fields, "service", "");
    row.put("service_name", AuditNames.service(service));
    row.put("action_name", AuditNames.action(service, text(fields, "action", "")));
    row.put("request_id", text(fields, "request_id"));
    row.put("request_params", parameters(fields.get("request_params")));
    row.put("response", response(fields));
    row.put("audit_level", "WORKSPACE_LEVEL");
    row.put("account_id", record.scope());
    row.put("event_id", record.id());
    row.put("metastore_id", record.scope());
    row.put("source", text(fields, "source"));
    return Row.of(SCHEMA, row);
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
