package io.mudbrick.featurestore.rest.databricks;

import io.mudbrick.featurestore.FeatureLineage;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.List;

/** {@code /feature-tables/{table}/features/{feature}/lineage}. */
final class FeatureLineageResource {
  private FeatureLineageResource() {}

  record Spec(String name) {}

  record Model(String name, long version) {}

  record OnlineFeature(String featureName, String tableName) {}

  record Answer(List<Spec> featureSpecs, List<Model> models, List<OnlineFeature> onlineFeatures) {
    static Answer of(FeatureLineage lineage) {
      return new Answer(
          lineage.featureSpecs().stream().map(Spec::new).toList(),
          lineage.models().stream().map(m -> new Model(m.name(), m.version())).toList(),
          lineage.onlineFeatures().stream()
              .map(o -> new OnlineFeature(o.feature(), o.table()))
              .toList());
    }
  }

  static void mount(Routes routes) {
    routes.get(
        "/feature-tables/{table}/features/{feature}/lineage",
        Policy.AUTHENTICATED,
        FeatureLineageResource::get);
  }

  private static HttpReply get(HttpCall call) {
    return HttpReply.json(
        Answer.of(
            call.service(FeatureStore.class)
                .featureLineage(call.variable("table"), call.variable("feature"))));
  }
}
