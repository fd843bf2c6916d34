package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.ModelDirectoryWriter;
import io.mudbrick.platform.internal.model.ModelErrors;
import io.mudbrick.platform.internal.model.MudbrickFlavor;
import io.mudbrick.platform.internal.model.PreparedScorer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A trained model ready to be written: raw rows go through the preparation to the estimator, whose
 * answer is decoded by the target. Of several members the answer, a number or the probabilities, is
 * the mean by their weights (Caruana et al., 2004); those of equal preparations prepare a row once.
 * What {@link #write} makes, {@link ModelLoader} loads, and Python's {@code
 * mlflow.pyfunc.load_model}; a single model of trees also loads with {@code
 * mlflow.xgboost.load_model}, which takes the prepared matrix. Immutable.
 *
 * @param members one model, or several that are blended
 * @param sharpness the power of the probabilities, which have a sum of 1 again: 1 unless blending
 *     has made them less sure than they should be
 * @param signature of the raw rows
 * @param inputExample a few raw rows
 * @param created {@code utc_time_created}
 * @param files more files of the model directory, by relative path
 * @param featureSpec which of the files holds the feature lookups; see {@link InputResolver}
 */
public record ModelPackage(
    Target target,
    List<Member> members,
    double sharpness,
    ModelSignature signature,
    @Nullable Frame inputExample,
    @Nullable String artifactPath,
    @Nullable String runId,
    @Nullable String modelId,
    String modelUuid,
    Instant created,
    Map<String, @Nullable Object> metadata,
    Map<String, byte[]> files,
    @Nullable String featureSpec) {

  /** The name of our own flavor. */
  public static final String FLAVOR = "mudbrick";

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when there is no member
   */
  public ModelPackage {
    members = List.copyOf(members);
    if (members.isEmpty()) {
      throw ModelErrors.doNotFit("it has no members");
    }
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
  }

  /**
   * The scorer that the written model will have, without writing it.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the parts do not fit together
   */
  public Scorer scorer() {
    return PreparedScorer.of(members, target, sharpness);
  }

  /**
   * Writes the model directory: {@code MLmodel}, {@code preparation.json}, the estimator, the input
   * examples, the environments; of several members each preparation and estimator by a number.
   * Files that are there are replaced.
   *
   * @return what stands in MLmodel
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the parts do not fit together
   * @throws java.io.UncheckedIOException when the disk refuses
   */
  public MlModel write(Path dir) {
    return ModelDirectoryWriter.write(this, dir);
  }

  /**
   * The members of the model that {@link #write} wrote there.
   *
   * @throws io.mudbrick.platform.PlatformException RESOURCE_DOES_NOT_EXIST without an MLmodel;
   *     BAD_REQUEST when it cannot be read or {@link #write} did not write it
   */
  public static List<Member> members(Path dir) {
    return MudbrickFlavor.members(dir, MlModel.read(dir));
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Makes a {@link ModelPackage}. Not thread-safe. */
  public static final class Builder {
    private @Nullable Target target;
    private @Nullable Preparation preparation;
    private @Nullable Estimator estimator;
    private List<Member> members = List.of();
    private double sharpness = 1;
    private @Nullable ModelSignature signature;
    private @Nullable Frame inputExample;
    private @Nullable String artifactPath;
    private @Nullable String runId;
    private @Nullable String modelId;
    private @Nullable String modelUuid;
    private @Nullable Instant created;
    private final Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private @Nullable String featureSpec;

    private Builder() {}

    /** What it predicts. Required. */
    public Builder target(Target target) {
      this.target = target;
      return this;
    }

    /** Of the one model that it is. */
    public Builder preparation(Preparation preparation) {
      this.preparation = preparation;
      return this;
    }

    /** Of the one model that it is. */
    public Builder estimator(Estimator estimator) {
      this.estimator = estimator;
      return this;
    }

    /** A blend, in place of one preparation and estimator. */
    public Builder members(List<Member> members) {
      this.members = members;
      return this;
    }

    /** Of a classifier, how much surer it is than its members together; 1 unless told. */
    public Builder sharpness(double sharpness) {
      this.sharpness = sharpness;
      return this;
    }

    /** Of the raw rows. Required. */
    public Builder signature(ModelSignature signature) {
      this.signature = signature;
      return this;
    }

    public Builder inputExample(@Nullable Frame rows) {
      this.inputExample = rows;
      return this;
    }

    public Builder artifactPath(@Nullable String path) {
      this.artifactPath = path;
      return this;
    }

    public Builder runId(@Nullable String id) {
      this.runId = id;
      return this;
    }

    public Builder modelId(@Nullable String id) {
      this.modelId = id;
      return this;
    }

    /** Required. */
    public Builder modelUuid(String uuid) {
      this.modelUuid = uuid;
      return this;
    }

    /** Required. */
    public Builder created(Instant created) {
      this.created = created;
      return this;
    }

    /** Free facts under {@code metadata} of the MLmodel: JSON types. */
    public Builder metadata(String key, @Nullable Object value) {
      metadata.put(key, value);
      return this;
    }

    /** A further file of the model directory. */
    public Builder file(String path, byte[] content) {
      files.put(path, content);
      return this;
    }

    /** The feature lookups: a further file, and the name that MLmodel gives it. */
    public Builder featureSpec(String path, byte[] content) {
      this.featureSpec = path;
      return file(path, content);
    }

    /**
     * @throws NullPointerException when a required part is missing
     */
    public ModelPackage build() {
      return new ModelPackage(
          Objects.requireNonNull(target, "target"),
          members.isEmpty() ? List.of(only()) : members,
          sharpness,
          Objects.requireNonNull(signature, "signature"),
          inputExample,
          artifactPath,
          runId,
          modelId,
          Objects.requireNonNull(modelUuid, "modelUuid"),
          Objects.requireNonNull(created, "created"),
          metadata,
          files,
          featureSpec);
    }

    private Member only() {
      return new Member(
          Objects.requireNonNull(preparation, "preparation"),
          Objects.requireNonNull(estimator, "estimator"),
          1);
    }
  }
}
