package io.mudbrick.featurestore.rest.databricks;

import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /feature-tables/{table}/features/{feature}/tags}. */
final class FeatureTagsResource {
  private static final String TAGS = "/feature-tables/{table}/features/{feature}/tags";
  private static final String TAG = TAGS + "/{key}";

  private FeatureTagsResource() {}

  record Tag(String key, @Nullable String value) {
    static Tag of(Map.Entry<String, String> tag) {
      return new Tag(tag.getKey(), tag.getValue());
    }
  }

  record Change(@Nullable String value) {}

  record Tags(List<Tag> featureTags, @Nullable String nextPageToken) {}

  static void mount(Routes routes) {
    routes
        .post(TAGS, Policy.AUTHENTICATED, FeatureTagsResource::create)
        .get(TAGS, Policy.AUTHENTICATED, FeatureTagsResource::list)
        .get(TAG, Policy.AUTHENTICATED, FeatureTagsResource::get)
        .patch(TAG, Policy.AUTHENTICATED, FeatureTagsResource::update)
        .delete(TAG, Policy.AUTHENTICATED, FeatureTagsResource::delete);
  }

  private static FeatureStore features(HttpCall call) {
    return call.service(FeatureStore.class);
  }

  private static HttpReply create(HttpCall call) {
    Tag tag = call.request(Tag.class);
    return set(call, tag.key(), tag.value());
  }

  private static HttpReply update(HttpCall call) {
    return set(call, call.variable("key"), call.request(Change.class).value());
  }

  private static HttpReply set(HttpCall call, String key, @Nullable String value) {
    String given = value == null ? "" : value;
    features(call).tagFeature(call.variable("table"), call.variable("feature"), Map.of(key, given));
    return HttpReply.json(new Tag(key, given));
  }

  private static HttpReply list(HttpCall call) {
    Map<String, String> tags =
        features(call).featureTags(call.variable("table"), call.variable("feature"));
    Page<Tag> page =
        Page.of(
            call,
            tags.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Tag::of).toList(),
            Tag::key);
    return HttpReply.json(new Tags(page.items(), page.nextPageToken()));
  }

  private static HttpReply get(HttpCall call) {
    String key = call.variable("key");
    return HttpReply.json(
        new Tag(
            key, features(call).featureTag(call.variable("table"), call.variable("feature"), key)));
  }

  private static HttpReply delete(HttpCall call) {
    features(call)
        .untagFeature(
            call.variable("table"), call.variable("feature"), List.of(call.variable("key")));
    return HttpReply.empty();
  }
}
