package io.mudbrick.featurestore.rest.databricks;

import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.internal.view.FeatureJson;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.FeatureViews;
import io.mudbrick.featurestore.view.RegisteredFeature;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /features}. */
final class FeaturesResource {
  private FeaturesResource() {}

  record Listed(List<Map<String, Object>> features, @Nullable String nextPageToken) {}

  static void mount(Routes routes) {
    routes
        .post("/features", Policy.AUTHENTICATED, FeaturesResource::create)
        .get("/features", Policy.AUTHENTICATED, FeaturesResource::list)
        .get("/features/{full_name}", Policy.AUTHENTICATED, FeaturesResource::get)
        .patch("/features/{full_name}", Policy.AUTHENTICATED, FeaturesResource::update)
        .delete("/features/{full_name}", Policy.AUTHENTICATED, FeaturesResource::delete);
  }

  private static FeatureViews views(HttpCall call) {
    return call.service(FeatureStore.class).views();
  }

  private static HttpReply create(HttpCall call) {
    Map<String, Object> json = new LinkedHashMap<>(call.json());
    String schema = text(json.get("catalog_name")) + "." + text(json.get("schema_name"));
    if (json.get("full_name") instanceof String fullName && fullName.indexOf('.') > 0) {
      int dot = fullName.lastIndexOf('.');
      schema = fullName.substring(0, dot);
      json.put("name", fullName.substring(dot + 1));
    }
    Feature feature = FeatureJson.read(json);
    return HttpReply.json(wire(views(call).create(schema, feature)));
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static HttpReply list(HttpCall call) {
    String catalog = call.query("catalog_name");
    String schema = call.query("schema_name");
    List<RegisteredFeature> all =
        catalog != null && schema != null
            ? views(call).list(catalog + "." + schema)
            : views(call).list(null).stream()
                .filter(f -> catalog == null || f.fullName().startsWith(catalog + "."))
                .toList();
    Page<RegisteredFeature> page = Page.of(call, all, RegisteredFeature::fullName);
    return HttpReply.json(
        new Listed(
            page.items().stream().map(FeaturesResource::wire).toList(), page.nextPageToken()));
  }

  private static HttpReply get(HttpCall call) {
    return HttpReply.json(wire(views(call).get(call.variable("full_name"))));
  }

  private static HttpReply update(HttpCall call) {
    String mask = call.query("update_mask");
    if (!"description".equals(mask)) {
      throw new PlatformException(
          ErrorCode.INVALID_PARAMETER_VALUE,
          "Of a feature only the description can be updated, not '" + mask + "'.");
    }
    Object description = call.json().get("description");
    return HttpReply.json(
        wire(
            views(call)
                .describe(
                    call.variable("full_name"),
                    description == null ? null : description.toString())));
  }

  private static HttpReply delete(HttpCall call) {
    views(call).delete(call.variable("full_name"));
    return HttpReply.empty();
  }

  private static Map<String, Object> wire(RegisteredFeature registered) {
    Map<String, Object> json = new LinkedHashMap<>();
    String[] names = registered.fullName().split("\\.", 3);
    json.put("full_name", registered.fullName());
    json.put("catalog_name", names[0]);
    json.put("schema_name", names[1]);
    json.putAll(FeatureJson.write(registered.feature()));
    json.put("inputs", List.of(registered.feature().computation().input()));
    json.put("created_at", registered.createdAt().toString());
    json.put("created_by", registered.createdBy());
    return json;
  }
}
