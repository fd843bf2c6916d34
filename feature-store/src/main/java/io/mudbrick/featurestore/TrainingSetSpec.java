package io.mudbrick.featurestore;

import io.mudbrick.catalog.delta.ColumnBatch;
import io.mudbrick.featurestore.view.DeclaredFeature;
import io.mudbrick.featurestore.view.Feature;
import io.mudbrick.featurestore.view.RegisteredFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FeatureStore#createTrainingSet} makes.
 *
 * <pre>{@code
 * TrainingSetSpec.builder(labels)
 *     .lookup(usage)
 *     .label("churn")
 *     .exclude("customer_id", "label_at")
 *     .build();
 * }</pre>
 *
 * @param labels the rows to complete: keys, timestamps, labels and whatever else a model takes
 * @param lookups the features to add, each with its table
 * @param functions the features to compute from the labels, from what is looked up, and from each
 *     other
 * @param features the features to compute over windows of time
 * @param labelColumns what a model is to predict; stays in the training set, not in its spec
 * @param excludeColumns columns, of the labels or looked up, that no model takes: they are left out
 *     of the training set, and the spec says so
 * @param tableVersions by table, the Delta version to read; tables not named are read as they are
 *     now. {@link FeatureSpec#tableVersions()} of an earlier set makes the same set again
 * @param cut hides what was committed later; null for nothing
 * @param sources tables that the labels came from, for lineage
 * @param options what making it may take
 */
public record TrainingSetSpec(
    ColumnBatch labels,
    List<FeatureLookup> lookups,
    List<FeatureFunction> functions,
    List<DeclaredFeature> features,
    List<String> labelColumns,
    List<String> excludeColumns,
    Map<String, Long> tableVersions,
    @Nullable CommitCut cut,
    List<String> sources,
    JoinOptions options) {
  public TrainingSetSpec {
    lookups = List.copyOf(lookups);
    functions = List.copyOf(functions);
    features = List.copyOf(features);
    labelColumns = List.copyOf(labelColumns);
    excludeColumns = List.copyOf(excludeColumns);
    tableVersions = Map.copyOf(tableVersions);
    sources = List.copyOf(sources);
  }

  /** For logs and the audit: the shape of the labels, not their rows. */
  @Override
  public String toString() {
    return "TrainingSetSpec[%d rows of %s, lookups=%s, functions=%s, features=%s, labels=%s, without=%s]"
        .formatted(
            labels.size(),
            labels.schema().names(),
            lookups,
            functions,
            features,
            labelColumns,
            excludeColumns);
  }

  public static Builder builder(ColumnBatch labels) {
    return new Builder(labels);
  }

  /** Collects the parts. Not thread-safe. */
  public static final class Builder {
    private final ColumnBatch labels;
    private final List<FeatureLookup> lookups = new ArrayList<>();
    private final List<FeatureFunction> functions = new ArrayList<>();
    private final List<DeclaredFeature> features = new ArrayList<>();
    private List<String> labelColumns = List.of();
    private List<String> excludeColumns = List.of();
    private final Map<String, Long> tableVersions = new LinkedHashMap<>();
    private @Nullable CommitCut cut;
    private List<String> sources = List.of();
    private JoinOptions options = JoinOptions.defaults();

    private Builder(ColumnBatch labels) {
      this.labels = labels;
    }

    public Builder lookup(FeatureLookup lookup) {
      lookups.add(lookup);
      return this;
    }

    public Builder function(FeatureFunction function) {
      functions.add(function);
      return this;
    }

    /** Adds a feature that need not be in the catalog. */
    public Builder feature(Feature feature) {
      features.add(new DeclaredFeature(null, feature));
      return this;
    }

    /** Adds a feature of the catalog. */
    public Builder feature(RegisteredFeature feature) {
      features.add(new DeclaredFeature(feature.fullName(), feature.feature()));
      return this;
    }

    public Builder label(String... columns) {
      labelColumns = List.of(columns);
      return this;
    }

    public Builder exclude(String... columns) {
      excludeColumns = List.of(columns);
      return this;
    }

    public Builder tableVersions(Map<String, Long> versions) {
      tableVersions.putAll(versions);
      return this;
    }

    /** Hides what was committed later, so that backfills do not leak. */
    public Builder knownBy(CommitCut moment) {
      cut = moment;
      return this;
    }

    public Builder sources(String... tables) {
      sources = List.of(tables);
      return this;
    }

    /** Bytes as {@link JoinOptions#memoryBudget} counts them; a quarter of the heap if not said. */
    public Builder memoryBudget(long bytes) {
      options = options.memoryBudget(bytes);
      return this;
    }

    /** Who is told how far the work has come. */
    public Builder progress(Consumer<JoinProgress> listener) {
      options = options.progress(listener);
      return this;
    }

    public TrainingSetSpec build() {
      return new TrainingSetSpec(
          labels,
          lookups,
          functions,
          features,
          labelColumns,
          excludeColumns,
          tableVersions,
          cut,
          sources,
          options);
    }
  }
}
