package io.mudbrick.automl.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FeatureMatrix;
import io.mudbrick.platform.model.FeatureModel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ForestTrainerTest {
  private static Fitted fit(ModelFamily family, TrainingData data, Allowance allowance) {
    Candidate candidate =
        new Candidate(
            1,
            family,
            Map.of("max_features_exponent", 0.8, "max_depth", 12.0, "min_samples_leaf", 3.0));
    return Trainer.of(candidate, data).fit(candidate, data, allowance);
  }

  @ParameterizedTest
  @CsvSource({
    "DECISION_TREE, 0", "DECISION_TREE, 2", "DECISION_TREE, 3",
    "RANDOM_FOREST, 0", "RANDOM_FOREST, 2", "RANDOM_FOREST, 3",
    "EXTRA_TREES, 0", "EXTRA_TREES, 2", "EXTRA_TREES, 3"
  })
  void trees_learn_and_xgboost_answers_the_same_with_them(ModelFamily family, int classes)
      throws Exception {
    TrainingData data = Made.data(classes, 600, 3);

    Fitted fitted = fit(family, data, Allowance.unlimited(1));

    double[] ours = Made.answers(fitted.estimator(), data.validation().rows());
    for (int i = 0; i < ours.length; i++) {
      double theirs = fitted.nativeValidation()[i];
      assertThat(ours[i]).isCloseTo(theirs, within(1e-5 * Math.max(1, Math.abs(theirs))));
    }
    assertThat(Made.loss(data, ours)).isLessThan(Made.loss(data, Made.constant(data)));
    Booster booster = XGBoost.loadModel(((Estimator.XgBoost) fitted.estimator()).bytes());
    DMatrix rows = Xgboost.matrix(data.validation(), new int[4]);
    double[] native4j = Xgboost.flat(booster.predict(rows));
    assertThat(native4j).hasSameSizeAs(ours);
    for (int i = 0; i < ours.length; i++) {
      assertThat(native4j[i]).isCloseTo(ours[i], within(1e-5 * Math.max(1, Math.abs(ours[i]))));
    }
    booster.dispose();
    rows.dispose();
  }

  @ParameterizedTest
  @EnumSource(names = {"DECISION_TREE", "RANDOM_FOREST", "EXTRA_TREES"})
  void that_a_number_is_missing_may_be_all_that_there_is_to_learn(ModelFamily family) {
    float[] x = new float[60];
    float[] y = new float[60];
    for (int i = 0; i < 60; i++) {
      x[i] = i % 3 == 0 ? Float.NaN : 1;
      y[i] = i % 3 == 0 ? 7 : 2;
    }
    TrainingData.Part part = new TrainingData.Part(new FeatureMatrix(List.of("x"), 60, x), y, null);

    Fitted fitted = fit(family, new TrainingData(0, part, part), Allowance.unlimited(1));

    assertThat(fitted.nativeValidation()[0]).isCloseTo(7, within(1e-3));
    assertThat(fitted.nativeValidation()[1]).isCloseTo(2, within(1e-3));
  }

  /** The cuts and the means that scikit-learn's DecisionTreeRegressor(max_depth=2) finds. */
  @Test
  void one_tree_cuts_where_the_squares_get_least() {
    float[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    float[] y = {1, 1.2f, 0.8f, 5, 5.2f, 4.8f, 9, 9.2f, 8.8f, 9.1f};
    TrainingData.Part part = new TrainingData.Part(new FeatureMatrix(List.of("x"), 10, x), y, null);
    Candidate candidate =
        new Candidate(
            1, ModelFamily.DECISION_TREE, Map.of("max_depth", 2.0, "min_samples_leaf", 1.0));
    TrainingData data = new TrainingData(0, part, part);

    Fitted fitted = Trainer.of(candidate, data).fit(candidate, data, Allowance.unlimited(1));

    double[] expected = {1, 1, 1, 5, 5, 5, 9.1, 9.1, 8.95, 8.95};
    assertThat(fitted.nativeValidation()).containsExactly(expected, within(1e-5));
    double[] told = new double[2];
    FeatureModel.of(fitted.estimator()).evaluator().contributions(new float[] {2}, 0, told);
    assertThat(told[0] + told[1]).isCloseTo(1, within(1e-4));
    assertThat(told[1]).isCloseTo(5.41, within(1e-4));
  }

  @Test
  void rows_that_count_nothing_are_not_learned() {
    TrainingData data = Made.data(2, 600, 5);

    double few =
        Made.loss(
            data,
            fit(ModelFamily.RANDOM_FOREST, Made.weighted(data), Allowance.unlimited(1))
                .nativeValidation());
    double all =
        Made.loss(
            data, fit(ModelFamily.RANDOM_FOREST, data, Allowance.unlimited(1)).nativeValidation());

    assertThat(few).isGreaterThan(all);
  }

  @Test
  void it_stops_when_its_time_is_over() {
    AtomicInteger asked = new AtomicInteger();

    Fitted fitted =
        fit(
            ModelFamily.EXTRA_TREES,
            Made.data(3, 300, 5),
            new Allowance(1, () -> asked.incrementAndGet() > 4));

    assertThat(fitted.params()).containsEntry("n_estimators", "5");
  }
}
