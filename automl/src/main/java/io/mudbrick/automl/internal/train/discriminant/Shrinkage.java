package io.mudbrick.automl.internal.train.discriminant;

import io.mudbrick.automl.internal.train.neural.Perceptron;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.function.BooleanSupplier;

/**
 * Tries how much covariances are drawn towards a sphere, and how sure the scores should be; the
 * validation rows say which is best. Clouds are not as round as the densities have it, so that
 * their scores are too sure: a power of the probabilities, of at most 1, mends it.
 */
public final class Shrinkage {
  private static final double[] TRIED = {0.4, 0.1, 0.7, 0.2, 0.03, 0.01, 0.001};

  /** More rows tell no more. */
  private static final int MOST_JUDGED = 2000;

  private static final double LEAST_SHARPNESS = 0.01;
  private static final int STEPS = 12;

  private Shrinkage() {}

  /**
   * What was found.
   *
   * @param sharpness by which the scores are multiplied already
   */
  public record Found(Scores scores, double shrinkage, double sharpness) {}

  /**
   * Tries one after the other.
   *
   * @param over asked between them; the best so far is the answer then
   */
  public static Found best(
      Groups groups, double pooling, int classes, Perceptron.Part judged, BooleanSupplier over) {
    Perceptron.Part some = thin(judged);
    LossByFactor loss = new LossByFactor(classes, some.truth(), some.weights());
    Judged best = judge(groups, pooling, TRIED[0], some, loss);
    for (int i = 1; i < TRIED.length && !over.getAsBoolean(); i++) {
      Judged next = judge(groups, pooling, TRIED[i], some, loss);
      best = next.loss() < best.loss() ? next : best;
    }
    Found found = best.found();
    return new Found(found.scores().times(found.sharpness()), found.shrinkage(), found.sharpness());
  }

  /** What the validation rows lose by it. */
  private record Judged(Found found, double loss) {}

  private static Judged judge(
      Groups groups, double pooling, double shrinkage, Perceptron.Part rows, LossByFactor loss) {
    Scores scores = groups.scores(pooling, shrinkage);
    double[] said = scores.of(rows.values());
    double sharpness = sharpness(loss, said);
    return new Judged(new Found(scores, shrinkage, sharpness), loss.at(said, sharpness).value());
  }

  /** The loss is convex in it: Newton's steps between bounds that close in. */
  private static double sharpness(LossByFactor loss, double[] scores) {
    double low = LEAST_SHARPNESS;
    double high = 1;
    double at = 1;
    for (int step = 0; step < STEPS && high > low; step++) {
      LossByFactor.Point point = loss.at(scores, at);
      if (point.slope() > 0) {
        high = at;
      } else {
        low = at;
      }
      double next = at - point.slope() / point.curvature();
      at = next > low && next < high ? next : (low + high) / 2;
      if (low == 1) {
        return 1;
      }
    }
    return new BigDecimal(at).round(new MathContext(4)).doubleValue();
  }

  private static Perceptron.Part thin(Perceptron.Part part) {
    int all = part.truth().length;
    int kept = Math.min(MOST_JUDGED, all);
    int width = part.width();
    float[] values = new float[kept * width];
    float[] truth = new float[kept];
    float[] weights = new float[kept];
    for (int i = 0; i < kept; i++) {
      int row = (int) ((long) i * all / kept);
      System.arraycopy(part.values(), row * width, values, i * width, width);
      truth[i] = part.truth()[row];
      weights[i] = part.weights()[row];
    }
    return new Perceptron.Part(values, width, truth, weights);
  }
}
