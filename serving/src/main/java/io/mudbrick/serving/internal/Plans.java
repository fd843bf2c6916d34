package io.mudbrick.serving.internal;

import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.EndpointConfig.Share;
import io.mudbrick.serving.ServedEntity;
import io.mudbrick.serving.ServingErrors;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks configurations and completes them. */
final class Plans {
  private static final int MAX_ENTITIES = 15;
  private static final Pattern NAME = Pattern.compile("[\\w-]{1,255}");
  private static final Pattern ENDPOINT = Pattern.compile("[A-Za-z0-9_-]{1,63}");
  private static final Pattern VERSION = Pattern.compile("\\d{1,18}|@[\\w-]{1,255}");

  private Plans() {}

  static void endpointName(String name) {
    if (!ENDPOINT.matcher(name).matches() || name.startsWith("databricks-")) {
      throw ServingErrors.badEndpointName(name);
    }
  }

  /** The configuration with its traffic written out. */
  static EndpointConfig complete(EndpointConfig config) {
    List<ServedEntity> entities = config.entities();
    if (entities.isEmpty()) {
      throw ServingErrors.noEntities();
    }
    if (entities.size() > MAX_ENTITIES) {
      throw ServingErrors.tooManyEntities(MAX_ENTITIES);
    }
    Set<String> names = new HashSet<>();
    for (ServedEntity entity : entities) {
      if (!NAME.matcher(entity.name()).matches()) {
        throw ServingErrors.badEntityName(entity.name());
      }
      if (!names.add(entity.name())) {
        throw ServingErrors.entityTwice(entity.name());
      }
      if (!VERSION.matcher(entity.version()).matches()) {
        throw ServingErrors.badVersion(entity.version());
      }
    }
    return new EndpointConfig(entities, traffic(config, names));
  }

  private static List<Share> traffic(EndpointConfig config, Set<String> names) {
    if (config.traffic().isEmpty()) {
      if (names.size() > 1) {
        throw ServingErrors.trafficMissing();
      }
      return List.of(new Share(config.entities().get(0).name(), 100));
    }
    int sum = 0;
    for (Share share : config.traffic()) {
      if (!names.contains(share.entity())) {
        throw ServingErrors.trafficUnknown(share.entity());
      }
      if (share.percentage() < 0 || share.percentage() > 100) {
        throw ServingErrors.badPercentage(share.percentage());
      }
      sum += share.percentage();
    }
    if (sum != 100) {
      throw ServingErrors.trafficSum(sum);
    }
    return config.traffic();
  }
}
