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

class FactorizationMachineTest {
  @TempDir Path dir;

  private static FactorizationMachine machine(LinearModel.Link link) {
    return new FactorizationMachine(
        link,
        List.of("a", "b"),
        new NeuralNetwork.Inputs(new float[] {1, 0}, new float[] {2, 1}, 5, new float[] {0.5f, -1}),
        new float[] {0.25f},
        new float[][] {{1}, {-2}},
        new float[][] {{0.5f, 2}, {4, -0.25f}});
  }

  private static ModelPackage pack(Frame rows) {
    return ModelPackage.builder()
        .target(Target.binary("y", "No", "Yes", 0.5))
        .preparation(
            Preparation.fit(rows)
                .numeric("a", Numbers.FOR_TREES)
                .numeric("b", Numbers.FOR_TREES)
                .build())
        .estimator(machine(LinearModel.Link.LOGISTIC))
        .signature(new ModelSignature(Schema.of(rows), null))
        .modelUuid("u")
        .created(Instant.EPOCH)
        .build();
  }

  @Test
  void a_pair_of_features_counts_by_the_product_of_their_factors() {
    double[] out = new double[1];
    FeatureModel.Evaluator evaluator =
        FeatureModel.of(machine(LinearModel.Link.IDENTITY)).evaluator();

    evaluator.predict(new float[] {2.5f, 2}, 0, out);

    // a is (2.5 - 1) * 2 = 3, b is 2, the product of the factors 0.5 * 4 - 2 * 0.25 = 1.5.
    assertThat(out[0]).isCloseTo(0.25 + 3 - 4 + 1.5 * 3 * 2, within(1e-12));
  }

  @Test
  void contributions_are_shapley_values_against_the_base() {
    double[] told = new double[3];

    FeatureModel.of(machine(LinearModel.Link.IDENTITY))
        .evaluator()
        .contributions(new float[] {2.5f, 2}, 0, told);

    // At the base, 0.5 and -1, the score is 0.25 + 0.5 + 2 - 0.75 = 2.
    assertThat(told[2]).isCloseTo(2, within(1e-12));
    // Half of what a adds first (2.5 - 1.5 * 2.5), half of what it adds last (2.5 + 1.5 * 5).
    assertThat(told[0]).isCloseTo((2.5 - 3.75 + 2.5 + 7.5) / 2, within(1e-12));
    assertThat(told[0] + told[1] + told[2]).isCloseTo(8.25, within(1e-12));
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
  void what_does_not_fit_together_is_refused() throws IOException {
    assertThatThrownBy(() -> machine(LinearModel.Link.SOFTMAX))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("over 1 outputs");
    Frame rows = Frame.split(List.of("a", "b"), List.of(List.of(1, 2.5)));
    pack(rows).write(dir);
    Path file = dir.resolve("factors.json");
    String honest = Files.readString(file);
    for (String wrong :
        List.of(
            honest.replace("mudbrick.factors", "other"),
            honest.replaceFirst("\"factors\" : \"....", "\"factors\" : \""),
            honest.replaceFirst("\"weights\" : \"", "\"weights\" : \"!"),
            honest.replace("\"logistic\"", "\"nonsense\""))) {
      Files.writeString(file, wrong);
      assertThatThrownBy(() -> ModelLoader.load(dir)).isInstanceOf(PlatformException.class);
    }
  }
}
