package io.mudbrick.catalog.internal.system;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.journal.JournalRecord;
import io.mudbrick.platform.json.Json;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code system.access.audit}: the product's columns. What is a struct or a map there is JSON text
 * here, since our tables hold flat columns.
 */
final class AuditTable {
  private static final Schema SCHEMA =
      Schema.builder()
          .column("version", ColumnType.STRING)
          .column("event_time", ColumnType.TIMESTAMP)
          .column("event_date", ColumnType.DATE)
          .column("workspace_id", ColumnType.STRING)
          .column("source_ip_address", ColumnType.STRING)
          .column("user_agent", ColumnType.STRING)
          .column("user_identity", ColumnType.STRING)
          .column("service_name", ColumnType.STRING)
          .column("action_name", ColumnType.STRING)
          .column("request_id", ColumnType.STRING)
          .column("request_params", ColumnType.STRING)
          .column("response", ColumnType.STRING)
          .column("audit_level", ColumnType.STRING)
          .column("account_id", ColumnType.STRING)
          .column("event_id", ColumnType.STRING)
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
    row.put("user_identity", Json.write(Map.of("email", text(fields, "principal", ""))));
    String service = text(fields, "service", "");
    row.put("service_name", AuditNames.service(service));
    row.put("action_name", AuditNames.action(service, text(fields, "action", "")));
    row.put("request_id", text(fields, "request_id"));
    row.put("request_params", Json.write(fields.getOrDefault("request_params", Map.of())));
    row.put("response", Json.write(response(fields)));
    row.put("audit_level", "WORKSPACE_LEVEL");
    row.put("account_id", record.scope());
    row.put("event_id", record.id());
    row.put("metastore_id", record.scope());
    row.put("source", text(fields, "source"));
    return Row.of(SCHEMA, row);
  }

  private static Map<String, Object> response(Map<String, Object> fields) {
    Map<String, Object> response = new HashMap<>();
    response.put("status_code", fields.getOrDefault("status", 200));
    if (fields.get("error_message") instanceof String message) {
      response.put("error_message", message);
    }
    return response;
  }

  private static @Nullable String text(Map<String, Object> fields, String name) {
    Object value = fields.get(name);
    return value == null ? null : value.toString();
  }

  private static String text(Map<String, Object> fields, String name, String otherwise) {
    return String.valueOf(fields.getOrDefault(name, otherwise));
  }
}
