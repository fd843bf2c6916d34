package io.mudbrick.platform.model;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.internal.model.MlModelFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An {@code MLmodel} file: what MLflow writes beside a model to say what it is. Read one with
 * {@link #read}, make one with {@link #builder}. Immutable.
 *
 * @param flavors the ways to load the model, by name; values are YAML scalars, lists and maps
 * @param extra top-level keys that have no component here, kept as they came
 */
public record MlModel(
    @Nullable String artifactPath,
    @Nullable String runId,
    @Nullable String modelId,
    @Nullable String modelUuid,
    @Nullable Instant created,
    @Nullable String mlflowVersion,
    Map<String, Map<String, @Nullable Object>> flavors,
    @Nullable ModelSignature signature,
    @Nullable InputExample inputExample,
    Map<String, @Nullable Object> metadata,
    @Nullable Long sizeBytes,
    Map<String, @Nullable Object> extra) {

  /** The file name, at the root of a model directory. */
  public static final String FILE = "MLmodel";

  /**
   * Where the input example stands: {@code saved_input_example_info}.
   *
   * @param type {@code dataframe}, {@code ndarray} or {@code json_object}
   * @param servingPath the same rows as a body for {@code /invocations}; null in old models
   */
  public record InputExample(String artifactPath, String type, @Nullable String servingPath) {}

  public MlModel {
    flavors = Collections.unmodifiableMap(new LinkedHashMap<>(flavors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    extra = Collections.unmodifiableMap(new LinkedHashMap<>(extra));
  }

  /**
   * Reads {@code dir/MLmodel}.
   *
   * @throws PlatformException RESOURCE_DOES_NOT_EXIST when there is none, BAD_REQUEST when it is no
   *     MLmodel or larger or deeper than any honest one
   */
  public static MlModel read(Path dir) {
    return MlModelFile.read(dir);
  }

  /**
   * Reads the text of an MLmodel.
   *
   * @throws PlatformException BAD_REQUEST when it is none
   */
  public static MlModel parse(String yaml) {
    return MlModelFile.parse(yaml);
  }

  /** The text that {@link #parse} reads, and MLflow. */
  public String toYaml() {
    return MlModelFile.print(this);
  }

  /**
   * The path of the packed feature lookups, relative to the model directory; null when the model
   * takes its rows as they are.
   */
  public @Nullable String featureSpec() {
    Map<String, @Nullable Object> flavor = flavors.get(ModelPackage.FLAVOR);
    return flavor != null && flavor.get("feature_spec") instanceof String path ? path : null;
  }

  /** An empty builder. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts from this. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.artifactPath = artifactPath;
    builder.runId = runId;
    builder.modelId = modelId;
    builder.modelUuid = modelUuid;
    builder.created = created;
    builder.mlflowVersion = mlflowVersion;
    builder.flavors.putAll(flavors);
    builder.signature = signature;
    builder.inputExample = inputExample;
    builder.metadata.putAll(metadata);
    builder.sizeBytes = sizeBytes;
    builder.extra.putAll(extra);
    return builder;
  }

  /** Makes an {@link MlModel}. Not thread-safe. */
  public static final class Builder {
    private @Nullable String artifactPath;
    private @Nullable String runId;
    private @Nullable String modelId;
    private @Nullable String modelUuid;
    private @Nullable Instant created;
    private @Nullable String mlflowVersion;
    private final Map<String, Map<String, @Nullable Object>> flavors = new LinkedHashMap<>();
    private @Nullable ModelSignature signature;
    private @Nullable InputExample inputExample;
    private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    private @Nullable Long sizeBytes;
    private final Map<String, @Nullable Object> extra = new LinkedHashMap<>();

    private Builder() {}

    /** Where the model stands below the run's artifacts; MLflow 3 writes its URI here. */
    public Builder artifactPath(@Nullable String path) {
      this.artifactPath = path;
      return this;
    }

    public Builder runId(@Nullable String id) {
      this.runId = id;
      return this;
    }

    /** The id of the logged model, {@code m-...}. */
    public Builder modelId(@Nullable String id) {
      this.modelId = id;
      return this;
    }

    public Builder modelUuid(@Nullable String uuid) {
      this.modelUuid = uuid;
      return this;
    }

    /** {@code utc_time_created}. */
    public Builder created(@Nullable Instant instant) {
      this.created = instant;
      return this;
    }

    public Builder mlflowVersion(@Nullable String version) {
      this.mlflowVersion = version;
      return this;
    }

    public Builder flavor(String name, Map<String, @Nullable Object> config) {
      flavors.put(name, Collections.unmodifiableMap(new LinkedHashMap<>(config)));
      return this;
    }

    public Builder signature(@Nullable ModelSignature signature) {
      this.signature = signature;
      return this;
    }

    public Builder inputExample(@Nullable InputExample example) {
      this.inputExample = example;
      return this;
    }

    public Builder metadata(String key, @Nullable Object value) {
      metadata.put(key, value);
      return this;
    }

    public Builder sizeBytes(@Nullable Long bytes) {
      this.sizeBytes = bytes;
      return this;
    }

    public Builder extra(String key, @Nullable Object value) {
      extra.put(key, value);
      return this;
    }

    public MlModel build() {
      return new MlModel(
          artifactPath,
          runId,
          modelId,
          modelUuid,
          created,
          mlflowVersion,
          flavors,
          signature,
          inputExample,
          metadata,
          sizeBytes,
          extra);
    }
  }
}
