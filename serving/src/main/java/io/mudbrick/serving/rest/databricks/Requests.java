package io.mudbrick.serving.rest.databricks;

import io.mudbrick.serving.EndpointConfig;
import io.mudbrick.serving.EndpointConfig.Share;
import io.mudbrick.serving.ServedEntity;
import io.mudbrick.serving.ServingErrors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
      @Nullable Boolean scaleToZeroEnabled,
      @Nullable Map<String, Object> externalModel) {}

  record Route(
      @Nullable String servedEntityName, @Nullable String servedModelName, int trafficPercentage) {}

  record Traffic(@Nullable List<Route> routes) {}

  record Config(
      @Nullable List<Entity> servedEntities,
      @Nullable List<Entity> servedModels,
      @Nullable Traffic trafficConfig) {}

  record Create(String name, Config config, List<Tag> tags, @Nullable String description) {}

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
    return new EndpointConfig(entities, traffic);
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
      throw ServingErrors.missing("entity_version");
    }
    String name = entity.name();
    return new ServedEntity(
        name == null || name.isEmpty() ? ServedEntity.usualName(model, version) : name,
        model,
        version,
        entity.workloadSize(),
        Boolean.TRUE.equals(entity.scaleToZeroEnabled()));
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
