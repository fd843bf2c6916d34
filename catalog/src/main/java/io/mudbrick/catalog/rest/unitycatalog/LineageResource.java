package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Lineage;
import io.mudbrick.catalog.LineageGraph;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /api/2.0/lineage-tracking}: what stands one step above and below a table or column. */
final class LineageResource {
  private LineageResource() {}

  record TableInfoWire(
      String name,
      String catalogName,
      String schemaName,
      String tableType,
      String lineageTimestamp) {}

  /** What is no table: a run, a model version, an endpoint. */
  record EntityWire(String type, String name, String lineageTimestamp) {}

  record Link(@Nullable TableInfoWire tableInfo, @Nullable EntityWire entityInfo) {}

  record TableLineage(List<Link> upstreams, List<Link> downstreams) {}

  record ColumnInfoWire(
      String name,
      String catalogName,
      String schemaName,
      String tableName,
      String tableType,
      String lineageTimestamp) {}

  record ColumnLineage(List<ColumnInfoWire> upstreamCols, List<ColumnInfoWire> downstreamCols) {}

  static void mount(Routes routes) {
    routes
        .get("/table-lineage", Policy.AUTHENTICATED, LineageResource::table)
        .get("/column-lineage", Policy.AUTHENTICATED, LineageResource::column);
  }

  private static HttpReply column(HttpCall call) {
    Lineage lineage = call.service(Catalog.class).lineage();
    EntityRef table = lineage.table(call.required("table_name"));
    String column = call.required("column_name");
    return HttpReply.json(
        new ColumnLineage(
            columns(lineage.upstream(table), column), columns(lineage.downstream(table), column)));
  }

  private static List<ColumnInfoWire> columns(LineageGraph graph, String column) {
    return graph.columns(column).stream()
        .filter(next -> next.steps() == 1)
        .flatMap(next -> column(next.entity(), next.column(), next.last()).stream())
        .toList();
  }

  private static Optional<ColumnInfoWire> column(EntityRef entity, String column, Instant last) {
    String[] names = entity.id().split("\\.", -1);
    return names.length == 3
        ? Optional.of(
            new ColumnInfoWire(column, names[0], names[1], names[2], "TABLE", last.toString()))
        : Optional.empty();
  }

  private static HttpReply table(HttpCall call) {
    Lineage lineage = call.service(Catalog.class).lineage();
    EntityRef table = lineage.table(call.required("table_name"));
    boolean entities = Boolean.parseBoolean(call.query("include_entity_lineage"));
    return HttpReply.json(
        new TableLineage(
            links(lineage.upstream(table), entities), links(lineage.downstream(table), entities)));
  }

  private static List<Link> links(LineageGraph graph, boolean entities) {
    boolean down = graph.direction() == LineageGraph.Direction.DOWNSTREAM;
    return graph.edges().stream()
        .filter(edge -> (down ? edge.source() : edge.target()).equals(graph.start()))
        .map(edge -> link(down ? edge.target() : edge.source(), edge.last()))
        .filter(link -> entities || link.tableInfo() != null)
        .toList();
  }

  private static Link link(EntityRef entity, Instant last) {
    String[] names = entity.id().split("\\.", -1);
    if (entity.type() == EntityRef.Type.TABLE && names.length == 3) {
      return new Link(
          new TableInfoWire(names[2], names[0], names[1], "TABLE", last.toString()), null);
    }
    return new Link(null, new EntityWire(entity.type().name(), entity.id(), last.toString()));
  }
}
