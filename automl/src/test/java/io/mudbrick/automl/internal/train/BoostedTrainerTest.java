package io.mudbrick.automl.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.automl.ModelFamily;
import io.mudbrick.automl.internal.search.Candidate;
import io.mudbrick.platform.json.Json;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FeatureMatrix;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoostedTrainerTest {
  private static Candidate candidate(Map<String, Double> more) {
    Map<String, Double> params = new HashMap<>();
    params.put("learning_rate", 0.1);
    params.put("max_depth", 6.0);
    params.put("max_leaves", 24.0);
    params.put("min_child_weight", 1.0);
    params.put("subsample", 0.9);
    params.put("colsample_bytree", 1.0);
    params.put("reg_lambda", 1.0);
    params.put("reg_alpha", 0.001);
    params.putAll(more);
    return new Candidate(1, ModelFamily.XGBOOST, params);
  }

  private static Fitted fit(TrainingData data, Map<String, Double> more) {
    Candidate candidate = candidate(more);
    return Trainer.of(candidate, data).fit(candidate, data, Allowance.unlimited(1));
  }

  private static TrainingData withoutCodes(TrainingData data) {
    return new TrainingData(data.classes(), data.train(), data.validation());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3})
  void the_first_rounds_answer_as_the_library_says_they_do(int classes) {
    TrainingData data = Made.data(classes, 600, 3);

    Fitted fitted = fit(data, Map.of());

    double[] ours = Made.answers(fitted.estimator(), data.validation().rows());
    assertThat(ours).containsExactly(fitted.nativeValidation(), within(1e-4));
    assertThat(Made.loss(data, ours)).isLessThan(0.7 * Made.loss(data, Made.constant(data)));
    Estimator.XgBoost trees = (Estimator.XgBoost) fitted.estimator();
    assertThat(trees.format()).isEqualTo(Estimator.Format.UBJ);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void rounds_that_are_asked_for_are_grown_whatever_the_judged_rows_say(int classes) {
    TrainingData data = Made.data(classes, 300, 3);
    TrainingData known = new TrainingData(classes, data.train(), data.train(), data.codes());

    Fitted fitted = fit(data, Map.of(Candidate.ROUNDS, 7.0));
    Fitted same = fit(known, Map.of(Candidate.ROUNDS, 7.0));

    assertThat(fitted.params()).containsEntry(Candidate.ROUNDS, "7");
    assertThat(((Estimator.XgBoost) same.estimator()).bytes())
        .isEqualTo(((Estimator.XgBoost) fitted.estimator()).bytes());
    assertThat(Made.answers(fitted.estimator(), data.validation().rows()))
        .containsExactly(fitted.nativeValidation(), within(1e-4));
  }

  @Test
  void categories_without_an_order_are_split_as_sets() {
    TrainingData data = Made.data(3, 600, 3);

    double sets = Made.loss(data, fit(data, Map.of()).nativeValidation());
    double numbers = Made.loss(data, fit(withoutCodes(data), Map.of()).nativeValidation());

    assertThat(sets).isNotEqualTo(numbers);
  }

  @Test
  void the_logarithm_of_a_number_is_learned_and_the_number_answered() {
    TrainingData data = Made.data(0, 600, 3);

    Fitted logs = fit(data, Map.of(Candidate.LOG_TARGET, 1.0));
    Fitted plain = fit(data, Map.of(Candidate.LOG_TARGET, 0.0));

    double[] ours = Made.answers(logs.estimator(), data.validation().rows());
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i])
          .isPositive()
          .isCloseTo(logs.nativeValidation()[i], within(ours[i] * 1e-5));
    }
    assertThat(relative(data, ours)).isLessThan(relative(data, plain.nativeValidation()));
  }

  /** The mean error, as a share of the number. */
  private static double relative(TrainingData data, double[] answers) {
    float[] truth = data.validation().truth();
    return IntStream.range(0, truth.length)
        .mapToDouble(i -> Math.abs(answers[i] / truth[i] - 1))
        .average()
        .orElseThrow();
  }

  @Test
  void a_number_that_is_not_positive_is_learned_as_it_is() {
    TrainingData data = Made.data(0, 200, 3);
    data.validation().truth()[5] = 0;
    Candidate candidate = candidate(Map.of(Candidate.LOG_TARGET, 1.0));

    assertThat(LogTarget.suits(candidate, data)).isFalse();
  }

  @Test
  void rows_that_count_nothing_change_nothing() {
    TrainingData data = Made.data(2, 900, 5);

    double[] weighted = fit(Made.weighted(data), Map.of("subsample", 1.0)).nativeValidation();
    double[] all = fit(data, Map.of("subsample", 1.0)).nativeValidation();

    assertThat(Made.loss(data, weighted)).isGreaterThan(Made.loss(data, all));
  }

  @Test
  void it_stops_when_its_time_is_over() {
    TrainingData data = Made.data(3, 300, 5);
    AtomicInteger asked = new AtomicInteger();
    Candidate candidate = candidate(Map.of());

    Fitted fitted =
        Trainer.of(candidate, data)
            .fit(candidate, data, new Allowance(1, () -> asked.incrementAndGet() > 3));

    assertThat(fitted.params()).containsEntry("n_estimators", "4");
    assertThat(Made.answers(fitted.estimator(), data.validation().rows()))
        .containsExactly(fitted.nativeValidation(), within(1e-5));
  }

  @Test
  void names_of_features_are_saved_whole_in_any_writing() throws Exception {
    List<String> names = List.of("größe:für 5 €", "größe:für 6 €", "東京", "plain");
    TrainingData data = Made.data(2, 60, 5);
    TrainingData named =
        new TrainingData(2, named(data.train(), names), named(data.validation(), names));

    Estimator.XgBoost trees = (Estimator.XgBoost) fit(named, Map.of()).estimator();

    Booster booster = XGBoost.loadModel(trees.bytes());
    String saved = new String(booster.toByteArray("json"), StandardCharsets.UTF_8);
    booster.dispose();
    assertThat(((Map<?, ?>) Json.object(saved).get("learner")).get("feature_names"))
        .isEqualTo(names);
  }

  private static TrainingData.Part named(TrainingData.Part part, List<String> names) {
    FeatureMatrix rows = part.rows();
    return new TrainingData.Part(
        new FeatureMatrix(names, rows.rows(), rows.values()), part.truth(), part.weights());
  }
}
