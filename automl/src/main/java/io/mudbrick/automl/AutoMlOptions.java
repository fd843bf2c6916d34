package io.mudbrick.automl;

import io.mudbrick.featurestore.FeatureLookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How AutoML works; the keyword arguments of {@code databricks.automl.classify} and {@code
 * regress}. Start from {@link #defaults} or {@link #builder}. Immutable.
 *
 * @param primaryMetric null for F1 (classification) or R2 (regression)
 * @param maxTrials how many candidates are fitted, if the time allows
 * @param mode how the best model is found
 * @param timeout after this the work is done, reports included: fits stop with what they have. A
 *     first model is always finished
 * @param clock by which clock the timeout runs
 * @param seed null for the engine's seed; the same seed and number of trials give the same models
 * @param parallelism how many trials run at a time; 0 for as many as there are processors. It does
 *     not change the result
 * @param folds into how many folds the rows are split in ensemble mode; 0 for five, or fewer when
 *     the data is large for the timeout; 1 for one holdout
 * @param excludeColumns never used as features
 * @param excludeFamilies kinds of models that are not tried
 * @param positiveLabel of two classes, the one that precision, recall and F1 speak of; null for the
 *     later one in their order ({@code Yes}, 1, {@code true})
 * @param imputers what stands in for missing values, by column; each turns the detection of that
 *     column's semantic type off
 * @param sampleWeightColumn how much each row counts, in training and in the metrics; no feature
 * @param featureStoreLookups features of the feature store that are joined to the rows before
 *     anything else; their lookups go with each model
 * @param isolated whether fits that run native code do so in processes of their own, so that a
 *     crash, or taking too much memory or time, ends one trial only
 * @param splitColumn holds {@code train}, {@code validate} or {@code test} for each row; others are
 *     ignored
 * @param timeColumn splits by time: the oldest 60 % train, the newest 20 % test
 * @param experimentDir the workspace folder of the experiment; null for {@code databricks_automl}
 *     in the caller's home
 * @param experimentName null for one made of target, data and time
 */
public record AutoMlOptions(
    AutoMlMode mode,
    @Nullable EvaluationMetric primaryMetric,
    int maxTrials,
    Duration timeout,
    BudgetClock clock,
    @Nullable Long seed,
    int parallelism,
    int folds,
    Set<String> excludeColumns,
    Set<ModelFamily> excludeFamilies,
    Map<String, Imputer> imputers,
    @Nullable String sampleWeightColumn,
    List<FeatureLookup> featureStoreLookups,
    boolean isolated,
    @Nullable Object positiveLabel,
    @Nullable String splitColumn,
    @Nullable String timeColumn,
    @Nullable String experimentDir,
    @Nullable String experimentName,
    AutoMlListener listener) {

  public AutoMlOptions {
    excludeColumns = Set.copyOf(excludeColumns);
    excludeFamilies = Set.copyOf(excludeFamilies);
    imputers = Map.copyOf(imputers);
    featureStoreLookups = List.copyOf(featureStoreLookups);
    Limits.checkTrials(maxTrials);
    Limits.checkTime(timeout);
    if (parallelism < 0) {
      throw AutoMlErrors.negativeParallelism(parallelism);
    }
    if (splitColumn != null && timeColumn != null) {
      throw AutoMlErrors.twoSplits();
    }
    if (folds < 0) {
      throw AutoMlErrors.negativeFolds(folds);
    }
    if (folds > 1 && (mode == AutoMlMode.DATABRICKS || splitColumn != null || timeColumn != null)) {
      throw AutoMlErrors.foldsOfOneSplit(folds);
    }
    checkExcluded(excludeColumns, "split", splitColumn);
    checkExcluded(excludeColumns, "time", timeColumn);
    checkExcluded(excludeColumns, "sample weight", sampleWeightColumn);
    for (String column : imputers.keySet()) {
      checkExcluded(excludeColumns, "imputed", column);
    }
    if (sampleWeightColumn != null
        && (sampleWeightColumn.equals(splitColumn) || sampleWeightColumn.equals(timeColumn))) {
      throw AutoMlErrors.twoRoles(sampleWeightColumn);
    }
  }

  private static void checkExcluded(Set<String> excluded, String role, @Nullable String column) {
    if (column != null && excluded.contains(column)) {
      throw AutoMlErrors.excludedRole(role, column);
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
    private AutoMlMode mode = AutoMlMode.ENSEMBLE;
    private @Nullable EvaluationMetric primaryMetric;
    private int maxTrials = 10;
    private Duration timeout = Duration.ofHours(2);
    private BudgetClock clock = BudgetClock.WALL;
    private @Nullable Long seed;
    private int parallelism;
    private int folds;
    private final Set<String> excludeColumns = new LinkedHashSet<>();
    private final Set<ModelFamily> excludeFamilies = EnumSet.noneOf(ModelFamily.class);
    private final Map<String, Imputer> imputers = new LinkedHashMap<>();
    private @Nullable String sampleWeightColumn;
    private final List<FeatureLookup> featureStoreLookups = new ArrayList<>();
    private boolean isolated;
    private @Nullable Object positiveLabel;
    private @Nullable String splitColumn;
    private @Nullable String timeColumn;
    private @Nullable String experimentDir;
    private @Nullable String experimentName;
    private AutoMlListener listener = event -> {};

    private Builder() {}

    /** How the best model is found. */
    public Builder mode(AutoMlMode mode) {
      this.mode = mode;
      return this;
    }

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

    /** By which clock the timeout runs. */
    public Builder clock(BudgetClock clock) {
      this.clock = clock;
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

    /** How many folds in ensemble mode; 0 for as many as are worth their time. */
    public Builder folds(int folds) {
      this.folds = folds;
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

    /**
     * Leaves out what the product's {@code exclude_frameworks} names: {@code sklearn}, {@code
     * xgboost}, {@code lightgbm}, or a kind of model by its own name.
     *
     * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when there is none
     */
    public Builder excludeFrameworks(String... names) {
      for (String name : names) {
        excludeFamilies.addAll(ModelFamily.ofFramework(name));
      }
      return this;
    }

    /** What stands in for that column's missing values. */
    public Builder imputer(String column, Imputer imputer) {
      imputers.put(column, imputer);
      return this;
    }

    public Builder sampleWeightColumn(String name) {
      this.sampleWeightColumn = name;
      return this;
    }

    /** Joins these features to the rows. */
    public Builder featureStoreLookups(FeatureLookup... lookups) {
      featureStoreLookups.addAll(List.of(lookups));
      return this;
    }

    /** Runs native fits in processes of their own. */
    public Builder isolated(boolean isolated) {
      this.isolated = isolated;
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
          mode,
          primaryMetric,
          maxTrials,
          timeout,
          clock,
          seed,
          parallelism,
          folds,
          excludeColumns,
          excludeFamilies,
          imputers,
          sampleWeightColumn,
          featureStoreLookups,
          isolated,
          positiveLabel,
          splitColumn,
          timeColumn,
          experimentDir,
          experimentName,
          listener);
    }
  }
}
