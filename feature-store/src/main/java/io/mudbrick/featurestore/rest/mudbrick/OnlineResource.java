package io.mudbrick.featurestore.rest.mudbrick;

import io.mudbrick.featurestore.ConsistencyReport;
import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.FeatureVector;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /online-tables}. */
final class OnlineResource {
  private OnlineResource() {}

  record Keys(List<Map<String, Object>> keys) {}

  record Vectors(List<Vector> vectors) {}

  record Vector(
      Map<String, Value> features,
      @Nullable String eventTime,
      long publishedVersion,
      String publishedAt) {
    static Vector of(FeatureVector vector) {
      Map<String, Value> features = new LinkedHashMap<>();
      vector
          .features()
          .forEach(
              (name, value) ->
                  features.put(
                      name, new Value(WireValues.of(value.value()), value.state().name())));
      Instant time = vector.eventTime();
      return new Vector(
          features,
          time == null ? null : time.toString(),
          vector.publishedVersion(),
          vector.publishedAt().toString());
    }
  }

  record Value(@Nullable Object value, String state) {}

  record Verified(
      String onlineTable,
      long version,
      long rows,
      long wrong,
      long extra,
      boolean consistent,
      List<Difference> differences) {
    static Verified of(ConsistencyReport report) {
      return new Verified(
          report.onlineTable(),
          report.version(),
          report.rows(),
          report.wrong(),
          report.extra(),
          report.consistent(),
          report.differences().stream()
              .map(d -> new Difference(d.kind().name(), WireValues.map(d.key()), d.features()))
              .toList());
    }
  }

  record Difference(String kind, Map<String, @Nullable Object> key, List<String> features) {}

  static void mount(Routes routes) {
    routes
        .post("/online-tables/{table}/lookup", Policy.AUTHENTICATED, OnlineResource::lookup)
        .post("/online-tables/{table}/verify", Policy.AUTHENTICATED, OnlineResource::verify);
  }

  private static HttpReply lookup(HttpCall call) {
    return HttpReply.json(
        new Vectors(
            call
                .service(FeatureStore.class)
                .lookup(call.variable("table"), call.request(Keys.class).keys())
                .stream()
                .map(Vector::of)
                .toList()));
  }

  private static HttpReply verify(HttpCall call) {
    return HttpReply.json(
        Verified.of(call.service(FeatureStore.class).verify(call.variable("table"))));
  }
}
