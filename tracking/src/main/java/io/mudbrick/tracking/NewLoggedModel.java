package io.mudbrick.tracking;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a new logged model shall be: {@code NewLoggedModel.in(experimentId).name("model").build()}.
 *
 * @param name {@code null} for a random one
 */
public record NewLoggedModel(
    String experimentId,
    @Nullable String name,
    @Nullable String modelType,
    @Nullable String sourceRunId,
    List<Param> params,
    Map<String, String> tags) {
  public NewLoggedModel {
    params = List.copyOf(params);
    tags = Map.copyOf(tags);
  }

  public static Builder in(String experimentId) {
    return new Builder(experimentId);
  }

  /** Collects what a logged model shall be. */
  public static final class Builder {
    private final String experimentId;
    private final List<Param> params = new ArrayList<>();
    private final Map<String, String> tags = new LinkedHashMap<>();
    private @Nullable String name;
    private @Nullable String modelType;
    private @Nullable String sourceRunId;

    private Builder(String experimentId) {
      this.experimentId = experimentId;
    }

    public Builder name(@Nullable String newName) {
      this.name = newName;
      return this;
    }

    public Builder modelType(@Nullable String newModelType) {
      this.modelType = newModelType;
      return this;
    }

    public Builder sourceRunId(@Nullable String newSourceRunId) {
      this.sourceRunId = newSourceRunId;
      return this;
    }

    public Builder params(List<Param> more) {
      params.addAll(more);
      return this;
    }

    public Builder tags(Map<String, String> more) {
      tags.putAll(more);
      return this;
    }

    public NewLoggedModel build() {
      return new NewLoggedModel(experimentId, name, modelType, sourceRunId, params, tags);
    }
  }
}
