package io.mudbrick.serving.internal;

import io.mudbrick.platform.Caller;
import io.mudbrick.platform.model.InputResolver;
import io.mudbrick.registry.ModelVersion;
import io.mudbrick.registry.Registry;
import io.mudbrick.serving.Endpoint;
import io.mudbrick.serving.ServedEntity;
import io.mudbrick.serving.internal.jdbc.EndpointRow;
import io.mudbrick.serving.internal.traffic.Replica;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Loads the models of a configuration, as the endpoint's creator. */
record Loader(Room room) {

  /** All of them, or none when one cannot be loaded. */
  Deployment load(EndpointRow row, Endpoint.Deployed deployed) {
    Map<String, Replica> replicas = new LinkedHashMap<>();
    try {
      for (ServedEntity entity : deployed.config().entities()) {
        replicas.put(entity.name(), replica(row, deployed, entity));
      }
    } catch (RuntimeException | Error e) {
      replicas.values().forEach(Replica::close);
      throw e;
    }
    return new Deployment(deployed.version(), replicas, deployed.config().traffic());
  }

  private Replica replica(EndpointRow row, Endpoint.Deployed deployed, ServedEntity entity) {
    Caller creator = room.creator(row);
    String id = entityId(row, deployed, entity);
    if (entity.isFeatures()) {
      return new Replica(
          row.name(),
          entity,
          id,
          entity.model(),
          room.context().clock(),
          () -> ServedFeatures.load(room.context(), creator, entity.model()));
    }
    Long number = deployed.versions().get(entity.name());
    if (number == null) {
      throw new IllegalStateException("no version noted for " + entity.name());
    }
    ModelVersion version =
        room.context().service(Registry.class, creator).version(entity.model(), number);
    return new Replica(
        row.name(),
        entity,
        id,
        ServedModel.id(version),
        room.context().clock(),
        () -> ServedModel.load(room.context(), creator, version, InputResolver.Source.ONLINE));
  }

  /** The same each time the configuration is loaded, by whichever server. */
  private static String entityId(EndpointRow row, Endpoint.Deployed deployed, ServedEntity entity) {
    String seed = row.id() + "/" + deployed.version() + "/" + entity.name();
    return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }
}
