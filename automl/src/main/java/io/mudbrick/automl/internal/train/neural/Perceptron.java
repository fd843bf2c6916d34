package io.mudbrick.automl.internal.train.neural;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * Layers with rectifiers between them, trained in small batches. The validation rows say when the
 * steps get smaller, when it ends, and which epoch was best. The same seed gives the same bits. Not
 * thread-safe.
 */
public final class Perceptron {
  private static final int MOST_EPOCHS = 200;

  /** How often the steps get smaller before it ends. */
  private static final int SLOWDOWNS = 3;

  private static final double SLOWER = 0.4;

  /** An improvement that counts, as a share. */
  private static final double IMPROVEMENT = 1e-3;

  private final Plan plan;
  private final Dense[] layers;
  private final SplittableRandom random;

  /** The outputs of each layer for each of the four rows that go together. */
  private final float[][][] outputs;

  private final float[][][] slopes;

  /** Which hidden outputs a row keeps, as a factor. */
  private final float[][][] kept;

  private int steps;

  /**
   * How to train.
   *
   * @param classes 0 for a regression
   * @param hidden how many units each hidden layer has
   * @param rate of the first steps
   * @param decay of the weights a step, as a share of the rate
   * @param dropout the share of hidden units that a row in training does without
   */
  public record Plan(
      int classes, List<Integer> hidden, double rate, double decay, double dropout, long seed) {
    public Plan {
      hidden = List.copyOf(hidden);
    }
  }

  /**
   * Scaled rows with their truth.
   *
   * @param values {@code width} a row
   * @param weights with a mean of 1
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  public record Part(float[] values, int width, float[] truth, float[] weights) {
    int rows() {
      return truth.length;
    }
  }

  /**
   * What was learned.
   *
   * @param layers of each layer a row an input and last the biases
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  public record Learned(List<float[][]> layers, int epochs) {}

  private Perceptron(Plan plan, int width, int filled) {
    this.plan = plan;
    this.random = new SplittableRandom(plan.seed());
    int count = plan.hidden().size() + 1;
    this.layers = new Dense[count];
    this.outputs = new float[4][count][];
    this.slopes = new float[4][count][];
    this.kept = new float[4][count][];
    int inputs = width;
    for (int i = 0; i < count; i++) {
      int units = i + 1 < count ? plan.hidden().get(i) : Head.outputs(plan.classes());
      layers[i] = new Dense(inputs, units, i == 0 ? filled : inputs, random);
      for (int lane = 0; lane < 4; lane++) {
        outputs[lane][i] = new float[units];
        slopes[lane][i] = new float[units];
        kept[lane][i] = new float[units];
        Arrays.fill(kept[lane][i], 1);
      }
      inputs = units;
    }
  }

  /**
   * Trains.
   *
   * @param over asked after each epoch; the best so far is the answer then
   */
  public static Learned learn(Plan plan, Part train, Part validation, BooleanSupplier over) {
    int filled = 0;
    for (float value : train.values()) {
      filled += value == 0 ? 0 : 1;
    }
    int perRow = (int) Math.ceil(filled / (double) Math.max(1, train.rows()));
    return new Perceptron(plan, train.width(), perRow).learn(train, validation, over);
  }

  private Learned learn(Part train, Part validation, BooleanSupplier over) {
    Head head = new Head(plan.classes(), train.truth(), train.weights());
    Head judge = new Head(plan.classes(), validation.truth(), validation.weights());
    int[] order = new int[train.rows()];
    Arrays.setAll(order, row -> row);
    double best = judge.loss(answers(validation));
    List<float[][]> bestLayers = copy();
    double rate = plan.rate();
    int patience = patience(train.rows());
    int without = 0;
    int epochs = 0;
    while (epochs < MOST_EPOCHS && without < SLOWDOWNS * patience && !over.getAsBoolean()) {
      epoch(train, head, order, rate, epochs == 0);
      epochs++;
      double loss = judge.loss(answers(validation));
      without = loss < best * (1 - IMPROVEMENT) ? 0 : without + 1;
      if (loss < best) {
        best = loss;
        bestLayers = copy();
      }
      if (without > 0 && without % patience == 0) {
        rate *= SLOWER;
      }
    }
    return new Learned(bestLayers, epochs);
  }

