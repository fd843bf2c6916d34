package io.mudbrick.registry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to register: {@code NewModelVersion.of("telco.churn.model", "runs:/" + runId +
 * "/model").runId(runId).tag("kind", "forest").build()}.
 *
 * @param model the model's name; the model must exist
 * @param source {@code runs:/<run>/<path>}, {@code models:/m-<id>}, {@code models:/c.s.m/3}, {@code
 *     models:/c.s.m@alias}, {@code mlflow-artifacts:/<path>}
 * @param origin what is known beside the source
 */
public record NewModelVersion(
    String model,
    String source,
    ModelVersion.Origin origin,
    @Nullable String description,
    Map<String, String> tags) {
  public NewModelVersion {
    tags = Map.copyOf(tags);
  }

  public static Builder of(String model, String source) {
    return new Builder(model, source);
  }

  /** Collects the optional parts. */
  public static final class Builder {
    private final String model;
    private final String source;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private @Nullable String runId;
    private @Nullable String runWorkspaceId;
    private @Nullable String loggedModelId;
    private @Nullable String runLink;
    private @Nullable String description;

    private Builder(String model, String source) {
      this.model = model;
      this.source = source;
    }

    /** The run that made the model. */
    public Builder runId(@Nullable String id) {
      this.runId = id;
      return this;
    }

    /** The workspace of that run; the caller's when nothing is said. */
    public Builder runWorkspaceId(@Nullable String id) {
      this.runWorkspaceId = id;
      return this;
    }

    /** MLflow's logged model, {@code m-...}. */
    public Builder loggedModelId(@Nullable String id) {
      this.loggedModelId = id;
      return this;
    }

    /** A link for people. */
    public Builder runLink(@Nullable String link) {
      this.runLink = link;
      return this;
    }

    public Builder description(@Nullable String text) {
      this.description = text;
      return this;
    }

    public Builder tag(String key, String value) {
      tags.put(key, value);
      return this;
    }

    public NewModelVersion build() {
      return new NewModelVersion(
          model,
          source,
          new ModelVersion.Origin(source, runId, runWorkspaceId, loggedModelId, runLink),
          description,
          tags);
    }
  }
}
