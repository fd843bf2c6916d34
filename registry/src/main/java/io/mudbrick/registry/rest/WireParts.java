package io.mudbrick.registry.rest;

import io.mudbrick.catalog.Catalog;
import io.mudbrick.catalog.Privilege;
import io.mudbrick.catalog.SecurableRef;
import io.mudbrick.platform.http.HttpCall;
import io.mudbrick.registry.RegistryErrors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the faces that speak MLflow's words have in common. */
public final class WireParts {
  private WireParts() {}

  public record Tag(String key, @Nullable String value) {}

  public record Alias(String alias, String version) {}

  /** Versions travel as text. */
  public static long number(String name, String version) {
    if (!version.matches("\\d{1,18}")) {
      throw RegistryErrors.noSuchVersion(name, version);
    }
    return Long.parseLong(version);
  }

  public static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Tag tag : tags) {
      String value = tag.value();
      map.put(tag.key(), value == null ? "" : value);
    }
    return map;
  }

  /** By key. */
  public static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(tag -> new Tag(tag.getKey(), tag.getValue()))
        .toList();
  }

  /** By name. */
  public static List<Alias> aliases(Map<String, Long> aliases) {
    return aliases.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(alias -> new Alias(alias.getKey(), alias.getValue().toString()))
        .toList();
  }

  /** MLflow leaves empty lists out. */
  public static <T> @Nullable List<T> filled(List<T> list) {
    return list.isEmpty() ? null : list;
  }

  /** What the caller may do with a model, as the Permissions API calls it. */
  public static String permission(HttpCall call, String model) {
    boolean manages =
        call.service(Catalog.class).grants().allows(SecurableRef.model(model), Privilege.MANAGE);
    return manages ? "CAN_MANAGE" : "CAN_READ";
  }
}
