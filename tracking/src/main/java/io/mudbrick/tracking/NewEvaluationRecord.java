package io.mudbrick.tracking;

import io.mudbrick.tracking.EvaluationRecord.Source;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record to be put into an evaluation dataset: {@code NewEvaluationRecord.of(Map.of("question",
 * "What is MLflow?")).expectations(Map.of("answer", "...")).build()}.
 *
 * @param replacesOutputs whether a record with the same inputs gets these outputs; else it keeps
 *     its own
 */
public record NewEvaluationRecord(
    Map<String, @Nullable Object> inputs,
    boolean replacesOutputs,
    @Nullable Object outputs,
    @Nullable Map<String, @Nullable Object> expectations,
    Map<String, @Nullable Object> tags,
    @Nullable Source source) {

  public static Builder of(Map<String, ? extends @Nullable Object> inputs) {
    return new Builder(new LinkedHashMap<>(inputs));
  }

  /** Collects a record. */
  public static final class Builder {
    private final Map<String, @Nullable Object> inputs;
    private boolean replacesOutputs;
    private @Nullable Object outputs;
    private @Nullable Map<String, @Nullable Object> expectations;
    private Map<String, @Nullable Object> tags = Map.of();
    private @Nullable Source source;

    private Builder(Map<String, @Nullable Object> inputs) {
      this.inputs = inputs;
    }

    public Builder outputs(@Nullable Object newOutputs) {
      this.replacesOutputs = true;
      this.outputs = newOutputs;
      return this;
    }

    public Builder expectations(@Nullable Map<String, ? extends @Nullable Object> more) {
      this.expectations = more == null ? null : new LinkedHashMap<>(more);
      return this;
    }

    public Builder tags(Map<String, ? extends @Nullable Object> newTags) {
      this.tags = new LinkedHashMap<>(newTags);
      return this;
    }

    public Builder source(@Nullable Source newSource) {
      this.source = newSource;
      return this;
    }

    public NewEvaluationRecord build() {
      return new NewEvaluationRecord(inputs, replacesOutputs, outputs, expectations, tags, source);
    }
  }
}
