package io.mudbrick.automl.internal.train.neural;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A layer, its gradients, and Adam's memory of them (Kingma and Ba, 2015) with decoupled weight
 * decay (Loshchilov and Hutter, 2019). Not thread-safe.
 */
final class Dense {
  private static final float FIRST = 0.9f;
  private static final float SECOND = 0.999f;
  private static final float TINY = 1e-8f;

  /** A row an input; the last row is the biases. */
  final float[][] weights;

  private final float[][] gradients;
  private final float[][] firsts;
  private final float[][] seconds;

  /** A row an output, without the biases. */
  private final float[][] turned;

  private final int inputs;
  private final int outputs;

  /** Weights as He et al. (2015) draw them for rectifiers. */
  Dense(int inputs, int outputs, int filled, SplittableRandom random) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.weights = new float[inputs + 1][outputs];
    this.gradients = new float[inputs + 1][outputs];
    this.firsts = new float[inputs + 1][outputs];
    this.seconds = new float[inputs + 1][outputs];
    this.turned = new float[outputs][inputs];
    double deviation = Math.sqrt(2.0 / Math.max(1, filled));
    for (int i = 0; i < inputs; i++) {
      for (int k = 0; k < outputs; k++) {
        weights[i][k] = (float) (deviation * gaussian(random));
      }
    }
    turn();
  }

  /** By Box and Muller. */
  private static double gaussian(SplittableRandom random) {
    double u = 1 - random.nextDouble();
    return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * random.nextDouble());
  }

  int outputs() {
    return outputs;
  }

  /** The sums of the inputs times their weights; what is 0 costs nothing. */
  void forward(float[] in, int at, float[] sums) {
    System.arraycopy(weights[inputs], 0, sums, 0, outputs);
    int[] filled = new int[4];
    int count = 0;
    for (int i = 0; i < inputs; i++) {
      if (in[at + i] == 0) {
        continue;
      }
      filled[count++] = i;
      if (count == 4) {
        Vectors.add(
            sums,
            in[at + filled[0]],
            weights[filled[0]],
            in[at + filled[1]],
            weights[filled[1]],
            in[at + filled[2]],
            weights[filled[2]],
            in[at + filled[3]],
            weights[filled[3]]);
        count = 0;
      }
    }
    for (int i = 0; i < count; i++) {
      Vectors.add(sums, in[at + filled[i]], weights[filled[i]]);
    }
  }

  /** Adds to the gradients what four rows say. */
  void collect(float[][] in, int[] at, float[][] slopes) {
    for (int i = 0; i < inputs; i++) {
      float a = in[0][at[0] + i];
      float b = in[1][at[1] + i];
      float c = in[2][at[2] + i];
      float d = in[3][at[3] + i];
      if (a != 0 || b != 0 || c != 0 || d != 0) {
        Vectors.add(gradients[i], a, slopes[0], b, slopes[1], c, slopes[2], d, slopes[3]);
      }
    }
    Vectors.add(gradients[inputs], 1, slopes[0], 1, slopes[1], 1, slopes[2], 1, slopes[3]);
  }

  /** The slopes in the inputs that these slopes in the outputs mean. */
  void backward(float[] slopes, float[] back) {
    Arrays.fill(back, 0);
    int k = 0;
    for (; k + 3 < outputs; k += 4) {
      Vectors.add(
          back,
          slopes[k],
          turned[k],
          slopes[k + 1],
          turned[k + 1],
          slopes[k + 2],
          turned[k + 2],
          slopes[k + 3],
          turned[k + 3]);
    }
    for (; k < outputs; k++) {
      Vectors.add(back, slopes[k], turned[k]);
    }
  }

  /**
   * One step against the gradients, which are 0 again then.
   *
   * @param number of the step, from 1
   */
  void step(double rate, double decay, int number) {
    float first = (float) (rate / (1 - Math.pow(FIRST, number)));
    float second = (float) (1 / (1 - Math.pow(SECOND, number)));
    for (int i = 0; i <= inputs; i++) {
      float keep = i < inputs ? (float) (1 - rate * decay) : 1;
      step(weights[i], gradients[i], firsts[i], seconds[i], first, second, keep);
      Arrays.fill(gradients[i], 0);
    }
    turn();
  }

  private static void step(
      float[] weights,
      float[] gradients,
      float[] firsts,
      float[] seconds,
      float first,
      float second,
      float keep) {
    for (int k = 0; k < weights.length; k++) {
      float gradient = gradients[k];
      float m = FIRST * firsts[k] + (1 - FIRST) * gradient;
      float v = SECOND * seconds[k] + (1 - SECOND) * gradient * gradient;
      firsts[k] = m;
      seconds[k] = v;
      weights[k] = keep * weights[k] - first * m / ((float) Math.sqrt(second * v) + TINY);
    }
  }

  private void turn() {
    for (int i = 0; i < inputs; i++) {
      float[] row = weights[i];
      for (int k = 0; k < outputs; k++) {
        turned[k][i] = row[k];
      }
    }
  }

  float[][] copy() {
    return Arrays.stream(weights).map(float[]::clone).toArray(float[][]::new);
  }
}
