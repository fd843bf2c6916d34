package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Impact;
import io.mudbrick.catalog.Lineage;
import io.mudbrick.catalog.LineageGraph;
import io.mudbrick.catalog.Securable;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.events.EntityRef;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/2.0/mudbrick}: what the product shows in its pages and has no public call for,
 * search, the most used objects and the whole lineage of an entity.
 */
final class DiscoveryResource {
  private static final String USUAL = "50";

  private DiscoveryResource() {}

  record Hit(
      String type,
      String fullName,
      String owner,
      @Nullable String comment,
      @Nullable String foundIn,
      @Nullable Long uses) {
    static Hit of(Securable securable, @Nullable String foundIn, @Nullable Long uses) {
      return new Hit(
          securable.type().name(),
          securable.fullName(),
          securable.owner(),
          securable.comment(),
          foundIn,
          uses);
    }
  }

  record Hits(List<Hit> results) {}

  record Entity(String type, String name) {
    static Entity of(EntityRef entity) {
      return new Entity(entity.type().name(), entity.id());
    }
  }

  record Edge(Entity source, Entity target, String updatedBy, long lastAt) {}

  record Counts(
      long tables,
      long onlineTables,
      long trainingSets,
      long runs,
      long models,
      long modelVersions,
      long endpoints,
      String summary) {
    static Counts of(Impact impact) {
      return new Counts(
          impact.tables(),
          impact.onlineTables(),
          impact.trainingSets(),
          impact.runs(),
          impact.models(),
          impact.modelVersions(),
          impact.endpoints(),
          impact.summary());
    }
  }

  record Graph(List<Entity> entities, List<Edge> edges, String tree, Counts impact) {}

  static void mount(Routes routes) {
    routes
        .get("/search", Policy.AUTHENTICATED, DiscoveryResource::search)
        .get("/most-used", Policy.AUTHENTICATED, DiscoveryResource::mostUsed)
        .get("/lineage", Policy.AUTHENTICATED, DiscoveryResource::lineage);
  }

  private static HttpReply search(HttpCall call) {
    return HttpReply.json(
        new Hits(
            call
                .service(Catalog.class)
                .discovery()
                .search(call.required("query"), most(call))
                .stream()
                .map(
                    found ->
                        Hit.of(
                            found.securable(), found.place().name().toLowerCase(Locale.ROOT), null))
                .toList()));
  }

  private static HttpReply mostUsed(HttpCall call) {
    return HttpReply.json(
        new Hits(
            call.service(Catalog.class).discovery().mostUsed(most(call)).stream()
                .map(used -> Hit.of(used.securable(), null, used.uses()))
                .toList()));
  }

  private static int most(HttpCall call) {
    String text = call.query("max_results");
    try {
      return Integer.parseInt(text == null || text.isEmpty() ? USUAL : text);
    } catch (NumberFormatException e) {
      throw invalid("max_results must be a number, and is '" + text + "'.");
    }
  }

  private static HttpReply lineage(HttpCall call) {
    Lineage lineage = call.service(Catalog.class).lineage();
    EntityRef start = entity(call, lineage);
    LineageGraph graph =
        switch (call.required("direction").toUpperCase(Locale.ROOT)) {
          case "UPSTREAM" -> lineage.upstream(start);
          case "DOWNSTREAM" -> lineage.downstream(start);
          default -> throw invalid("direction must be upstream or downstream.");
        };
    return HttpReply.json(
        new Graph(
            graph.entities().stream().map(Entity::of).toList(),
            graph.edges().stream()
                .map(
                    edge ->
                        new Edge(
                            Entity.of(edge.source()),
                            Entity.of(edge.target()),
                            edge.by(),
                            edge.last().toEpochMilli()))
                .toList(),
            graph.toTree(),
            Counts.of(graph.impact())));
  }

  private static EntityRef entity(HttpCall call, Lineage lineage) {
    String name = call.required("name");
    String type = call.required("type").toUpperCase(Locale.ROOT);
    if (type.equals(EntityRef.Type.TABLE.name())) {
      return lineage.table(name);
    }
    for (EntityRef.Type each : EntityRef.Type.values()) {
      if (each.name().equals(type)) {
        boolean ofWorkspace =
            each == EntityRef.Type.RUN
                || each == EntityRef.Type.ENDPOINT
                || each == EntityRef.Type.TRAINING_SET;
        String scope = ofWorkspace ? call.caller().workspaceId() : call.caller().metastoreId();
        return new EntityRef(each, scope, name);
      }
    }
    throw invalid("There is no type of entity '" + type + "'.");
  }

  private static PlatformException invalid(String message) {
    return new PlatformException(ErrorCode.INVALID_PARAMETER_VALUE, message);
  }
}
