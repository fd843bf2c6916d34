package io.mudbrick.serving.cli;

import io.mudbrick.serving.ServedEntity;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A model version as people write it: {@code c.s.model/3}, {@code c.s.model@champion}. */
final class ModelName {
  private static final String SCHEME = "models:/";

  private ModelName() {}

  /** The served entity of the request. */
  static Map<String, Object> entity(CommandSpec command, String model) {
    String bare = model.startsWith(SCHEME) ? model.substring(SCHEME.length()) : model;
    int at = bare.indexOf('@');
    int slash = bare.lastIndexOf('/');
    if (at < 0 && slash < 0) {
      throw new CommandLine.ParameterException(
          command.commandLine(), "'" + model + "' names no version: use c.s.model/3 or @alias");
    }
    String name = bare.substring(0, at < 0 ? slash : at);
    String version = bare.substring(at < 0 ? slash + 1 : at);
    Map<String, Object> entity = new LinkedHashMap<>();
    entity.put("name", ServedEntity.usualName(name, version));
    entity.put("entity_name", name);
    entity.put("entity_version", version);
    return entity;
  }
}
