package io.mudbrick.registry;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A URI that names a version of a registered model: {@code models:/c.s.m/3}, {@code
 * models:/c.s.m@champion}, {@code models:/c.s.m/latest}, {@code models:/m/Production}. Exactly one
 * of the last four components says which.
 *
 * @param model the model's name as it stands in the URI
 * @param version its number
 * @param alias its alias
 * @param stage the stage that it is the newest of
 * @param latest whether the newest is meant
 */
public record ModelUri(
    String model,
    @Nullable Long version,
    @Nullable String alias,
    @Nullable Stage stage,
    boolean latest) {
  private static final String SCHEME = "models:/";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  /**
   * Whether the URI is MLflow's {@code models:/m-<32 hex digits>}: a logged model, which tracking
   * keeps.
   */
  public static boolean namesLoggedModel(String uri) {
    return uri.startsWith(SCHEME) && uri.substring(SCHEME.length()).matches("m-[0-9a-f]{32}");
  }

  /**
   * @throws io.mudbrick.platform.PlatformException {@code INVALID_PARAMETER_VALUE}
   */
  public static ModelUri parse(String uri) {
    if (!uri.startsWith(SCHEME)) {
      throw RegistryErrors.badModelUri(uri);
    }
    String path = uri.substring(SCHEME.length());
    int at = path.lastIndexOf('@');
    int slash = path.indexOf('/');
    if (slash < 0 && at > 0 && at < path.length() - 1) {
      return new ModelUri(path.substring(0, at), null, path.substring(at + 1), null, false);
    }
    if (slash <= 0 || slash == path.length() - 1 || path.indexOf('/', slash + 1) >= 0) {
      throw RegistryErrors.badModelUri(uri);
    }
    return bySuffix(uri, path.substring(0, slash), path.substring(slash + 1));
  }

  private static ModelUri bySuffix(String uri, String model, String suffix) {
    if (NUMBER.matcher(suffix).matches()) {
      return new ModelUri(model, Long.valueOf(suffix), null, null, false);
    }
    if (suffix.equalsIgnoreCase("latest")) {
      return new ModelUri(model, null, null, null, true);
    }
    for (Stage stage : Stage.values()) {
      if (stage.wireName().equalsIgnoreCase(suffix)) {
        return new ModelUri(model, null, null, stage, false);
      }
    }
    throw RegistryErrors.badModelUri(uri);
  }
}
