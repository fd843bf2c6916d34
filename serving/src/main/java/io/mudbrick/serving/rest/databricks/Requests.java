package io.mudbrick.serving.rest.databricks;

import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.EndpointConfig.Share;
import io.mudbrick.serving.Gateway;
import io.mudbrick.serving.InferenceTable;
import io.mudbrick.serving.InferenceTable.Layout;
import io.mudbrick.serving.RateLimit;
import io.mudbrick.serving.ServedEntity;
import io.mudbrick.serving.ServingErrors;
import io.mudbrick.serving.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What comes over the wire. Served models are the older form of served entities. */
final class Requests {
  private Requests() {}

  record Tag(String key, @Nullable String value) {}

  record Entity(
      @Nullable String name,
      @Nullable String entityName,
      @Nullable String entityVersion,
      @Nullable String modelName,
      @Nullable String modelVersion,
      @Nullable String workloadSize,
      @Nullable String workloadType,
      @Nullable Boolean scaleToZeroEnabled,
      @Nullable Integer minProvisionedConcurrency,
      @Nullable Integer maxProvisionedConcurrency,
      @Nullable Map<String, String> environmentVars,
      @Nullable Boolean shadow,
      @Nullable Map<String, Object> externalModel) {}

  record Route(
      @Nullable String servedEntityName, @Nullable String servedModelName, int trafficPercentage) {}

  record Traffic(@Nullable List<Route> routes) {}

  record Config(
      @Nullable List<Entity> servedEntities,
      @Nullable List<Entity> servedModels,
      @Nullable Traffic trafficConfig,
      @Nullable LogTable autoCaptureConfig) {}

  record LogTable(
      @Nullable String catalogName,
      @Nullable String schemaName,
      @Nullable String tableNamePrefix,
      @Nullable Boolean enabled,
      @Nullable Double samplingFraction) {}

  record Limit(
      @Nullable Long calls,
      @Nullable Long tokens,
      @Nullable String key,
      @Nullable String principal,
      @Nullable String renewalPeriod) {}

  record Limits(@Nullable List<Limit> rateLimits) {}

  record UsageTracking(@Nullable Boolean enabled) {}

  record AiGateway(
      @Nullable LogTable inferenceTableConfig,
      @Nullable List<Limit> rateLimits,
      @Nullable UsageTracking usageTrackingConfig,
      @Nullable Map<String, Object> guardrails,
      @Nullable Map<String, Object> fallbackConfig) {}

  record Create(
      String name,
      Config config,
      List<Tag> tags,
      @Nullable String description,
      @Nullable List<Limit> rateLimits,
      @Nullable AiGateway aiGateway) {}

  record PatchTags(List<Tag> addTags, List<String> deleteTags) {}

  static EndpointConfig config(Config config) {
    List<ServedEntity> entities = new ArrayList<>();
    all(config.servedEntities()).forEach(entity -> entities.add(entity(entity)));
    all(config.servedModels()).forEach(entity -> entities.add(entity(entity)));
    List<Share> traffic = new ArrayList<>();
    Traffic split = config.trafficConfig();
    for (Route route : all(split == null ? null : split.routes())) {
      String name = first(route.servedEntityName(), route.servedModelName());
      traffic.add(new Share(name == null ? "" : name, route.trafficPercentage()));
    }
    LogTable captured = config.autoCaptureConfig();
    return new EndpointConfig(
        entities, traffic, captured == null ? null : table(captured, Layout.AUTO_CAPTURE));
  }

  /**
   * What stands before the models of a new endpoint, its rate limits perhaps at the older place.
   */
  static Gateway gateway(Create create) {
    AiGateway given = create.aiGateway();
    Gateway gateway = given == null ? Gateway.NONE : gateway(given);
    return create.rateLimits() == null ? gateway : gateway.with(limits(create.rateLimits()));
  }

  static Gateway gateway(AiGateway gateway) {
    if (gateway.guardrails() != null || gateway.fallbackConfig() != null) {
      throw ServingErrors.notOffered("Guardrails and fallbacks");
    }
    LogTable table = gateway.inferenceTableConfig();
    UsageTracking usage = gateway.usageTrackingConfig();
    return new Gateway(
        limits(gateway.rateLimits()),
        table == null ? null : table(table, Layout.GATEWAY),
        usage != null && Boolean.TRUE.equals(usage.enabled()));
  }

  private static InferenceTable table(LogTable table, Layout layout) {
    if (table.catalogName() == null) {
      throw ServingErrors.missing("catalog_name");
    }
    if (table.schemaName() == null) {
      throw ServingErrors.missing("schema_name");
    }
    String prefix = table.tableNamePrefix();
    Double sampling = table.samplingFraction();
    return new InferenceTable(
        table.catalogName(),
        table.schemaName(),
        prefix == null || prefix.isEmpty() ? null : prefix,
        table.enabled() == null || table.enabled(),
        layout,
        sampling == null ? 1 : sampling);
  }

  static List<RateLimit> limits(@Nullable List<Limit> limits) {
    return all(limits).stream().map(Requests::limit).toList();
  }

  private static RateLimit limit(Limit limit) {
    if (limit.tokens() != null) {
      throw ServingErrors.notOffered("Rate limits by tokens");
    }
    if (limit.calls() == null) {
      throw ServingErrors.missing("calls");
    }
    if (!"minute".equals(limit.renewalPeriod())) {
      throw ServingErrors.badRateLimit("is renewed every minute: renewal_period is 'minute'");
    }
    String key = limit.key() == null ? "endpoint" : limit.key();
    for (RateLimit.Key known : RateLimit.Key.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(key)) {
        return new RateLimit(known, limit.principal(), limit.calls());
      }
    }
    throw ServingErrors.badRateLimit(
        "is by user, endpoint, user_group or service_principal, not by '" + key + "'");
  }

  private static ServedEntity entity(Entity entity) {
    if (entity.externalModel() != null) {
      throw ServingErrors.notOffered("External models");
    }
    String model = first(entity.entityName(), entity.modelName());
    String version = first(entity.entityVersion(), entity.modelVersion());
    if (model == null) {
      throw ServingErrors.missing("entity_name");
    }
    int at = model.indexOf('@');
    if (version == null && at > 0) {
      version = model.substring(at);
      model = model.substring(0, at);
    }
    if (version == null) {
      version = ""; // a feature spec has none
    }
    String name = entity.name();
    return new ServedEntity(
        name == null || name.isEmpty() ? ServedEntity.usualName(model, version) : name,
        model,
        version,
        workload(entity),
        Boolean.TRUE.equals(entity.shadow()),
        entity.environmentVars() == null ? Map.of() : entity.environmentVars());
  }

  private static Workload workload(Entity entity) {
    String size = entity.workloadSize();
    String type = entity.workloadType();
    return new Workload(
        size == null || size.isEmpty() ? Workload.SMALL.size() : size,
        type == null || type.isEmpty() ? Workload.SMALL.type() : type,
        Boolean.TRUE.equals(entity.scaleToZeroEnabled()),
        entity.minProvisionedConcurrency(),
        entity.maxProvisionedConcurrency());
  }

  static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Tag tag : tags) {
      String value = tag.value();
      map.put(tag.key(), value == null ? "" : value);
    }
    return map;
  }

  private static @Nullable String first(@Nullable String one, @Nullable String other) {
    return one == null || one.isEmpty() ? other : one;
  }

  private static <T> List<T> all(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
