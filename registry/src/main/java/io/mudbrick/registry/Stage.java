package io.mudbrick.registry;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** MLflow's deprecated stages of a version; aliases took their place. */
public enum Stage {
  NONE("None"),
  STAGING("Staging"),
  PRODUCTION("Production"),
  ARCHIVED("Archived");

  private final String wireName;

  Stage(String wireName) {
    this.wireName = wireName;
  }

  /** The name on the wire, such as {@code Production}. */
  public String wireName() {
    return wireName;
  }

  /**
   * The stage of that name, in whatever case.
   *
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}
   */
  public static Stage of(String name) {
    return Arrays.stream(values())
        .filter(
            stage -> stage.wireName.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> RegistryErrors.noSuchStage(name, wireNames()));
  }

  private static List<String> wireNames() {
    return Arrays.stream(values()).map(Stage::wireName).toList();
  }
}
