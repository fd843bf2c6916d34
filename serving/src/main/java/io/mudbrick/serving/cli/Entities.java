package io.mudbrick.serving.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What an endpoint is to serve, as options of the commands that say so. */
final class Entities {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-m", "--model"},
      required = true,
      paramLabel = "MODEL[=PERCENT]",
      description = {
        "What to serve: c.s.model/3, or c.s.model@champion to follow the alias.",
        "Several are told apart by their share of the traffic: -m c.s.m/3=90 -m c.s.m/4=10."
      })
  private List<String> models = List.of();

  @Option(
      names = "--shadow",
      paramLabel = "MODEL",
      description = "A model that scores every request beside the one that answers; repeatable.")
  private List<String> shadows = List.of();

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      defaultValue = "Small",
      description = "Small, Medium or Large: 4, 16 or 64 requests at a time.")
  private String size;

  @Option(
      names = "--scale-to-zero",
      description = "Leave memory after 30 minutes without requests.")
  private boolean scaleToZero;

  /** The {@code config} of the request. */
  Map<String, Object> config() {
    List<Map<String, Object>> entities = new ArrayList<>();
    List<Map<String, Object>> routes = new ArrayList<>();
    for (String model : models) {
      int share = model.lastIndexOf('=');
      Map<String, Object> entity = entity(share < 0 ? model : model.substring(0, share));
      entities.add(entity);
      if (share >= 0 || models.size() > 1) {
        routes.add(
            Map.of(
                "served_entity_name",
                entity.get("name"),
                "traffic_percentage",
                percent(model, share)));
      }
    }
    for (String shadow : shadows) {
      Map<String, Object> entity = entity(shadow);
      entity.put("name", entity.get("name") + "-shadow");
      entity.put("shadow", true);
      entities.add(entity);
    }
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("served_entities", entities);
    if (!routes.isEmpty()) {
      config.put("traffic_config", Map.of("routes", routes));
    }
    return config;
  }

  private int percent(String model, int share) {
    try {
      return Integer.parseInt(model.substring(share + 1));
    } catch (NumberFormatException e) {
      throw new CommandLine.ParameterException(
          command.commandLine(), "'" + model + "' has no share of the traffic, such as =90", e);
    }
  }

  private Map<String, Object> entity(String model) {
    Map<String, Object> entity = ModelName.entity(command, model);
    entity.put("workload_size", size);
    entity.put("scale_to_zero_enabled", scaleToZero);
    return entity;
  }
}
