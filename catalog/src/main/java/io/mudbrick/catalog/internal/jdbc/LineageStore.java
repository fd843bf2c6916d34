package io.mudbrick.catalog.internal.jdbc;

import io.mudbrick.catalog.LineageGraph.Edge;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.events.LineageEdge;
import io.mudbrick.platform.events.LineageEdge.ColumnFlow;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.sql.Row;
import io.mudbrick.platform.sql.Tx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The rows of lineage: one for each pair of entities, however often something flowed. */
public final class LineageStore {
  private static final String EDGE =
      "SELECT source_type, source_scope, source_id, target_type, target_scope, target_id,"
          + " updated_by, last_at, column_flows FROM catalog_lineage WHERE metastore_id = ? AND ";

  public void record(Tx tx, LineageEdge edge) {
    Set<ColumnFlow> columns = new LinkedHashSet<>(known(tx, edge));
    columns.addAll(edge.columns());
    tx.update(
        "INSERT INTO catalog_lineage (metastore_id, source_type, source_scope, source_id,"
            + " target_type, target_scope, target_id, workspace_id, updated_by, first_at, last_at,"
            + " column_flows) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT (metastore_id, source_type, source_scope, source_id,"
            + " target_type, target_scope, target_id) DO UPDATE SET"
            + " workspace_id = excluded.workspace_id, updated_by = excluded.updated_by,"
            + " last_at = excluded.last_at, column_flows = excluded.column_flows",
        edge.caller().metastoreId(),
        edge.source().type(),
        edge.source().scope(),
        edge.source().id(),
        edge.target().type(),
        edge.target().scope(),
        edge.target().id(),
        edge.caller().workspaceId(),
        edge.caller().principal().name(),
        edge.at(),
        edge.at(),
        Json.write(columns));
  }

  /** The columns that flowed along the edge before. */
  private static List<ColumnFlow> known(Tx tx, LineageEdge edge) {
    return tx.first(
            EDGE
                + "source_type = ? AND source_scope = ? AND source_id = ?"
                + " AND target_type = ? AND target_scope = ? AND target_id = ?",
            LineageStore::edge,
            edge.caller().metastoreId(),
            edge.source().type(),
            edge.source().scope(),
            edge.source().id(),
            edge.target().type(),
            edge.target().scope(),
            edge.target().id())
        .map(Edge::columns)
        .orElse(List.of());
  }

  public List<Edge> into(Tx tx, String metastoreId, EntityRef entity) {
    return tx.query(
        EDGE
            + "target_type = ? AND target_scope = ? AND target_id = ?"
            + " ORDER BY source_type, source_id",
        LineageStore::edge,
        metastoreId,
        entity.type(),
        entity.scope(),
        entity.id());
  }

  public List<Edge> outOf(Tx tx, String metastoreId, EntityRef entity) {
    return tx.query(
        EDGE
            + "source_type = ? AND source_scope = ? AND source_id = ?"
            + " ORDER BY target_type, target_id",
        LineageStore::edge,
        metastoreId,
        entity.type(),
        entity.scope(),
        entity.id());
  }

  private static Edge edge(Row row) {
    return new Edge(
        entity(row, 1),
        entity(row, 4),
        row.string(7),
        row.instant(8),
        List.of(Json.read(row.string(9), ColumnFlow[].class)));
  }

  private static EntityRef entity(Row row, int from) {
    return new EntityRef(
        EntityRef.Type.valueOf(row.string(from)), row.string(from + 1), row.string(from + 2));
  }

  /**
   * Makes the edges of a renamed entity, and of what lies in it, follow. Where something that had
   * the new name before, and is gone, left the same edge, the renamed entity's takes its place.
   */
  public void rename(Tx tx, String metastoreId, EntityRef.Type type, String before, String after) {
    if (before.equals(after)) {
      return;
    }
    for (String end : List.of("source", "target")) {
      for (String separator : List.of("", ".", "/")) {
        String prefix = before + separator;
        deleteReplaced(tx, metastoreId, type, end, prefix, after + separator);
        tx.update(
            "UPDATE catalog_lineage SET %1$s_id = ? || substr(%1$s_id, ?)".formatted(end)
                + " WHERE metastore_id = ? AND %1$s_type = ? AND %1$s_scope = ?".formatted(end)
                + (separator.isEmpty()
                    ? " AND %s_id = ?".formatted(end)
                    : " AND substr(%s_id, 1, %d) = ?".formatted(end, prefix.length())),
            after,
            before.length() + 1,
            metastoreId,
            type,
            metastoreId,
            prefix);
      }
    }
  }

  private static void deleteReplaced(
      Tx tx, String metastoreId, EntityRef.Type type, String end, String before, String after) {
    String other = end.equals("source") ? "target" : "source";
    boolean exact = !after.endsWith(".") && !after.endsWith("/");
    tx.update(
        ("DELETE FROM catalog_lineage WHERE metastore_id = ? AND %1$s_type = ? AND %1$s_scope = ?"
                + (exact ? " AND %1$s_id = ?" : " AND substr(%1$s_id, 1, %3$d) = ?")
                + " AND EXISTS (SELECT 1 FROM catalog_lineage moved"
                + " WHERE moved.metastore_id = catalog_lineage.metastore_id"
                + " AND moved.%1$s_type = catalog_lineage.%1$s_type"
                + " AND moved.%1$s_scope = catalog_lineage.%1$s_scope"
                + " AND moved.%1$s_id = ? || substr(catalog_lineage.%1$s_id, %4$d)"
                + " AND moved.%2$s_type = catalog_lineage.%2$s_type"
                + " AND moved.%2$s_scope = catalog_lineage.%2$s_scope"
                + " AND moved.%2$s_id = catalog_lineage.%2$s_id)")
            .formatted(end, other, after.length(), after.length() + 1),
        metastoreId,
        type,
        metastoreId,
        after,
        before);
  }
}
