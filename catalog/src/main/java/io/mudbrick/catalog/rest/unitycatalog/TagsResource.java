package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.CatalogErrors;
import io.mudbrick.catalog.SecurableRef;
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
      String entityType, String entityName, String tagKey, @Nullable String tagValue) {}

  record Value(@Nullable String tagValue) {}

  record Assignments(List<Assignment> tagAssignments, @Nullable String nextPageToken) {}

  static void mount(Routes routes) {
    routes
        .post("/entity-tag-assignments", Policy.AUTHENTICATED, TagsResource::create)
        .get(TAGS, Policy.AUTHENTICATED, TagsResource::list)
        .get(TAGS + "/{tag_key}", Policy.AUTHENTICATED, TagsResource::get)
        .patch(TAGS + "/{tag_key}", Policy.AUTHENTICATED, TagsResource::update)
        .delete(TAGS + "/{tag_key}", Policy.AUTHENTICATED, TagsResource::delete);
  }

  private static Tags tags(HttpCall call) {
    return call.service(Catalog.class).tags();
  }

  private static SecurableRef ref(HttpCall call) {
    return SecurablePath.of(call, call.variable("entity_type"), call.variable("entity_name"));
  }

  private static Assignment assignment(HttpCall call, String key, String value) {
    return new Assignment(call.variable("entity_type"), call.variable("entity_name"), key, value);
  }

  private static HttpReply create(HttpCall call) {
    Assignment request = call.request(Assignment.class);
    SecurableRef ref = SecurablePath.of(call, request.entityType(), request.entityName());
    String value = request.tagValue() == null ? "" : request.tagValue();
    tags(call).set(ref, Map.of(request.tagKey(), value));
    return HttpReply.json(request);
  }

  private static HttpReply list(HttpCall call) {
    List<Assignment> all =
        tags(call).list(ref(call)).entrySet().stream()
            .map(tag -> assignment(call, tag.getKey(), tag.getValue()))
            .toList();
    Page<Assignment> page = Page.of(call, all, Assignment::tagKey);
    return HttpReply.json(new Assignments(page.items(), page.nextPageToken()));
  }

  private static HttpReply get(HttpCall call) {
    String key = call.variable("tag_key");
    String value = tags(call).list(ref(call)).get(key);
    if (value == null) {
      throw CatalogErrors.missingTag(ref(call), key);
    }
    return HttpReply.json(assignment(call, key, value));
  }

  private static HttpReply update(HttpCall call) {
    String key = call.variable("tag_key");
    String value = call.request(Value.class).tagValue();
    String set = value == null ? "" : value;
    tags(call).set(ref(call), Map.of(key, set));
    return HttpReply.json(assignment(call, key, set));
  }

  private static HttpReply delete(HttpCall call) {
    tags(call).unset(ref(call), List.of(call.variable("tag_key")));
    return HttpReply.empty();
  }
}
