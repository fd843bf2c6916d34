package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mudbrick.platform.PlatformException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TreeScoringTest {
  private static final Map<String, Object> FOREST =
      Map.of(
          "num_parallel_tree",
          25,
          "eta",
          1.0,
          "subsample",
          0.7,
          "colsample_bynode",
          0.6,
          "max_depth",
          9);

  static Stream<Arguments> models() {
    return Stream.of(
        Arguments.of("binary", Trained.binary()),
        Arguments.of("multiclass", Trained.on("multi:softprob", 4, Map.of(), 9)),
        Arguments.of("regression", Trained.on("reg:squarederror", 0, Map.of(), 33)),
        Arguments.of("absolute", Trained.on("reg:absoluteerror", 0, Map.of(), 10)),
        Arguments.of("poisson", Trained.on("count:poisson", 0, Map.of(), 10)),
        Arguments.of("raw", Trained.on("binary:logitraw", 1, Map.of("base_score", 0.3), 10)),
        Arguments.of("leafwise", Trained.on("reg:squarederror", 0, LEAFWISE, 12)),
        Arguments.of("forest", Trained.on("binary:logistic", 1, FOREST, 1)));
  }

  private static final Map<String, Object> LEAFWISE =
      Map.of("grow_policy", "lossguide", "max_leaves", 40, "max_depth", 0, "tree_method", "hist");

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void margins_have_the_bits_of_the_native_library(String name, Trained trained) {
    for (Estimator.Format format : Estimator.Format.values()) {
      FeatureModel model = open(trained, format);
      double[] out = new double[model.outputs()];
      FeatureModel.Evaluator evaluator = model.evaluator();
      for (int row = 0; row < trained.count(); row++) {
        evaluator.margin(trained.rows(), row * trained.width(), out);
        for (int k = 0; k < out.length; k++) {
          assertThat((float) out[k]).isEqualTo(trained.margins()[row][k]);
        }
      }
    }
  }

  @Test
  void deep_trees_of_several_classes_have_them_too() {
    margins_have_the_bits_of_the_native_library(
        "deep", Trained.on("multi:softprob", 3, Map.of("max_depth", 11), 5));
  }

  /** Behind the margin stands the C library's exp, which may differ from Java's in the last bit. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void answers_are_those_of_the_native_library(String name, Trained trained) {
    FeatureModel model = open(trained, Estimator.Format.UBJ);
    double[] out = new double[model.outputs()];
    FeatureModel.Evaluator evaluator = model.evaluator();
    for (int row = 0; row < trained.count(); row++) {
      evaluator.predict(trained.rows(), row * trained.width(), out);
      for (int k = 0; k < out.length; k++) {
        float expected = trained.answers()[row][k];
        assertThat(Math.abs((float) out[k] - expected)).isLessThanOrEqualTo(Math.ulp(expected));
      }
    }
  }

  /** As XGBoost 3.1 and later write it. */
  @Test
  void a_base_score_for_each_output_is_read() {
    Trained trained = Trained.on("multi:softprob", 3, Map.of(), 2);
    String json = new String(trained.json(), StandardCharsets.UTF_8);
    String listed =
        json.replaceFirst("\"base_score\":\"[^\"]*\"", "\"base_score\":\"[5E-1,2E0,-1E0]\"");
    double[] one = new double[3];
    double[] each = new double[3];
    open(trained, Estimator.Format.JSON).evaluator().margin(trained.rows(), 0, one);
    FeatureModel.of(
            new Estimator.XgBoost(listed.getBytes(StandardCharsets.UTF_8), Estimator.Format.JSON))
        .evaluator()
        .margin(trained.rows(), 0, each);
    assertThat(each[0]).isEqualTo(one[0]);
    assertThat(each[1]).isCloseTo(one[1] + 1.5, Offset.offset(1e-6));
    assertThat(each[2]).isCloseTo(one[2] - 1.5, Offset.offset(1e-6));
  }

  @Test
  void infinities_and_negative_zero_go_where_comparisons_send_them() {
    Trained trained = Trained.binary();
    FeatureModel model = open(trained, Estimator.Format.JSON);
    float[] row = new float[trained.width()];
    double[] minus = new double[1];
    double[] plus = new double[1];
    for (int k = 0; k < row.length; k++) {
      row[k] = -0.0f;
    }
    model.evaluator().margin(row, 0, minus);
    model.evaluator().margin(new float[row.length], 0, plus);
    assertThat(minus).isEqualTo(plus);
    row[0] = Float.POSITIVE_INFINITY;
    row[1] = Float.NEGATIVE_INFINITY;
    model.evaluator().margin(row, 0, minus);
    row[0] = Float.MAX_VALUE;
    row[1] = -Float.MAX_VALUE;
    model.evaluator().margin(row, 0, plus);
    assertThat(minus).isEqualTo(plus);
  }

  @Test
  void other_boosters_and_objectives_are_refused_by_name() {
    String json = new String(Trained.binary().json(), StandardCharsets.UTF_8);
    assertRefused(json.replace("\"gbtree\"", "\"gbforest\""), "gbforest");
    assertRefused(json.replace("\"binary:logistic\"", "\"mystery:one\""), "mystery:one");
  }

  private static void assertRefused(String json, String reason) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> FeatureModel.of(new Estimator.XgBoost(bytes, Estimator.Format.JSON)))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining(reason);
  }

  private static FeatureModel open(Trained trained, Estimator.Format format) {
    byte[] bytes = format == Estimator.Format.UBJ ? trained.ubj() : trained.json();
    return FeatureModel.of(new Estimator.XgBoost(bytes, format));
  }
}
