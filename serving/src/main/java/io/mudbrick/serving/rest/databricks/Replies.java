package io.mudbrick.serving.rest.databricks;

import io.mudbrick.serving.Endpoint;
import io.mudbrick.serving.Endpoint.Deployed;
import io.mudbrick.serving.Gateway;
import io.mudbrick.serving.InferenceTable;
import io.mudbrick.serving.ServedEntity;
import java.util.List;
import java.util.Locale;
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
      @Nullable String entityVersion,
      @Nullable String resolvedEntityVersion,
      @Nullable String modelName,
      @Nullable String modelVersion,
      String workloadSize,
      String workloadType,
      boolean scaleToZeroEnabled,
      @Nullable Integer minProvisionedConcurrency,
      @Nullable Integer maxProvisionedConcurrency,
      @Nullable Map<String, String> environmentVars,
      @Nullable Boolean shadow,
      String creator,
      long creationTimestamp,
      EntityState state) {}

  record Route(String servedEntityName, String servedModelName, int trafficPercentage) {}

  record Traffic(List<Route> routes) {}

  record Config(
      List<Entity> servedEntities,
      List<Entity> servedModels,
      Traffic trafficConfig,
      @Nullable LogTable autoCaptureConfig,
      long configVersion,
      @Nullable Long startTime) {}

  record PayloadTable(String name, String status) {}

  record LogTableState(PayloadTable payloadTable) {}

  record LogTable(
      String catalogName,
      String schemaName,
      String tableNamePrefix,
      boolean enabled,
      @Nullable Double samplingFraction,
      @Nullable LogTableState state) {}

  record Limit(long calls, String key, @Nullable String principal, String renewalPeriod) {}

  record Usage(boolean enabled) {}

  record AiGateway(
      @Nullable LogTable inferenceTableConfig,
      List<Limit> rateLimits,
      @Nullable Usage usageTrackingConfig) {}

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
      @Nullable AiGateway aiGateway,
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
        endpoint.gateway().equals(Gateway.NONE) ? null : gateway(endpoint),
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
    List<Entity> entities =
        deployed.config().entities().stream()
            .map(entity -> entity(endpoint, deployed, entity, entityState(endpoint, entity, state)))
            .toList();
    InferenceTable captured = deployed.config().autoCapture();
    return new Config(
        entities,
        entities,
        new Traffic(
            deployed.config().traffic().stream()
                .map(share -> new Route(share.entity(), share.entity(), share.percentage()))
                .toList()),
        captured == null ? null : table(endpoint, captured),
        deployed.version(),
        startTime);
  }

  static AiGateway gateway(Endpoint endpoint) {
    Gateway gateway = endpoint.gateway();
    InferenceTable table = gateway.inferenceTable();
    return new AiGateway(
        table == null ? null : table(endpoint, table),
        gateway.rateLimits().stream()
            .map(
                limit ->
                    new Limit(
                        limit.calls(),
                        limit.key().name().toLowerCase(Locale.ROOT),
                        limit.principal(),
                        "minute"))
            .toList(),
        gateway.usageTracking() ? new Usage(true) : null);
  }

  private static LogTable table(Endpoint endpoint, InferenceTable table) {
    String prefix = table.prefix() == null ? endpoint.name() : table.prefix();
    return new LogTable(
        table.catalog(),
        table.schema(),
        prefix,
        table.enabled(),
        table.sampling() == 1 ? null : table.sampling(),
        table.layout() == InferenceTable.Layout.GATEWAY
            ? null
            : new LogTableState(
                new PayloadTable(
                    table.fullName(endpoint.name()), table.enabled() ? "READY" : "DISABLED")));
  }

  private static EntityState entityState(Endpoint endpoint, ServedEntity entity, String state) {
    if (state.equals("DEPLOYMENT_READY")) {
      return new EntityState(
          state, endpoint.asleep().contains(entity.name()) ? "Scaled to zero" : "");
    }
    String message = endpoint.state().message();
    return new EntityState(state, message == null ? "" : message);
  }

  private static Entity entity(
      Endpoint endpoint, Deployed deployed, ServedEntity entity, EntityState state) {
    Long resolved = deployed.versions().get(entity.name());
    return new Entity(
        entity.name(),
        entity.model(),
        entity.isFeatures() ? null : entity.version(),
        resolved == null ? null : resolved.toString(),
        entity.isFeatures() ? null : entity.model(),
        entity.isFeatures() ? null : entity.version(),
        entity.workload().size(),
        entity.workload().type(),
        entity.workload().scaleToZero(),
        entity.workload().minConcurrency(),
        entity.workload().maxConcurrency(),
        entity.environment().isEmpty() ? null : entity.environment(),
        entity.shadow() ? true : null,
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
