package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.catalog.TagAssignment;
import io.mudbrick.catalog.Tags;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /entity-tag-assignments}. */
final class TagsResource {
  private static final String TAGS = "/entity-tag-assignments/{entity_type}/{entity_name}/tags";

  private TagsResource() {}

  record Assignment(
      String entityType,
      String entityName,
      String tagKey,
      @Nullable String tagValue,
      @Nullable String updateTime,
      @Nullable String updatedBy) {}

  record Value(@Nullable String tagValue) {}

  record Assignments(List<Assignment> tagAssignments, @Nullable String nextPageToken) {}

  static void mount(Routes routes) {
    routes
        .post("/entity-tag-assignments", Policy.AUTHENTICATED, TagsResource::create)
        .get(TAGS, Policy.AUTHENTICATED, TagsResource::list)
        .get(
            TAGS + "/{tag_key}",
            Policy.AUTHENTICATED,
            call -> HttpReply.json(one(entity(call), call.variable("tag_key"))))
        .patch(TAGS + "/{tag_key}", Policy.AUTHENTICATED, TagsResource::update)
        .delete(TAGS + "/{tag_key}", Policy.AUTHENTICATED, TagsResource::delete);
  }

  /**
   * What is tagged.
   *
   * @param column of the table that {@code on} is, else null
   */
  private record Entity(
      Tags tags, String type, String name, SecurableRef on, @Nullable String column) {

    static Entity of(HttpCall call, String type, String name) {
      Tags tags = call.service(Catalog.class).tags();
      if (!type.equalsIgnoreCase("columns") && !type.equalsIgnoreCase("column")) {
        return new Entity(tags, type, name, SecurablePath.of(call, type, name), null);
      }
      String[] parts = name.split("\\.", 4);
      if (parts.length < 4) {
        throw CatalogErrors.badColumnName(name);
      }
      String table = parts[0] + "." + parts[1] + "." + parts[2];
      return new Entity(tags, type, name, SecurableRef.table(table), parts[3]);
    }

    List<TagAssignment> all() {
      return column == null ? tags.assignments(on) : tags.columnAssignments(on, column);
    }

    void set(String key, @Nullable String value) {
      Map<String, String> tag = Map.of(key, value == null ? "" : value);
      if (column == null) {
        tags.set(on, tag);
      } else {
        tags.setOnColumn(on, column, tag);
      }
    }

    void unset(String key) {
      if (column == null) {
        tags.unset(on, List.of(key));
      } else {
        tags.unsetOnColumn(on, column, List.of(key));
      }
    }

    Assignment wire(TagAssignment tag) {
      return new Assignment(
          type, name, tag.key(), tag.value(), tag.updated().at().toString(), tag.updated().by());
    }
  }

  private static Entity entity(HttpCall call) {
    return Entity.of(call, call.variable("entity_type"), call.variable("entity_name"));
  }

  private static Assignment one(Entity entity, String key) {
    return entity.all().stream()
        .filter(tag -> tag.key().equals(key))
        .findFirst()
        .map(entity::wire)
        .orElseThrow(() -> CatalogErrors.missingTag(entity.on(), key));
  }

  private static HttpReply create(HttpCall call) {
    Assignment request = call.request(Assignment.class);
    Entity entity = Entity.of(call, request.entityType(), request.entityName());
    entity.set(request.tagKey(), request.tagValue());
    return HttpReply.json(one(entity, request.tagKey()));
  }

  private static HttpReply list(HttpCall call) {
    Entity entity = entity(call);
    Page<TagAssignment> page = Page.of(call, entity.all(), TagAssignment::key);
    return HttpReply.json(
        new Assignments(page.items().stream().map(entity::wire).toList(), page.nextPageToken()));
  }

  private static HttpReply update(HttpCall call) {
    Entity entity = entity(call);
    String key = call.variable("tag_key");
    entity.set(key, call.request(Value.class).tagValue());
    return HttpReply.json(one(entity, key));
  }

  private static HttpReply delete(HttpCall call) {
    entity(call).unset(call.variable("tag_key"));
    return HttpReply.empty();
  }
}
