package io.mudbrick.automl;

import io.mudbrick.platform.model.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How AutoML forecasts; the keyword arguments of {@code databricks.automl.forecast}. Start from
 * {@link #on}. Immutable.
 *
 * @param timeColumn when each row was; dates, times, text or whole numbers
 * @param frequency how far apart the times are
 * @param horizon how many steps are forecast, at most 100,000
 * @param identityColumns which tell series apart; empty when there is one series
 * @param primaryMetric by which models are ranked; SMAPE unless told
 * @param timeout after this no further model is tried
 * @param maxTrials how many models are tried at most
 * @param countryCode whose holidays count, such as {@code US}; null for none
 * @param excludeFamilies kinds of models that are not tried
 * @param features further columns of numbers that are known ahead, such as a price or a promotion
 * @param future rows of the time to come with those columns; null repeats the last season's values
 * @param sampleWeightColumn how much each series counts in the metrics
 * @param outputTable the table {@code c.s.t} that gets the forecasts of the best model; null for
 *     none
 * @param seed null for the engine's seed
 * @param experimentDir the workspace folder of the experiment; null for {@code databricks_automl}
 *     in the caller's home
 * @param experimentName null for one made of target, data and time
 */
public record ForecastOptions(
    String timeColumn,
    Frequency frequency,
    int horizon,
    List<String> identityColumns,
    EvaluationMetric primaryMetric,
    Duration timeout,
    int maxTrials,
    @Nullable String countryCode,
    Set<ForecastFamily> excludeFamilies,
    List<String> features,
    @Nullable Frame future,
    @Nullable String sampleWeightColumn,
    @Nullable String outputTable,
    @Nullable Long seed,
    @Nullable String experimentDir,
    @Nullable String experimentName,
    AutoMlListener listener) {

  /** What a model that keeps its forecasts can hold of many series. */
  private static final int LONGEST_HORIZON = 100_000;

  public ForecastOptions {
    identityColumns = List.copyOf(identityColumns);
    excludeFamilies = Set.copyOf(excludeFamilies);
    features = List.copyOf(features);
    if (horizon < 1 || horizon > LONGEST_HORIZON) {
      throw ForecastErrors.noHorizon(horizon, LONGEST_HORIZON);
    }
    Limits.checkTrials(maxTrials);
    Limits.checkTime(timeout);
    if (primaryMetric.problem() != Problem.FORECASTING) {
      throw AutoMlErrors.wrongMetric(primaryMetric, Problem.FORECASTING);
    }
    if (excludeFamilies.size() == ForecastFamily.values().length) {
      throw AutoMlErrors.noFamilies();
    }
    Set<String> roles = new LinkedHashSet<>(Set.of(timeColumn));
    List<String> others = new ArrayList<>(identityColumns);
    others.addAll(features);
    if (sampleWeightColumn != null) {
      others.add(sampleWeightColumn);
    }
    for (String column : others) {
      if (!roles.add(column)) {
        throw AutoMlErrors.twoRoles(column);
      }
    }
  }

  /** Options for rows with their times in that column: daily ones, one step ahead, two hours. */
  public static Builder on(String timeColumn) {
    return new Builder(timeColumn);
  }

  /** With rows of the time to come; null for none. */
  public ForecastOptions withFuture(@Nullable Frame rows) {
    return new Builder(this).future(rows).build();
  }

  /** With somebody else who listens. */
  public ForecastOptions withListener(AutoMlListener other) {
    return new Builder(this).listener(other).build();
  }

  /** Makes {@link ForecastOptions}. Not thread-safe. */
  public static final class Builder {
    private final String timeColumn;
    private Frequency frequency = new Frequency(Frequency.Unit.DAY, 1);
    private int horizon = 1;
    private final List<String> identityColumns = new ArrayList<>();
    private EvaluationMetric primaryMetric = EvaluationMetric.SMAPE;
    private Duration timeout = Duration.ofHours(2);
    private int maxTrials = 100;
    private @Nullable String countryCode = "US";
    private final Set<ForecastFamily> excludeFamilies = EnumSet.noneOf(ForecastFamily.class);
    private final List<String> features = new ArrayList<>();
    private @Nullable Frame future;
    private @Nullable String sampleWeightColumn;
    private @Nullable String outputTable;
    private @Nullable Long seed;
    private @Nullable String experimentDir;
    private @Nullable String experimentName;
    private AutoMlListener listener = event -> {};

    private Builder(String timeColumn) {
      this.timeColumn = timeColumn;
    }

    private Builder(ForecastOptions from) {
      this.timeColumn = from.timeColumn;
      this.frequency = from.frequency;
      this.horizon = from.horizon;
      this.identityColumns.addAll(from.identityColumns);
      this.primaryMetric = from.primaryMetric;
      this.timeout = from.timeout;
      this.maxTrials = from.maxTrials;
      this.countryCode = from.countryCode;
      this.excludeFamilies.addAll(from.excludeFamilies);
      this.features.addAll(from.features);
      this.future = from.future;
      this.sampleWeightColumn = from.sampleWeightColumn;
      this.outputTable = from.outputTable;
      this.seed = from.seed;
      this.experimentDir = from.experimentDir;
      this.experimentName = from.experimentName;
      this.listener = from.listener;
    }

    public Builder frequency(Frequency frequency) {
      this.frequency = frequency;
      return this;
    }

    /** As {@link Frequency#of} reads it. */
    public Builder frequency(String text) {
      return frequency(Frequency.of(text));
    }

    public Builder horizon(int steps) {
      this.horizon = steps;
      return this;
    }

    public Builder identityColumns(String... names) {
      identityColumns.addAll(List.of(names));
      return this;
    }

    public Builder primaryMetric(EvaluationMetric metric) {
      this.primaryMetric = metric;
      return this;
    }

    public Builder timeout(Duration timeout) {
      this.timeout = timeout;
      return this;
    }

    public Builder maxTrials(int trials) {
      this.maxTrials = trials;
      return this;
    }

    /** Whose holidays count: US unless told, null for none. */
    public Builder countryCode(@Nullable String code) {
      this.countryCode = code;
      return this;
    }

    public Builder excludeFamilies(ForecastFamily... families) {
      excludeFamilies.addAll(List.of(families));
      return this;
    }

    /** Further columns, known ahead. */
    public Builder features(String... names) {
      features.addAll(List.of(names));
      return this;
    }

    /** The features of the time to come, with its times and the identity columns. */
    public Builder future(@Nullable Frame rows) {
      this.future = rows;
      return this;
    }

    public Builder sampleWeightColumn(@Nullable String name) {
      this.sampleWeightColumn = name;
      return this;
    }

    public Builder outputTable(@Nullable String fullName) {
      this.outputTable = fullName;
      return this;
    }

    public Builder seed(@Nullable Long seed) {
      this.seed = seed;
      return this;
    }

    public Builder experimentDir(@Nullable String folder) {
      this.experimentDir = folder;
      return this;
    }

    public Builder experimentName(@Nullable String name) {
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
    public ForecastOptions build() {
      return new ForecastOptions(
          timeColumn,
          frequency,
          horizon,
          identityColumns,
          primaryMetric,
          timeout,
          maxTrials,
          countryCode,
          excludeFamilies,
          features,
          future,
          sampleWeightColumn,
          outputTable,
          seed,
          experimentDir,
          experimentName,
          listener);
    }
  }
}
