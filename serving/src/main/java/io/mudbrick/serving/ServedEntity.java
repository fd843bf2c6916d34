package io.mudbrick.serving;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A model, or the features of a feature spec, that an endpoint serves.
 *
 * @param name its name within the endpoint; tells which entity answered
 * @param model the registered model or the feature spec
 * @param version a number, or {@code @alias} to follow the alias wherever it moves; empty for a
 *     feature spec
 * @param workload how much it may do at a time, and whether it sleeps
 * @param shadow whether it is given every request that another entity answers, and its own answers
 *     are logged only
 * @param environment variables, kept and shown: a model has no process of its own here
 */
public record ServedEntity(
    String name,
    String model,
    String version,
    Workload workload,
    boolean shadow,
    Map<String, String> environment) {
  public ServedEntity {
    environment = Map.copyOf(environment);
  }

  /** Under its usual name, the model's and the version with hyphens: {@code c-s-m-3}. */
  public static ServedEntity of(String model, String version) {
    return new ServedEntity(
        usualName(model, version), model, version, Workload.SMALL, false, Map.of());
  }

  /** A feature spec, whose features are answered by key: Feature Serving. */
  public static ServedEntity ofFeatures(String featureSpec) {
    return of(featureSpec, "");
  }

  /** Whether it is a feature spec. */
  public boolean isFeatures() {
    return version.isEmpty();
  }

  /** The name that an entity gets when the request gives none. */
  public static String usualName(String model, String version) {
    String suffix = version.isEmpty() ? "" : "-" + version.replace("@", "");
    return (model + suffix).replaceAll("[^\\w-]", "-");
  }

  /** The same entity of a model that has another name now. */
  public ServedEntity serving(String renamedModel) {
    return new ServedEntity(name, renamedModel, version, workload, shadow, environment);
  }

  /** The same entity under another name. */
  public ServedEntity named(String newName) {
    return new ServedEntity(newName, model, version, workload, shadow, environment);
  }

  /** The same entity with other limits. */
  public ServedEntity with(Workload newWorkload) {
    return new ServedEntity(name, model, version, newWorkload, shadow, environment);
  }

  /** The same entity, scored beside the one that answers. It gets no traffic of its own. */
  public ServedEntity asShadow() {
    return new ServedEntity(name, model, version, workload, true, environment);
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
