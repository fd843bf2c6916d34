package io.mudbrick.registry.cli;

import io.mudbrick.platform.ErrorCode;
import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.json.Yaml;
import io.mudbrick.registry.RegistryErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gates as people write them at a terminal and in files, for the server to read. */
final class GateWords {
  private GateWords() {}

  /** {@code metric,metric=roc_auc,table=c.s.t,label=y,better_by=0.01}. */
  static Map<String, Object> parse(String words) {
    Map<String, Object> gate = new LinkedHashMap<>();
    String[] parts = words.split(",");
    gate.put("gate", parts[0].strip());
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals < 0) {
        throw RegistryErrors.badGate("'" + words + "'; after the first word come NAME=VALUE");
      }
      gate.put(parts[i].substring(0, equals).strip(), parts[i].substring(equals + 1).strip());
    }
    return gate;
  }

  /** A file of YAML or JSON: {@code gates:} with a list of them. */
  @SuppressWarnings("unchecked")
  static List<Map<String, Object>> read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new PlatformException(
          ErrorCode.RESOURCE_DOES_NOT_EXIST, "Cannot read the gates in " + file + ".", e);
    }
    Object gates = Yaml.mapping(file.toString(), text).get("gates");
    if (!(gates instanceof List<?> list) || !list.stream().allMatch(Map.class::isInstance)) {
      throw RegistryErrors.badGate(file + " has no list 'gates'");
    }
    return new ArrayList<>((List<Map<String, Object>>) list);
  }
}
