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
import org.jspecify.annotations.Nullable;

/** {@code /api/2.0/lineage-tracking}: what stands one step above and below a table. */
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

  static void mount(Routes routes) {
    routes.get("/table-lineage", Policy.AUTHENTICATED, LineageResource::table);
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
