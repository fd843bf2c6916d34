package io.mudbrick.platform.json;

import io.mudbrick.platform.internal.model.YamlReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML that a stranger wrote, as data alone: tags construct nothing, and size, depth and what
 * aliases expand to have limits. Scalars are typed as PyYAML types them.
 */
public final class Yaml {
  private Yaml() {}

  /**
   * The mapping that a text holds: strings, longs, doubles, booleans, null, lists and maps.
   *
   * @param what names the text in errors
   * @throws io.mudbrick.platform.PlatformException {@code BAD_REQUEST} when it is no YAML mapping
   *     or passes a limit
   */
  public static Map<String, @Nullable Object> mapping(String what, String text) {
    return YamlReader.read(what, text);
  }
}
