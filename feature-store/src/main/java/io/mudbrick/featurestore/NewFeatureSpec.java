package io.mudbrick.featurestore;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link FeatureStore#createFeatureSpec} makes: features by name, without labels and without a
 * model, for a Feature Serving endpoint or a training set.
 *
 * <pre>{@code
 * NewFeatureSpec.builder("shop.ml.buyer")
 *     .lookup(FeatureLookup.of("shop.ml.customers", "customer"))
 *     .function(perYear)
 *     .exclude("customer")
 *     .build();
 * }</pre>
 *
 * @param name of three levels
 * @param lookups their keys and timestamps become columns that callers send
 * @param functions what they take beside features becomes columns that callers send
 * @param excludeColumns what is sent, looked up or computed and not put out
 * @param mode whether online and offline answers may differ where they do in the product
 */
public record NewFeatureSpec(
    String name,
    List<FeatureLookup> lookups,
    List<FeatureFunction> functions,
    List<String> excludeColumns,
    PlanMode mode,
    @Nullable String comment) {
  public NewFeatureSpec {
    lookups = List.copyOf(lookups);
    functions = List.copyOf(functions);
    excludeColumns = List.copyOf(excludeColumns);
  }

  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Collects the parts. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final List<FeatureLookup> lookups = new ArrayList<>();
    private final List<FeatureFunction> functions = new ArrayList<>();
    private List<String> excludeColumns = List.of();
    private PlanMode mode = PlanMode.FAITHFUL;
    private @Nullable String comment;

    private Builder(String name) {
      this.name = name;
    }

    public Builder lookup(FeatureLookup lookup) {
      lookups.add(lookup);
      return this;
    }

    public Builder function(FeatureFunction function) {
      functions.add(function);
      return this;
    }

    public Builder exclude(String... columns) {
      excludeColumns = List.of(columns);
      return this;
    }

    public Builder strict() {
      mode = PlanMode.STRICT;
      return this;
    }

    public Builder comment(@Nullable String text) {
      comment = text;
      return this;
    }

    public NewFeatureSpec build() {
      return new NewFeatureSpec(name, lookups, functions, excludeColumns, mode, comment);
    }
  }
}
