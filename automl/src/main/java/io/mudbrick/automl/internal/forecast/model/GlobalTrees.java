package io.mudbrick.automl.internal.forecast.model;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.automl.internal.train.Allowance;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.automl.internal.train.Trainer;
import io.mudbrick.automl.internal.train.TrainingData;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * One boosted model of all series that forecasts each step ahead directly: what won the M5
 * competition. The last horizon of every series says when to stop, and how wide the errors are;
 * then as many rounds are boosted over everything.
 *
 * @param horizon how many steps ahead it learns
 */
record GlobalTrees(int horizon) implements PanelForecaster {
  /** More rows than these are thinned out. */
  private static final int ENOUGH = 40_000;

  private static final Map<String, Double> PARAMS =
      Map.of(
          "max_depth", 6.0,
          "max_leaves", 16.0,
          "learning_rate", 0.06,
          "min_child_weight", 8.0,
          "subsample", 0.7,
          "colsample_bytree", 0.6,
          "reg_lambda", 2.0,
          "reg_alpha", 0.0);

  @Override
  public String name() {
    return "GlobalTrees";
  }

  @Override
  public List<FittedForecaster> fit(List<Series> series, IntFunction<Allowance> allowances) {
    Allowance allowance = allowances.apply(0);
    List<TreeSeries> all = series.parallelStream().map(one -> TreeSeries.of(one, horizon)).toList();
    int[] lengths = series.stream().mapToInt(Series::length).sorted().toArray();
    LagFeatures features =
        LagFeatures.of(
            series.get(0).timeline(),
            horizon,
            lengths[lengths.length / 2],
            series.get(0).covariates().size());
    Rows early = new Rows(features);
    Rows late = new Rows(features);
    Rows newest = new Rows(features);
    long pairs = all.stream().mapToLong(one -> (long) one.z().length * horizon).sum();
    int every = (int) Math.max(1, pairs / ENOUGH);
    for (TreeSeries one : all) {
      one.rows(features, every, early, late, newest);
    }
    if (early.size() < 30 || late.size() == 0) {
      SeasonalNaive simple = new SeasonalNaive(false);
      return series.stream().map(one -> simple.fit(one, allowance)).toList();
    }
    Candidate candidate = new Candidate(1, ModelFamily.XGBOOST, PARAMS);
    TrainingData data = new TrainingData(0, early.part(), late.part());
    Fitted judged = Trainer.of(candidate, data).fit(candidate, data, allowance);
    double[] deviations = late.deviations(judged.nativeValidation());
    int rounds = Integer.parseInt(judged.params().getOrDefault("n_estimators", "1"));
    early.add(late);
    early.add(newest);
    AtomicInteger asked = new AtomicInteger();
    Allowance asMany =
        new Allowance(
            allowance.seed(),
            () -> asked.incrementAndGet() >= rounds || allowance.over().getAsBoolean());
    TrainingData everything = new TrainingData(0, early.part(), late.part());
    Fitted fitted = Trainer.of(candidate, everything).fit(candidate, everything, asMany);
    SharedTrees trees = new SharedTrees(((Estimator.XgBoost) fitted.estimator()).bytes());
    List<FittedForecaster> out = new ArrayList<>();
    for (TreeSeries one : all) {
      out.add(one.fitted(trees, features, deviations));
    }
    return out;
  }

  /** Rows with their truths and how many steps ahead each looks. */
  static final class Rows {
    private final LagFeatures features;
    private final List<float[]> rows = new ArrayList<>();
    private final List<Float> truths = new ArrayList<>();

    Rows(LagFeatures features) {
      this.features = features;
    }

    void add(float[] row, double truth) {
      rows.add(row);
      truths.add((float) truth);
    }

    void add(Rows others) {
      rows.addAll(others.rows);
      truths.addAll(others.truths);
    }

    int size() {
      return rows.size();
    }

    TrainingData.Part part() {
      List<String> names = features.names();
      float[] values = new float[rows.size() * names.size()];
      float[] truth = new float[rows.size()];
      for (int i = 0; i < truth.length; i++) {
        System.arraycopy(rows.get(i), 0, values, i * names.size(), names.size());
        truth[i] = truths.get(i);
      }
      return new TrainingData.Part(new FeatureMatrix(names, truth.length, values), truth, null);
    }

    /** Of the errors at each step ahead, as a line through their squares. */
    double[] deviations(double[] answers) {
      int n = answers.length;
      double[][] design = new double[n][];
      double[] squares = new double[n];
      for (int i = 0; i < n; i++) {
        design[i] = new double[] {1, rows.get(i)[0]};
        double error = truths.get(i) - answers[i];
        squares[i] = error * error;
      }
      double mean = Arrays.stream(squares).average().orElse(1);
      double[] line = Linear.ridge(design, squares, new double[] {0, 1});
      double[] deviations = new double[features.horizon()];
      for (int i = 0; i < deviations.length; i++) {
        deviations[i] = Math.sqrt(Math.max(0.3 * mean, line[0] + line[1] * (i + 1)));
      }
      return deviations;
    }
  }
}
