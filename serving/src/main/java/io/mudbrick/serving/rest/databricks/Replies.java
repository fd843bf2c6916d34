package io.mudbrick.serving.rest.databricks;

import io.mudbrick.serving.Endpoint;
import io.mudbrick.serving.Endpoint.Deployed;
import io.mudbrick.serving.ServedEntity;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes over the wire, named as Databricks names it. */
final class Replies {
  private Replies() {}

  record Tag(String key, String value) {}

  record State(String ready, Endpoint.Update configUpdate) {}

  record EntityState(String deployment, String deploymentStateMessage) {}

  record Entity(
      String name,
      String entityName,
      String entityVersion,
      @Nullable String resolvedEntityVersion,
      @Nullable String modelName,
      @Nullable String modelVersion,
      @Nullable String workloadSize,
      boolean scaleToZeroEnabled,
      String workloadType,
      String creator,
      long creationTimestamp,
      EntityState state) {}

  record Route(String servedEntityName, String servedModelName, int trafficPercentage) {}

  record Traffic(List<Route> routes) {}

  record Config(
      List<Entity> servedEntities,
      List<Entity> servedModels,
      Traffic trafficConfig,
      long configVersion,
      @Nullable Long startTime) {}

  record One(
      String name,
      String id,
      String creator,
      long creationTimestamp,
      long lastUpdatedTimestamp,
      State state,
      @Nullable Config config,
      @Nullable Config pendingConfig,
      List<Tag> tags,
      String description,
      String endpointUrl,
      boolean routeOptimized) {}

  static One endpoint(Endpoint endpoint, String baseUrl) {
    Deployed config = endpoint.config();
    Deployed pending = endpoint.pending();
    return new One(
        endpoint.name(),
        endpoint.id(),
        endpoint.creator(),
        endpoint.createdAt().toEpochMilli(),
        endpoint.updatedAt().toEpochMilli(),
        new State(endpoint.state().ready() ? "READY" : "NOT_READY", endpoint.state().update()),
        config == null ? null : config(endpoint, config, "DEPLOYMENT_READY", null),
        pending == null
            ? null
            : config(endpoint, pending, pendingState(endpoint), pending.since().toEpochMilli()),
        tags(endpoint.tags()),
        endpoint.description() == null ? "" : endpoint.description(),
        baseUrl + "/serving-endpoints/" + endpoint.name() + "/invocations",
        false);
  }

  private static String pendingState(Endpoint endpoint) {
    return endpoint.state().update() == Endpoint.Update.UPDATE_FAILED
        ? "DEPLOYMENT_FAILED"
        : "DEPLOYMENT_CREATING";
  }

  private static Config config(
      Endpoint endpoint, Deployed deployed, String state, @Nullable Long startTime) {
    String message = endpoint.state().message();
    EntityState entityState =
        new EntityState(state, message == null || state.equals("DEPLOYMENT_READY") ? "" : message);
    List<Entity> entities =
        deployed.config().entities().stream()
            .map(entity -> entity(endpoint, deployed, entity, entityState))
            .toList();
    return new Config(
        entities,
        entities,
        new Traffic(
            deployed.config().traffic().stream()
                .map(share -> new Route(share.entity(), share.entity(), share.percentage()))
                .toList()),
        deployed.version(),
        startTime);
  }

  private static Entity entity(
      Endpoint endpoint, Deployed deployed, ServedEntity entity, EntityState state) {
    Long resolved = deployed.versions().get(entity.name());
    return new Entity(
        entity.name(),
        entity.model(),
        entity.version(),
        resolved == null ? null : resolved.toString(),
        entity.model(),
        entity.version(),
        entity.workloadSize(),
        entity.scaleToZero(),
        "CPU",
        endpoint.creator(),
        deployed.since().toEpochMilli(),
        state);
  }

  static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
        .toList();
  }
}
