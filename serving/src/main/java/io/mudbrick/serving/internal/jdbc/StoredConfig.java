package io.mudbrick.serving.internal.jdbc;

import io.mudbrick.serving.Endpoint;
import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.InferenceTable;
import io.mudbrick.serving.ServedEntity;
import io.mudbrick.serving.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A configuration as it is stored: flat, and with times that JSON knows. */
record StoredConfig(
    List<Entity> entities,
    List<EndpointConfig.Share> traffic,
    @Nullable InferenceTable autoCapture,
    long version,
    Map<String, Long> versions,
    long since) {

  /** What the first release did not keep may be missing. */
  record Entity(
      String name,
      String model,
      String version,
      @Nullable String workloadSize,
      boolean scaleToZero,
      @Nullable String workloadType,
      @Nullable Integer minConcurrency,
      @Nullable Integer maxConcurrency,
      @Nullable Boolean shadow,
      @Nullable Map<String, String> environment) {

    static Entity of(ServedEntity entity) {
      Workload workload = entity.workload();
      return new Entity(
          entity.name(),
          entity.model(),
          entity.version(),
          workload.size(),
          workload.scaleToZero(),
          workload.type(),
          workload.minConcurrency(),
          workload.maxConcurrency(),
          entity.shadow(),
          entity.environment());
    }

    ServedEntity toEntity() {
      return new ServedEntity(
          name,
          model,
          version,
          new Workload(
              workloadSize == null ? Workload.SMALL.size() : workloadSize,
              workloadType == null ? Workload.SMALL.type() : workloadType,
              scaleToZero,
              minConcurrency,
              maxConcurrency),
          Boolean.TRUE.equals(shadow),
          environment == null ? Map.of() : environment);
    }
  }

  static StoredConfig of(Endpoint.Deployed deployed) {
    return new StoredConfig(
        deployed.config().entities().stream().map(Entity::of).toList(),
        deployed.config().traffic(),
        deployed.config().autoCapture(),
        deployed.version(),
        deployed.versions(),
        deployed.since().toEpochMilli());
  }

  Endpoint.Deployed toDeployed() {
    EndpointConfig config =
        new EndpointConfig(entities.stream().map(Entity::toEntity).toList(), traffic, autoCapture);
    return new Endpoint.Deployed(config, version, versions, Instant.ofEpochMilli(since));
  }
}
