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
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeuralNetworkTest {
  @TempDir Path dir;

  private static NeuralNetwork.Inputs inputs() {
    return new NeuralNetwork.Inputs(
        new float[] {1, 0}, new float[] {2, 1}, 5, new float[] {0.25f, -0.5f});
  }

  /** Two features, three units, as many scores. */
  private static NeuralNetwork network(LinearModel.Link link, int outputs) {
    SplittableRandom random = new SplittableRandom(4);
    return new NeuralNetwork(
        link,
        List.of("a", "b"),
        inputs(),
        List.of(layer(random, 2, 3), layer(random, 3, 4), layer(random, 4, outputs)));
  }

  private static NeuralNetwork.Layer layer(SplittableRandom random, int inputs, int outputs) {
    float[][] weights = new float[inputs][outputs];
    float[] biases = new float[outputs];
    for (int k = 0; k < outputs; k++) {
      biases[k] = (float) random.nextDouble(-1, 1);
      for (int i = 0; i < inputs; i++) {
        weights[i][k] = (float) random.nextDouble(-1, 1);
      }
    }
    return new NeuralNetwork.Layer(weights, biases);
  }

  @Test
  void features_are_scaled_and_cut_and_rectified() {
    NeuralNetwork network =
        new NeuralNetwork(
            LinearModel.Link.LOG,
            List.of("a", "b"),
            inputs(),
            List.of(
                new NeuralNetwork.Layer(new float[][] {{1, -1}, {0.5f, 0}}, new float[] {0, 1}),
                new NeuralNetwork.Layer(new float[][] {{0.1f}, {10}}, new float[] {0.5f})));
    double[] out = new double[1];

    FeatureModel.of(network).evaluator().margin(new float[] {3, 100}, 0, out);
    // (3 - 1) * 2 = 4 and 100 cut to 5: units max(0, 4 + 2.5) and max(0, 1 - 4).
    assertThat(out[0]).isCloseTo(0.1 * 6.5 + 0.5, within(1e-6));

    FeatureModel.of(network).evaluator().predict(new float[] {Float.NaN, -2}, 0, out);
    // A missing one counts 0: units max(0, -1) and 1.
    assertThat(out[0]).isCloseTo(Math.exp(10.5), within(0.1));
  }

  @Test
  void contributions_add_up_to_the_score() {
    for (NeuralNetwork network :
        List.of(network(LinearModel.Link.LOGISTIC, 1), network(LinearModel.Link.SOFTMAX, 3))) {
      FeatureModel.Evaluator evaluator = FeatureModel.of(network).evaluator();
      int outputs = FeatureModel.of(network).outputs();
      double[] told = new double[outputs * 3];
      double[] scores = new double[outputs];
      for (float[] row : new float[][] {{0, 0}, {3, -2}, {1.125f, -0.5f}, {-9, 4}}) {
        evaluator.contributions(row, 0, told);
        evaluator.margin(row, 0, scores);
        for (int k = 0; k < outputs; k++) {
          assertThat(told[k * 3] + told[k * 3 + 1] + told[k * 3 + 2])
              .isCloseTo(scores[k], within(1e-5));
        }
      }
    }
  }

  @Test
  void it_keeps_its_numbers_on_disk() {
    Frame rows = Frame.split(List.of("a", "b"), List.of(List.of(1, 2.5), List.of(-3, 0.1)));
    ModelPackage model = pack(rows, network(LinearModel.Link.SOFTMAX, 3));
    model.write(dir);

    Predictions before = model.scorer().score(rows);
    Predictions after = ModelLoader.load(dir).predict(rows);

    for (int row = 0; row < 2; row++) {
      for (int k = 0; k < 3; k++) {
        assertThat(after.probability(row, k)).isEqualTo(before.probability(row, k));
      }
    }
  }

  private static ModelPackage pack(Frame rows, NeuralNetwork network) {
    return ModelPackage.builder()
        .target(Target.multiclass("y", List.of(1L, 2L, 3L)))
        .preparation(
            Preparation.fit(rows)
                .numeric("a", Numbers.FOR_TREES)
                .numeric("b", Numbers.FOR_TREES)
                .build())
        .estimator(network)
        .signature(new ModelSignature(Schema.of(rows), null))
        .modelUuid("u")
        .created(Instant.EPOCH)
        .build();
  }

  @Test
  void what_does_not_fit_together_is_refused() throws IOException {
    assertThatThrownBy(() -> network(LinearModel.Link.IDENTITY, 2))
        .isInstanceOf(PlatformException.class)
        .hasMessageContaining("over 2 outputs");
    Frame rows = Frame.split(List.of("a", "b"), List.of(List.of(1, 2.5)));
    pack(rows, network(LinearModel.Link.SOFTMAX, 3)).write(dir);
    Path file = dir.resolve("network.json");
    String honest = Files.readString(file);
    for (String wrong :
        List.of(
            honest.replace("\"limit\" : 5.0", "\"limit\" : \"x\""),
            honest.replace("mudbrick.network", "other"),
            honest.replaceFirst("\"weights\" : \"....", "\"weights\" : \""),
            honest.replaceFirst("\"weights\" : \"", "\"weights\" : \"!"),
            honest.replace("\"softmax\"", "\"nonsense\""))) {
      Files.writeString(file, wrong);
      assertThatThrownBy(() -> ModelLoader.load(dir)).isInstanceOf(PlatformException.class);
    }
  }
}