  /** Epochs without an improvement before the steps get smaller: a long epoch says more. */
  private static int patience(int rows) {
    return rows < 5_000 ? 6 : rows < 20_000 ? 4 : 2;
  }

  private List<float[][]> copy() {
    return Arrays.stream(layers).map(Dense::copy).toList();
  }

  private void epoch(Part train, Head head, int[] order, double rate, boolean first) {
    for (int i = order.length - 1; i > 0; i--) {
      int k = random.nextInt(i + 1);
      int row = order[i];
      order[i] = order[k];
      order[k] = row;
    }
    int batch = batch(order.length);
    for (int from = 0; from < order.length; from += batch) {
      int to = Math.min(order.length, from + batch);
      // The first steps are short: Adam knows nothing yet.
      double now = first ? rate * Math.min(1, (from + batch) / (0.5 * order.length)) : rate;
      for (int i = from; i < to; i += 4) {
        four(train, head, order, i, Math.min(to, i + 4), 1f / (to - from));
      }
      steps++;
      for (Dense layer : layers) {
        layer.step(now, plan.decay(), steps);
      }
    }
  }

  private static int batch(int rows) {
    return Math.max(16, Math.min(512, Integer.highestOneBit(Math.max(1, rows / 60))));
  }

  /** Up to four rows through the network and back; rows that are not there have no slopes. */
  private void four(Part train, Head head, int[] order, int from, int to, float factor) {
    int last = layers.length - 1;
    int[] at = new int[4];
    float[][] in = new float[4][];
    for (int lane = 0; lane < 4; lane++) {
      int row = order[Math.min(to - 1, from + lane)];
      at[lane] = row * train.width();
      in[lane] = train.values();
      forward(lane, train.values(), at[lane], true);
      float[] scores = outputs[lane][last];
      head.slopes(row, scores, from + lane < to ? factor : 0);
      System.arraycopy(scores, 0, slopes[lane][last], 0, scores.length);
    }
    int[] start = new int[4];
    for (int i = last; i >= 0; i--) {
      float[][] own = {slopes[0][i], slopes[1][i], slopes[2][i], slopes[3][i]};
      if (i == 0) {
        layers[0].collect(in, at, own);
        return;
      }
      float[][] hidden = {
        outputs[0][i - 1], outputs[1][i - 1], outputs[2][i - 1], outputs[3][i - 1]
      };
      layers[i].collect(hidden, start, own);
      for (int lane = 0; lane < 4; lane++) {
        float[] back = slopes[lane][i - 1];
        layers[i].backward(own[lane], back);
        for (int k = 0; k < back.length; k++) {
          back[k] = hidden[lane][k] > 0 ? back[k] * kept[lane][i - 1][k] : 0;
        }
      }
    }
  }

  /** Leaves the scores in the last layer's outputs, and what was above 0 in the hidden ones'. */
  private void forward(int lane, float[] values, int at, boolean training) {
    float[] in = values;
    int from = at;
    for (int i = 0; i < layers.length; i++) {
      float[] out = outputs[lane][i];
      layers[i].forward(in, from, out);
      if (i + 1 < layers.length) {
        boolean drops = training && plan.dropout() > 0;
        if (drops) {
          drop(kept[lane][i]);
        }
        for (int k = 0; k < out.length; k++) {
          out[k] = Math.max(0, out[k]) * (drops ? kept[lane][i][k] : 1);
        }
      }
      in = out;
      from = 0;
    }
  }

  /** Sixteen bits decide on a unit. */
  private void drop(float[] factors) {
    int threshold = (int) (plan.dropout() * 65536);
    float factor = (float) (1 / (1 - plan.dropout()));
    long bits = 0;
    for (int k = 0; k < factors.length; k++) {
      bits = k % 4 == 0 ? random.nextLong() : bits >>> 16;
      factors[k] = (bits & 0xffff) < threshold ? 0 : factor;
    }
  }

  private float[] answers(Part part) {
    int width = Head.outputs(plan.classes());
    float[] answers = new float[part.rows() * width];
    for (int row = 0; row < part.rows(); row++) {
      forward(0, part.values(), row * part.width(), false);
      float[] scores = outputs[0][layers.length - 1];
      Head.answer(scores, plan.classes());
      System.arraycopy(scores, 0, answers, row * width, width);
    }
    return answers;
  }
}
