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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuadraticModelTest {
  @TempDir Path dir;

  private static QuadraticModel form(LinearModel.Link link) {
    return new QuadraticModel(
        link,
        List.of("a", "b"),
        new NeuralNetwork.Inputs(new float[] {1, 0}, new float[] {2, 1}, 5, new float[] {0.5f, -1}),
        new double[] {0.25},
        new double[][] {{1, -2}},
        new double[][] {{0.5, 1.5, -1}});
  }

  private static ModelPackage pack(Frame rows) {
    return ModelPackage.builder()
        .target(Target.binary("y", "No", "Yes", 0.5))
        .preparation(
            Preparation.fit(rows)
                .numeric("a", Numbers.FOR_TREES)
                .numeric("b", Numbers.FOR_TREES)
                .build())
        .estimator(form(LinearModel.Link.LOGISTIC))
        .signature(new ModelSignature(Schema.of(rows), null))
        .modelUuid("u")
        .created(Instant.EPOCH)
        .build();
  }

  @Test
  void squares_and_products_of_scaled_features_add_up() {
    double[] out = new double[1];

    FeatureModel.of(form(LinearModel.Link.IDENTITY))
        .evaluator()
        .predict(new float[] {2.5f, 2}, 0, out);

    // a is (2.5 - 1) * 2 = 3, b is 2.
    assertThat(out[0]).isCloseTo(0.25 + 3 - 4 + 0.5 * 9 + 1.5 * 6 - 4, within(1e-12));
  }

  @Test
  void features_are_held_at_the_limit_and_missing_ones_are_usual() {
    double[] far = new double[1];
    double[] further = new double[1];
    double[] missing = new double[1];
    FeatureModel.Evaluator evaluator = FeatureModel.of(form(LinearModel.Link.IDENTITY)).evaluator();

    evaluator.predict(new float[] {50, 2}, 0, far);
    evaluator.predict(new float[] {5000, 2}, 0, further);
    evaluator.predict(new float[] {Float.NaN, Float.NaN}, 0, missing);

    assertThat(far).isEqualTo(further);
    assertThat(missing[0]).isEqualTo(0.25);
  }

  @Test
  void contributions_are_shapley_values_against_the_base() {
    double[] told = new double[3];

    FeatureModel.of(form(LinearModel.Link.IDENTITY))
        .evaluator()
        .contributions(new float[] {2.5f, 2}, 0, told);

    // At the base, 0.5 and -1: 0.25 + 0.5 + 2 + 0.125 - 0.75 - 1.
    assertThat(told[2]).isCloseTo(1.125, within(1e-12));
    // a alone: 2.5 and 0.5 * (9 - 0.25); its product by half of 1.5 * 2.5 * (2 - 1).
    assertThat(told[0]).isCloseTo(2.5 + 4.375 + 1.875, within(1e-12));
    assertThat(told[0] + told[1] + told[2]).isCloseTo(8.75, within(1e-12));
  }

  @Test
  void it_keeps_its_numbers_on_disk() {
    Frame rows = Frame.split(List.of("a", "b"), List.of(List.of(1, 2.5), List.of(-3, 0.1)));
    pack(rows).write(dir);

    Predictions before = pack(rows).scorer().score(rows);
    Predictions after = ModelLoader.load(dir).predict(rows);

    for (int row = 0; row < 2; row++) {
      assertThat(after.probability(row, 1)).isEqualTo(before.probability(row, 1));
    }
  }

  @Test
  void several_outputs_have_a_form_each() {
    QuadraticModel forms =
        new QuadraticModel(
            LinearModel.Link.SOFTMAX,
            List.of("a"),
            new NeuralNetwork.Inputs(new float[] {0}, new float[] {1}, 9, new float[] {0}),
            new double[] {0, 1, 0},
            new double[][] {{0}, {0}, {2}},
            new double[][] {{1}, {0}, {-1}});
    double[] margins = new double[3];
    double[] shares = new double[3];

    FeatureModel.of(forms).evaluator().margin(new float[] {3}, 0, margins);
    FeatureModel.of(forms).evaluator().predict(new float[] {3}, 0, shares);

    assertThat(margins).containsExactly(9, 1, -3);
    assertThat(Arrays.stream(shares).sum()).isCloseTo(1, within(1e-12));
  }

  @Test
  void what_does_not_fit_together_is_refused() throws IOException {
    assertThatThrownBy(() -> form(LinearModel.Link.SOFTMAX))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("over 1 outputs");
    Frame rows = Frame.split(List.of("a", "b"), List.of(List.of(1, 2.5)));
    pack(rows).write(dir);
    Path file = dir.resolve("quadratic.json");
    String honest = Files.readString(file);
    for (String wrong :
        List.of(
            honest.replace("mudbrick.quadratic", "other"),
            honest.replace("\"version\" : 1", "\"version\" : 2"),
            honest.replaceFirst("\"products\" : \"[^\"]*", "\"products\" : \"AAAAAAAAAAA="),
            honest.replaceFirst("\"products\" : \"[^\"]*", "\"products\" : \"AAAAAAAA"),
            honest.replaceFirst("\"biases\" : \"[^\"]*", "\"biases\" : \"AAAAAAAA8H8="),
            honest.replaceFirst("\"biases\" : \"[^\"]*", "\"biases\" : \""),
            honest.replaceFirst("\"weights\" : \"", "\"weights\" : \"!"),
            honest.replace("\"logistic\"", "\"nonsense\""))) {
      Files.writeString(file, wrong);
      assertThatThrownBy(() -> ModelLoader.load(dir)).isInstanceOf(PlatformException.class);
    }
  }
}
