package io.mudbrick.catalog.rest.unitycatalog;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.TagPolicies;
import io.mudbrick.catalog.TagPolicy;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/2.1/tag-policies}. */
final class TagPoliciesResource {
  private static final String POLICY = "/tag-policies/{tag_key}";

  private TagPoliciesResource() {}

  record Value(String name) {}

  record Wire(
      @Nullable String id,
      @Nullable String tagKey,
      @Nullable String description,
      @Nullable List<Value> values,
      @Nullable String createTime,
      @Nullable String updateTime) {

    static Wire of(TagPolicy policy) {
      return new Wire(
          policy.id(),
          policy.key(),
          policy.description(),
          policy.values().stream().map(Value::new).toList(),
          policy.created().at().toString(),
          policy.updated().at().toString());
    }

    @Nullable List<String> names() {
      return values == null ? null : values.stream().map(Value::name).toList();
    }
  }

  record All(List<Wire> tagPolicies, @Nullable String nextPageToken) {}

  static void mount(Routes routes) {
    routes
        .post("/tag-policies", Policy.AUTHENTICATED, TagPoliciesResource::create)
        .get("/tag-policies", Policy.AUTHENTICATED, TagPoliciesResource::list)
        .get(
            POLICY,
            Policy.AUTHENTICATED,
            call -> HttpReply.json(Wire.of(policies(call).get(call.variable("tag_key")))))
        .patch(POLICY, Policy.AUTHENTICATED, TagPoliciesResource::update)
        .delete(POLICY, Policy.AUTHENTICATED, TagPoliciesResource::delete);
  }

  private static TagPolicies policies(HttpCall call) {
    return call.service(Catalog.class).tags().policies();
  }

  private static HttpReply create(HttpCall call) {
    Wire request = call.request(Wire.class);
    List<String> values = request.names();
    return HttpReply.json(
        Wire.of(
            policies(call)
                .create(
                    request.tagKey() == null ? "" : request.tagKey(),
                    request.description(),
                    values == null ? List.of() : values)));
  }

  private static HttpReply list(HttpCall call) {
    Page<TagPolicy> page = Page.of(call, policies(call).list(), TagPolicy::key, "page_size");
    return HttpReply.json(
        new All(page.items().stream().map(Wire::of).toList(), page.nextPageToken()));
  }

  /** What {@code update_mask} names, or all that is there; a list named but missing is emptied. */
  private static HttpReply update(HttpCall call) {
    Wire request = call.request(Wire.class);
    String mask = call.query("update_mask");
    List<String> fields =
        mask == null || mask.isEmpty() || mask.equals("*") ? List.of() : List.of(mask.split(","));
    boolean all = fields.isEmpty();
    List<String> values = request.names();
    if (fields.contains("values") && values == null) {
      values = List.of();
    }
    return HttpReply.json(
        Wire.of(
            policies(call)
                .update(
                    call.variable("tag_key"),
                    all || fields.contains("description") ? request.description() : null,
                    all || fields.contains("values") ? values : null)));
  }

  private static HttpReply delete(HttpCall call) {
    policies(call).delete(call.variable("tag_key"));
    return HttpReply.empty();
  }
}
