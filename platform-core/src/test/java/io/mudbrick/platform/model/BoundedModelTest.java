package io.mudbrick.platform.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mudbrick.platform.PlatformException;
import io.mudbrick.platform.model.PreparationBuilder.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedModelTest {
  @TempDir Path dir;

  /** Twice a, plus b; on average 3 and 4. */
  private static LinearModel line(LinearModel.Link link) {
    return new LinearModel(
        link, List.of("a", "b"), new double[][] {{2, 1}}, new double[] {0}, new double[] {3, 4});
  }

  private static ModelPackage pack(Frame rows) {
    return ModelPackage.builder()
        .target(Target.regression("y"))
        .preparation(
            Preparation.fit(rows)
                .numeric("a", Numbers.FOR_TREES)
                .numeric("b", Numbers.FOR_TREES)
                .build())
        .estimator(new BoundedModel(line(LinearModel.Link.IDENTITY), 0, 20))
        .signature(new ModelSignature(Schema.of(rows), null))
        .modelUuid("u")
        .created(Instant.EPOCH)
        .build();
  }

  @Test
  void answers_are_held_one_by_one_and_together() {
    FeatureModel.Evaluator evaluator =
        FeatureModel.of(new BoundedModel(line(LinearModel.Link.IDENTITY), 0, 20)).evaluator();
    float[] rows = {1, 1, 100, 1, -100, 1};
    double[] all = new double[4];
    double[] one = new double[1];

    evaluator.predictAll(rows, 3, all, 1);

    assertThat(all).containsExactly(0, 3, 20, 0);
    for (int row = 0; row < 3; row++) {
      evaluator.predict(rows, row * 2, one);
      assertThat(one[0]).isEqualTo(all[row + 1]);
    }
  }

  @Test
  void a_score_behind_a_logarithm_is_held_where_the_answer_is() {
    FeatureModel.Evaluator evaluator =
        FeatureModel.of(new BoundedModel(line(LinearModel.Link.LOG), -5, 100)).evaluator();
    double[] out = new double[1];

    evaluator.predict(new float[] {500, 0}, 0, out);
    assertThat(out[0]).isEqualTo(100);
    evaluator.margin(new float[] {500, 0}, 0, out);
    assertThat(out[0]).isCloseTo(Math.log(100), within(1e-12));
    evaluator.margin(new float[] {-500, 0}, 0, out);
    assertThat(out[0]).isEqualTo(-1000);
  }

  @Test
  void contributions_add_up_to_what_is_answered() {
    FeatureModel.Evaluator evaluator =
        FeatureModel.of(new BoundedModel(line(LinearModel.Link.IDENTITY), 0, 20)).evaluator();
    double[] told = new double[3];

    evaluator.contributions(new float[] {4, 5}, 0, told);
    assertThat(told).containsExactly(2, 1, 10);
    // 24 and -4 above the base of 10: only half of it is answered.
    evaluator.contributions(new float[] {15, 0}, 0, told);
    assertThat(told[0]).isCloseTo(12, within(1e-12));
    assertThat(told[1]).isCloseTo(-2, within(1e-12));
    assertThat(told[2]).isEqualTo(10);
  }

  @Test
  void it_keeps_model_and_bounds_on_disk() throws IOException {
    Frame rows = Frame.split(List.of("a", "b"), List.of(List.of(1.0, 2.5), List.of(30.0, 0.1)));
    pack(rows).write(dir);

    Predictions answers = ModelLoader.load(dir).predict(rows);

    assertThat(answers.values().number(0)).isEqualTo(4.5);
    assertThat(answers.values().number(1)).isEqualTo(20);
    assertThat(Files.readString(dir.resolve("bounded.json"))).contains("mudbrick.linear");
  }

  @Test
  void what_does_not_fit_together_is_refused() throws IOException {
    for (double[] bounds :
        List.of(
            new double[] {1, 1}, new double[] {2, 1}, new double[] {0, Double.POSITIVE_INFINITY})) {
      assertThatThrownBy(
              () -> new BoundedModel(line(LinearModel.Link.IDENTITY), bounds[0], bounds[1]))
          .isInstanceOf(PlatformException.class);
    }
    assertThatThrownBy(() -> new BoundedModel(line(LinearModel.Link.LOG), -2, -1))
        .isInstanceOf(PlatformException.class);
    assertThatThrownBy(() -> new BoundedModel(line(LinearModel.Link.LOGISTIC), 0, 1))
        .isInstanceOf(PlatformException.class);
    assertThatThrownBy(() -> new BoundedModel(new Estimator.LightGbm(new byte[0]), 0, 1))
        .isInstanceOf(PlatformException.class);
    Frame rows = Frame.split(List.of("a", "b"), List.of(List.of(1.0, 2.5)));
    pack(rows).write(dir);
    Path file = dir.resolve("bounded.json");
    String honest = Files.readString(file);
    for (String wrong :
        List.of(
            honest.replace("mudbrick.bounded", "other"),
            honest.replace("\"low\" : 0.0", "\"low\" : 30"),
            honest.replace("\"high\"", "\"top\""),
            honest.replace("\"estimator\" : \"linear\"", "\"estimator\" : \"bounded\""),
            honest.replace("\"estimator\" : \"linear\"", "\"estimator\" : \"xgboost\""),
            honest.replace("\"model\"", "\"other\""))) {
      assertThat(wrong).isNotEqualTo(honest);
      Files.writeString(file, wrong);
      assertThatThrownBy(() -> ModelLoader.load(dir)).isInstanceOf(PlatformException.class);
    }
  }
}
