package io.mudbrick.serving.internal;

import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.EndpointConfig.Share;
import io.mudbrick.serving.Gateway;
import io.mudbrick.serving.InferenceTable;
import io.mudbrick.serving.RateLimit;
import io.mudbrick.serving.ServedEntity;
import io.mudbrick.serving.ServingErrors;
import io.mudbrick.serving.Workload;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks configurations and completes them. */
final class Plans {
  private static final int MAX_ENTITIES = 15;
  private static final int MAX_CONCURRENCY = 1024;
  private static final Set<String> SIZES = Set.of("Small", "Medium", "Large");
  private static final Pattern NAME = Pattern.compile("[\\w-]{1,255}");
  private static final Pattern ENDPOINT = Pattern.compile("[A-Za-z0-9_-]{1,63}");
  private static final Pattern VERSION = Pattern.compile("|\\d{1,18}|@[\\w-]{1,255}");

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
      workload(entity);
    }
    long specs = entities.stream().filter(ServedEntity::isFeatures).count();
    if (specs > 0 && specs < entities.size()) {
      throw ServingErrors.featuresAndModels();
    }
    InferenceTable captured = config.autoCapture();
    if (captured != null) {
      inferenceTable(captured);
    }
    return new EndpointConfig(entities, traffic(config, names), captured);
  }

  private static void workload(ServedEntity entity) {
    Workload workload = entity.workload();
    if (!SIZES.contains(workload.size())) {
      throw ServingErrors.badWorkload(workload.size());
    }
    Integer min = workload.minConcurrency();
    Integer max = workload.maxConcurrency();
    if ((max != null && (max < 1 || max > MAX_CONCURRENCY))
        || (min != null && (min < 0 || min > workload.concurrency()))) {
      throw ServingErrors.badConcurrency(entity.name(), MAX_CONCURRENCY);
    }
  }

  /** What stands before the models, checked. */
  static void gateway(Gateway gateway) {
    for (RateLimit limit : gateway.rateLimits()) {
      if (limit.calls() < 0) {
        throw ServingErrors.badRateLimit("is a number of calls that is not negative");
      }
      boolean named = limit.principal() != null;
      switch (limit.key()) {
        case USER_GROUP, SERVICE_PRINCIPAL -> {
          if (!named) {
            throw ServingErrors.badRateLimit("by group or service principal names its principal");
          }
        }
        case ENDPOINT -> {
          if (named) {
            throw ServingErrors.badRateLimit("of the endpoint names no principal");
          }
        }
        case USER -> {}
      }
    }
    InferenceTable table = gateway.inferenceTable();
    if (table != null) {
      inferenceTable(table);
    }
  }

  private static void inferenceTable(InferenceTable table) {
    if (!(table.sampling() > 0 && table.sampling() <= 1)) {
      throw ServingErrors.badSampling(table.sampling());
    }
  }

  private static List<Share> traffic(EndpointConfig config, Set<String> names) {
    List<String> shadows =
        config.entities().stream().filter(ServedEntity::shadow).map(ServedEntity::name).toList();
    if (shadows.size() == names.size()) {
      throw ServingErrors.shadowsOnly();
    }
    if (config.traffic().isEmpty()) {
      if (names.size() - shadows.size() > 1) {
        throw ServingErrors.trafficMissing();
      }
      return config.entities().stream()
          .filter(entity -> !entity.shadow())
          .map(entity -> new Share(entity.name(), 100))
          .toList();
    }
    int sum = 0;
    for (Share share : config.traffic()) {
      if (!names.contains(share.entity())) {
        throw ServingErrors.trafficUnknown(share.entity());
      }
      if (shadows.contains(share.entity()) && share.percentage() != 0) {
        throw ServingErrors.shadowTraffic(share.entity());
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
