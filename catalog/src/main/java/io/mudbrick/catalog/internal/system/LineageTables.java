package io.mudbrick.catalog.internal.system;

import io.mudbrick.catalog.delta.ColumnType;
import io.mudbrick.catalog.delta.Row;
import io.mudbrick.catalog.delta.Schema;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.events.LineageEdge.ColumnFlow;
import io.mudbrick.platform.journal.Journal;
import io.mudbrick.platform.journal.JournalRecord;
import io.mudbrick.platform.json.Json;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code system.access.table_lineage} and {@code column_lineage}: the product's columns. What is no
 * table, a run or a model version, is the row's entity. Of {@code entity_metadata}, which tells of
 * jobs, dashboards and notebooks, there is never anything here.
 */
public final class LineageTables {
  private static final String TOPIC = "lineage";

  static final SystemTable TABLES =
      new SystemTable(
          "system.access.table_lineage",
          TOPIC,
          columns(Schema.builder(), false),
          record -> Flow.of(record).tables());

  static final SystemTable COLUMNS =
      new SystemTable(
          "system.access.column_lineage",
          TOPIC,
          columns(Schema.builder(), true),
          record -> Flow.of(record).columnRows());

  private LineageTables() {}

  /** Puts an edge on record, if a table stands at one of its ends. */
  public static void journal(Journal journal, LineageEdge edge) {
    if (isTable(edge.source().type()) || isTable(edge.target().type())) {
      journal.append(TOPIC, edge.caller().metastoreId(), Flow.of(edge));
    }
  }

  private static boolean isTable(EntityRef.Type type) {
    return type == EntityRef.Type.TABLE || type == EntityRef.Type.ONLINE_TABLE;
  }

  private static Schema columns(Schema.Builder schema, boolean columns) {
    for (String name :
        List.of(
            "account_id",
            "metastore_id",
            "workspace_id",
            "entity_type",
            "entity_id",
            "entity_run_id")) {
      schema.column(name, ColumnType.STRING);
    }
    for (String end : List.of("source", "target")) {
      for (String part : List.of("full_name", "catalog", "schema", "name")) {
        schema.column(end + "_table_" + part, ColumnType.STRING);
      }
      schema.column(end + "_path", ColumnType.STRING);
      schema.column(end + "_type", ColumnType.STRING);
      if (columns) {
        schema.column(end + "_column_name", ColumnType.STRING);
      }
    }
    return schema
        .column("created_by", ColumnType.STRING)
        .column("event_time", ColumnType.TIMESTAMP)
        .column("event_date", ColumnType.DATE)
        .column("record_id", ColumnType.STRING)
        .column("event_id", ColumnType.STRING)
        .column("statement_id", ColumnType.STRING)
        .column("entity_metadata", metadata())
        .column("direct_access", ColumnType.BOOLEAN)
        .build();
  }

  private static ColumnType metadata() {
    return ColumnType.struct(
        Schema.builder()
            .column("job_info", AuditTable.strings("job_id", "job_run_id"))
            .column("dashboard_id", ColumnType.STRING)
            .column("legacy_dashboard_id", ColumnType.STRING)
            .column("notebook_id", ColumnType.STRING)
            .column("sql_query_id", ColumnType.STRING)
            .column("dlt_pipeline_info", AuditTable.strings("dlt_pipeline_id", "dlt_update_id"))
            .build());
  }

  /** An edge as the journal holds it. */
  private record Flow(
      String workspaceId,
      String sourceType,
      String sourceId,
      String targetType,
      String targetId,
      String createdBy,
      List<ColumnFlow> columns,
      String recordId,
      long at,
      String metastoreId) {

    static Flow of(LineageEdge edge) {
      return new Flow(
          edge.caller().workspaceId(),
          edge.source().type().name(),
          edge.source().id(),
          edge.target().type().name(),
          edge.target().id(),
          edge.caller().principal().name(),
          edge.columns(),
          "",
          edge.at().toEpochMilli(),
          edge.caller().metastoreId());
    }

    static Flow of(JournalRecord record) {
      Map<String, Object> fields = new HashMap<>(record.fields());
      fields.put("record_id", record.id());
      return Json.convert(fields, Flow.class);
    }

    List<Row> tables() {
      return List.of(Row.of(TABLES.schema(), values()));
    }

    List<Row> columnRows() {
      return columns.stream()
          .map(
              flow -> {
                Map<String, @Nullable Object> row = values();
                row.put("source_column_name", flow.source());
                row.put("target_column_name", flow.target());
                return Row.of(COLUMNS.schema(), row);
              })
          .toList();
    }

    private Map<String, @Nullable Object> values() {
      Map<String, @Nullable Object> row = new HashMap<>();
      row.put("account_id", metastoreId);
      row.put("metastore_id", metastoreId);
      row.put("workspace_id", workspaceId);
      end(row, "source", EntityRef.Type.valueOf(sourceType), sourceId);
      end(row, "target", EntityRef.Type.valueOf(targetType), targetId);
      row.put("created_by", createdBy);
      Instant time = Instant.ofEpochMilli(at);
      row.put("event_time", time);
      row.put("event_date", LocalDate.ofInstant(time, ZoneOffset.UTC));
      row.put("record_id", recordId);
      row.put("event_id", recordId);
      row.put("direct_access", true);
      return row;
    }

    private static void end(
        Map<String, @Nullable Object> row, String end, EntityRef.Type type, String id) {
      if (!isTable(type)) {
        row.put("entity_type", type.name());
        row.put("entity_id", id);
        return;
      }
      String[] names = id.split("\\.", 3);
      row.put(end + "_table_full_name", id);
      row.put(end + "_table_catalog", names[0]);
      row.put(end + "_table_schema", names.length > 1 ? names[1] : null);
      row.put(end + "_table_name", names[names.length - 1]);
      row.put(end + "_type", type.name());
    }
  }
}
