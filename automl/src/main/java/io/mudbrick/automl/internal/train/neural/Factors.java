package io.mudbrick.automl.internal.train.neural;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * A factorisation machine, trained row by row by AdaGrad (Duchi et al., 2011): what is 0 in a row
 * costs nothing. The validation rows say when it ends and which epoch was best. The same seed gives
 * the same bits. Not thread-safe.
 */
public final class Factors {
  private static final int MOST_EPOCHS = 60;
  private static final int PATIENCE = 4;
  private static final double SMALL = 0.01;
  private static final float TINY = 1e-6f;

  private final Plan plan;
  private final int width;
  private final int outputs;

  /** A row a feature and last the biases: first the weights of the outputs, then the factors. */
  private final float[][] numbers;

  private final float[][] squares;
  private final float[] scores;
  private final float[] sums;

  /**
   * How to train.
   *
   * @param classes 0 for a regression
   * @param rank of the factors
   * @param rate of the steps
   * @param decay how much numbers are drawn to 0
   */
  public record Plan(int classes, int rank, double rate, double decay, long seed) {}

  /**
   * What was learned.
   *
   * @param numbers a row a feature and last the biases: the weights of the outputs, then the
   *     factors output by output
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of numbers, never compared
  public record Learned(float[][] numbers, int epochs) {}

  private Factors(Plan plan, int width, SplittableRandom random) {
    this.plan = plan;
    this.width = width;
    this.outputs = Head.outputs(plan.classes());
    this.numbers = new float[width + 1][outputs * (1 + plan.rank())];
    this.squares = new float[width + 1][outputs * (1 + plan.rank())];
    this.scores = new float[outputs];
    this.sums = new float[outputs * plan.rank()];
    for (int i = 0; i < width; i++) {
      for (int f = outputs; f < numbers[i].length; f++) {
        numbers[i][f] = (float) (SMALL * random.nextDouble(-1, 1));
      }
    }
  }

  /**
   * Trains.
   *
   * @param over asked after each epoch; the best so far is the answer then
   */
  public static Learned learn(
      Plan plan, Perceptron.Part train, Perceptron.Part validation, BooleanSupplier over) {
    SplittableRandom random = new SplittableRandom(plan.seed());
    return new Factors(plan, train.width(), random).learn(train, validation, random, over);
  }

  private Learned learn(
      Perceptron.Part train,
      Perceptron.Part validation,
      SplittableRandom random,
      BooleanSupplier over) {
    Head head = new Head(plan.classes(), train.truth(), train.weights());
    Head judge = new Head(plan.classes(), validation.truth(), validation.weights());
    int[] order = new int[train.rows()];
    Arrays.setAll(order, row -> row);
    double best = judge.loss(answers(validation));
    float[][] kept = copy();
    int without = 0;
    int epochs = 0;
    while (epochs < MOST_EPOCHS && without < PATIENCE && !over.getAsBoolean()) {
      for (int i = order.length - 1; i >= 0; i--) {
        int k = random.nextInt(i + 1);
        int row = order[k];
        order[k] = order[i];
        order[i] = row;
        forward(train.values(), row * width);
        head.slopes(row, scores, 1);
        backward(train.values(), row * width);
      }
      epochs++;
      double loss = judge.loss(answers(validation));
      without = loss < best ? 0 : without + 1;
      if (loss < best) {
        best = loss;
        kept = copy();
      }
    }
    return new Learned(kept, epochs);
  }

  private float[][] copy() {
    return Arrays.stream(numbers).map(float[]::clone).toArray(float[][]::new);
  }

  private void forward(float[] values, int at) {
    System.arraycopy(numbers[width], 0, scores, 0, outputs);
    Arrays.fill(sums, 0);
    for (int i = 0; i < width; i++) {
      float value = values[at + i];
      if (value != 0) {
        float[] own = numbers[i];
        for (int k = 0; k < outputs; k++) {
          scores[k] += value * own[k];
        }
        for (int f = 0; f < sums.length; f++) {
          float product = value * own[outputs + f];
          sums[f] += product;
          scores[f / plan.rank()] -= product * product / 2;
        }
      }
    }
    for (int f = 0; f < sums.length; f++) {
      scores[f / plan.rank()] += sums[f] * sums[f] / 2;
    }
  }

  /** Steps against the slopes that stand in the scores. */
  private void backward(float[] values, int at) {
    float decay = (float) plan.decay();
    for (int k = 0; k < outputs; k++) {
      step(width, k, scores[k]);
    }
    for (int i = 0; i < width; i++) {
      float value = values[at + i];
      if (value != 0) {
        float[] own = numbers[i];
        for (int k = 0; k < outputs; k++) {
          step(i, k, scores[k] * value + decay * own[k]);
        }
        for (int f = 0; f < sums.length; f++) {
          float number = own[outputs + f];
          float slope = scores[f / plan.rank()] * value * (sums[f] - number * value);
          step(i, outputs + f, slope + decay * number);
        }
      }
    }
  }

  private void step(int row, int at, float slope) {
    float cut = Math.max(-10, Math.min(10, slope));
    squares[row][at] += cut * cut;
    numbers[row][at] -= (float) plan.rate() * cut / ((float) Math.sqrt(squares[row][at]) + TINY);
  }

  private float[] answers(Perceptron.Part part) {
    float[] answers = new float[part.rows() * outputs];
    for (int row = 0; row < part.rows(); row++) {
      forward(part.values(), row * width);
      Head.answer(scores, plan.classes());
      System.arraycopy(scores, 0, answers, row * outputs, outputs);
    }
    return answers;
  }
}
