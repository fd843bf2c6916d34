package io.mudbrick.automl;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How AutoML works; the keyword arguments of {@code databricks.automl.classify} and {@code
 * regress}. Start from {@link #defaults} or {@link #builder}. Immutable.
 *
 * @param primaryMetric null for F1 (classification) or R2 (regression)
 * @param maxTrials how many candidates are fitted, if the time allows
 * @param timeout no trial starts later than this after the first
 * @param seed null for the engine's seed; the same seed and number of trials give the same models
 * @param parallelism how many trials run at a time; 0 for as many as there are processors. It does
 *     not change the result
 * @param excludeColumns never used as features
 * @param excludeFamilies kinds of models that are not tried
 * @param positiveLabel of two classes, the one that precision, recall and F1 speak of; null for the
 *     later one in their order ({@code Yes}, 1, {@code true})
 * @param splitColumn holds {@code train}, {@code validate} or {@code test} for each row; others are
 *     ignored
 * @param timeColumn splits by time: the oldest 60 % train, the newest 20 % test
 * @param experimentDir the workspace folder of the experiment; null for {@code databricks_automl}
 *     in the caller's home
 * @param experimentName null for one made of target, data and time
 */
public record AutoMlOptions(
    @Nullable EvaluationMetric primaryMetric,
    int maxTrials,
    Duration timeout,
    @Nullable Long seed,
    int parallelism,
    Set<String> excludeColumns,
    Set<ModelFamily> excludeFamilies,
    @Nullable Object positiveLabel,
    @Nullable String splitColumn,
    @Nullable String timeColumn,
    @Nullable String experimentDir,
    @Nullable String experimentName,
    AutoMlListener listener) {

  public AutoMlOptions {
    excludeColumns = Set.copyOf(excludeColumns);
    excludeFamilies = Set.copyOf(excludeFamilies);
    if (maxTrials < 1) {
      throw AutoMlErrors.tooFewTrials(maxTrials);
    }
    if (timeout.isNegative() || timeout.isZero()) {
      throw AutoMlErrors.noTime(timeout);
    }
    if (parallelism < 0) {
      throw AutoMlErrors.negativeParallelism(parallelism);
    }
    if (splitColumn != null && timeColumn != null) {
      throw AutoMlErrors.twoSplits();
    }
  }

  /** Ten trials, two hours at most, the product's primary metrics. */
  public static AutoMlOptions defaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Makes {@link AutoMlOptions}. Not thread-safe. */
  public static final class Builder {
    private @Nullable EvaluationMetric primaryMetric;
    private int maxTrials = 10;
    private Duration timeout = Duration.ofHours(2);
    private @Nullable Long seed;
    private int parallelism;
    private final Set<String> excludeColumns = new LinkedHashSet<>();
    private final Set<ModelFamily> excludeFamilies = EnumSet.noneOf(ModelFamily.class);
    private @Nullable Object positiveLabel;
    private @Nullable String splitColumn;
    private @Nullable String timeColumn;
    private @Nullable String experimentDir;
    private @Nullable String experimentName;
    private AutoMlListener listener = event -> {};

    private Builder() {}

    /** By which trials are ranked. */
    public Builder primaryMetric(EvaluationMetric metric) {
      this.primaryMetric = metric;
      return this;
    }

    public Builder maxTrials(int trials) {
      this.maxTrials = trials;
      return this;
    }

    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    public Builder parallelism(int trials) {
      this.parallelism = trials;
      return this;
    }

    public Builder excludeColumns(String... names) {
      excludeColumns.addAll(List.of(names));
      return this;
    }

    public Builder excludeFamilies(ModelFamily... families) {
      excludeFamilies.addAll(List.of(families));
      return this;
    }

    public Builder positiveLabel(Object label) {
      this.positiveLabel = label;
      return this;
    }

    public Builder splitColumn(String name) {
      this.splitColumn = name;
      return this;
    }

    public Builder timeColumn(String name) {
      this.timeColumn = name;
      return this;
    }

    public Builder experimentDir(String folder) {
      this.experimentDir = folder;
      return this;
    }

    public Builder experimentName(String name) {
      this.experimentName = name;
      return this;
    }

    public Builder listener(AutoMlListener listener) {
      this.listener = listener;
      return this;
    }

    /**
     * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when values contradict
     */
    public AutoMlOptions build() {
      return new AutoMlOptions(
          primaryMetric,
          maxTrials,
          timeout,
          seed,
          parallelism,
          excludeColumns,
          excludeFamilies,
          positiveLabel,
          splitColumn,
          timeColumn,
          experimentDir,
          experimentName,
          listener);
    }
  }
}
