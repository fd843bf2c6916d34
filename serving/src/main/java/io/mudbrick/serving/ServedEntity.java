package io.mudbrick.serving;

import org.jspecify.annotations.Nullable;

/**
 * A model that an endpoint serves.
 *
 * @param name its name within the endpoint; tells which entity answered
 * @param model the registered model
 * @param version a number, or {@code @alias} to follow the alias wherever it moves
 * @param workloadSize {@code Small}, {@code Medium} or {@code Large}; kept and shown, as there is
 *     one machine
 * @param scaleToZero kept and shown
 */
public record ServedEntity(
    String name, String model, String version, @Nullable String workloadSize, boolean scaleToZero) {

  /** Under its usual name, the model's and the version with hyphens: {@code c-s-m-3}. */
  public static ServedEntity of(String model, String version) {
    return new ServedEntity(usualName(model, version), model, version, null, false);
  }

  /** The name that an entity gets when the request gives none. */
  public static String usualName(String model, String version) {
    return (model + "-" + version.replace("@", "")).replaceAll("[^\\w-]", "-");
  }

  /** The same entity of a model that has another name now. */
  public ServedEntity serving(String renamedModel) {
    return new ServedEntity(name, renamedModel, version, workloadSize, scaleToZero);
  }

  /** The alias that it follows, or null. */
  public @Nullable String alias() {
    return version.startsWith("@") ? version.substring(1) : null;
  }

  /** {@code models:/c.s.m/3} or {@code models:/c.s.m@champion}. */
  public String modelUri() {
    return "models:/" + model + (alias() == null ? "/" : "") + version;
  }
}
