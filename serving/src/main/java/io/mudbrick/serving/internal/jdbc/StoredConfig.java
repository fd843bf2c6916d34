package io.mudbrick.serving.internal.jdbc;

import io.mudbrick.serving.Endpoint;
import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.ServedEntity;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A configuration as it is stored: flat, and with times that JSON knows. */
record StoredConfig(
    List<ServedEntity> entities,
    List<EndpointConfig.Share> traffic,
    long version,
    Map<String, Long> versions,
    long since) {

  static StoredConfig of(Endpoint.Deployed deployed) {
    return new StoredConfig(
        deployed.config().entities(),
        deployed.config().traffic(),
        deployed.version(),
        deployed.versions(),
        deployed.since().toEpochMilli());
  }

  Endpoint.Deployed toDeployed() {
    return new Endpoint.Deployed(
        new EndpointConfig(entities, traffic), version, versions, Instant.ofEpochMilli(since));
  }
}
