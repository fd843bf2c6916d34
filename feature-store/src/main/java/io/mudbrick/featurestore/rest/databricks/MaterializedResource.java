package io.mudbrick.featurestore.rest.databricks;

import io.mudbrick.featurestore.FeatureStore;
import io.mudbrick.featurestore.view.FeatureViews;
import io.mudbrick.featurestore.view.MaterializeSpec;
import io.mudbrick.featurestore.view.MaterializedFeature;
import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.platform.http.HttpReply;
import io.mudbrick.platform.http.Policy;
import io.mudbrick.platform.http.Routes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /materialized-features}. */
final class MaterializedResource {
  private MaterializedResource() {}

  record Place(
      @Nullable String catalogName, @Nullable String schemaName, @Nullable String tableNamePrefix) {
    String schema() {
      return catalogName + "." + schemaName;
    }

    static Place of(MaterializedFeature feature) {
      String schema = feature.target().schema();
      int dot = schema.indexOf('.');
      return new Place(
          schema.substring(0, dot), schema.substring(dot + 1), feature.target().tablePrefix());
    }
  }

  record OnlinePlace(
      @Nullable String catalogName,
      @Nullable String schemaName,
      @Nullable String tableNamePrefix,
      @Nullable String onlineStoreName) {}

  record Cron(@Nullable String cronExpression, @Nullable String quartzCronExpression) {}

  record Materialized(
      @Nullable String materializedFeatureId,
      @Nullable String featureName,
      @Nullable String tableName,
      @Nullable Boolean isOnline,
      @Nullable String lastMaterializationTime,
      @Nullable Place offlineStoreConfig,
      @Nullable OnlinePlace onlineStoreConfig,
      @Nullable String cronSchedule,
      @Nullable Cron cronScheduleTrigger,
      @Nullable String pipelineScheduleState) {
    static Materialized of(MaterializedFeature feature) {
      Place place = Place.of(feature);
      return new Materialized(
          feature.id(),
          feature.featureName(),
          feature.tableName(),
          feature.online(),
          feature.lastMaterialized().toString(),
          feature.online() ? null : place,
          feature.online()
              ? new OnlinePlace(
                  place.catalogName(),
                  place.schemaName(),
                  place.tableNamePrefix(),
                  feature.onlineStore())
              : null,
          feature.cron(),
          feature.cron() == null ? null : new Cron(feature.cron(), null),
          "SNAPSHOT");
    }

    @Nullable String cron() {
      Cron trigger = cronScheduleTrigger;
      if (trigger == null) {
        return cronSchedule;
      }
      return trigger.cronExpression() == null
          ? trigger.quartzCronExpression()
          : trigger.cronExpression();
    }
  }

  record Batch(List<One> requests) {}

  record One(Materialized materializedFeature) {}

  record Made(List<Materialized> materializedFeatures) {}

  record Listed(List<Materialized> materializedFeatures, @Nullable String nextPageToken) {}

  static void mount(Routes routes) {
    routes
        .post("/materialized-features", Policy.AUTHENTICATED, MaterializedResource::create)
        .post("/materialized-features:batchCreate", Policy.AUTHENTICATED, MaterializedResource::all)
        .get("/materialized-features", Policy.AUTHENTICATED, MaterializedResource::list)
        .get("/materialized-features/{id}", Policy.AUTHENTICATED, MaterializedResource::get)
        .patch("/materialized-features/{id}", Policy.AUTHENTICATED, MaterializedResource::update)
        .delete("/materialized-features/{id}", Policy.AUTHENTICATED, MaterializedResource::delete);
  }

  private static FeatureViews views(HttpCall call) {
    return call.service(FeatureStore.class).views();
  }

  private static HttpReply create(HttpCall call) {
    List<MaterializedFeature> made =
        materialize(views(call), List.of(call.request(Materialized.class)));
    return HttpReply.json(Materialized.of(made.get(0)));
  }

  private static HttpReply all(HttpCall call) {
    List<Materialized> asked =
        call.request(Batch.class).requests().stream().map(One::materializedFeature).toList();
    return HttpReply.json(
        new Made(materialize(views(call), asked).stream().map(Materialized::of).toList()));
  }

  /** Requests for one feature are one, and features that go to the same places go together. */
  private static List<MaterializedFeature> materialize(FeatureViews views, List<Materialized> all) {
    Map<String, MaterializeSpec> byFeature = new LinkedHashMap<>();
    for (Materialized asked : all) {
      String name = asked.featureName();
      if (name == null) {
        throw new PlatformException(
            ErrorCode.INVALID_PARAMETER_VALUE, "A feature_name is missing.");
      }
      byFeature.merge(name, spec(name, asked), MaterializedResource::both);
    }
    Map<MaterializeSpec, List<String>> together = new LinkedHashMap<>();
    byFeature.forEach(
        (name, spec) ->
            together
                .computeIfAbsent(
                    new MaterializeSpec(List.of(), spec.offline(), spec.online(), spec.cron()),
                    places -> new ArrayList<>())
                .add(name));
    List<MaterializedFeature> made = new ArrayList<>();
    together.forEach(
        (places, names) ->
            made.addAll(
                views.materialize(
                    new MaterializeSpec(names, places.offline(), places.online(), places.cron()))));
    return made;
  }

  private static MaterializeSpec spec(String name, Materialized asked) {
    Place offline = asked.offlineStoreConfig();
    OnlinePlace online = asked.onlineStoreConfig();
    return new MaterializeSpec(
        List.of(name),
        offline == null
            ? null
            : new MaterializeSpec.Target(
                offline.schema(), String.valueOf(offline.tableNamePrefix())),
        online == null
            ? null
            : new MaterializeSpec.OnlineTarget(
                online.catalogName() + "." + online.schemaName(),
                String.valueOf(online.tableNamePrefix()),
                String.valueOf(online.onlineStoreName())),
        asked.cron());
  }

  private static MaterializeSpec both(MaterializeSpec one, MaterializeSpec other) {
    return new MaterializeSpec(
        one.features(),
        one.offline() == null ? other.offline() : one.offline(),
        one.online() == null ? other.online() : one.online(),
        one.cron() == null ? other.cron() : one.cron());
  }

  private static HttpReply list(HttpCall call) {
    Page<MaterializedFeature> page =
        Page.of(
            call,
            views(call).listMaterialized(call.query("feature_name")).stream()
                .sorted((a, b) -> key(a).compareTo(key(b)))
                .toList(),
            MaterializedResource::key);
    return HttpReply.json(
        new Listed(page.items().stream().map(Materialized::of).toList(), page.nextPageToken()));
  }

  private static String key(MaterializedFeature feature) {
    return feature.featureName() + " " + feature.id();
  }

  private static HttpReply get(HttpCall call) {
    return HttpReply.json(Materialized.of(views(call).getMaterialized(call.variable("id"))));
  }

  private static HttpReply update(HttpCall call) {
    return HttpReply.json(
        Materialized.of(
            views(call).schedule(call.variable("id"), call.request(Materialized.class).cron())));
  }

  private static HttpReply delete(HttpCall call) {
    views(call).deleteMaterialized(call.variable("id"));
    return HttpReply.empty();
  }
}
