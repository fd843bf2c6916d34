package io.mudbrick.automl.internal.train.forest;

import io.mudbrick.automl.internal.train.Allowance;
import io.mudbrick.automl.internal.train.TrainingData;
import io.mudbrick.platform.model.Estimator;
import io.mudbrick.platform.model.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The mean of trees that each see the data a bit differently: random forests (Breiman, 2001) and
 * extremely randomised trees (Geurts et al., 2006), or one tree. The same seed gives the same bits.
 */
public final class Forest {
  /** More would be slow to load and to answer. */
  private static final int MOST_NODES = 500_000;

  /** A share that all classes have together whatever the trees say: they never are quite sure. */
  private static final double DOUBT = 0.005;

  private final int classes;
  private final int outputs;
  private final int width;
  private final double base;
  private final List<Tree> trees;

  /**
   * What trees look like.
   *
   * @param trees how many at most
   * @param features how many are asked for each cut
   * @param depth of the longest path at most
   * @param leaf rows that a leaf has at least
   * @param bootstrap whether each tree draws as many rows with replacement
   * @param randomCuts whether features are cut anywhere rather than where it is best
   */
  public record Shape(
      int trees, int features, int depth, int leaf, boolean bootstrap, boolean randomCuts) {}

  private Forest(int classes, int width, double base, List<Tree> trees) {
    this.classes = classes;
    this.outputs = classes > 2 ? classes : 1;
    this.width = width;
    this.base = base;
    this.trees = trees;
  }

  /** Grows trees until there are as many as wanted or the time is over: one at least. */
  public static Forest grow(TrainingData data, Shape shape, Allowance allowance) {
    TrainingData.Part train = data.train();
    double base = data.classes() == 0 ? mean(train) : 0;
    float[] truth = train.truth().clone();
    for (int i = 0; i < truth.length; i++) {
      truth[i] = (float) (truth[i] - base);
    }
    Grower grower = new Grower(Bins.of(train.rows()), data.classes(), truth, shape);
    SplittableRandom random = new SplittableRandom(allowance.seed());
    List<Tree> trees = new ArrayList<>();
    int nodes = 0;
    while (trees.isEmpty()
        || (trees.size() < shape.trees()
            && nodes < MOST_NODES
            && !allowance.over().getAsBoolean())) {
      Tree tree = grower.grow(weights(train, shape.bootstrap(), random), random.split());
      nodes += tree.count;
      trees.add(tree);
    }
    return new Forest(data.classes(), train.rows().width(), base, trees);
  }

  private static double mean(TrainingData.Part part) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < part.truth().length; i++) {
      double weight = part.weights() == null ? 1 : part.weights()[i];
      sum += weight * part.truth()[i];
      all += weight;
    }
    return (float) (sum / all);
  }

  private static float[] weights(
      TrainingData.Part part, boolean bootstrap, SplittableRandom random) {
    float @Nullable [] given = part.weights();
    float[] weights = new float[part.truth().length];
    if (!bootstrap) {
      Arrays.fill(weights, 1);
    } else {
      for (int i = 0; i < weights.length; i++) {
        weights[random.nextInt(weights.length)]++;
      }
    }
    for (int i = 0; given != null && i < weights.length; i++) {
      weights[i] *= given[i];
    }
    return weights;
  }

  public int size() {
    return trees.size();
  }

  /** What the trees answer for these rows: summed in floats, as XGBoost does. */
  public double[] answers(FeatureMatrix rows) {
    double[] answers = new double[rows.rows() * outputs];
    double share = share();
    float[] sums = new float[outputs];
    for (int row = 0; row < rows.rows(); row++) {
      Arrays.fill(sums, (float) start());
      for (Tree tree : trees) {
        float[] own = tree.answer(rows.values(), row * width);
        for (int k = 0; k < outputs; k++) {
          sums[k] += (float) (own[k] * share);
        }
      }
      for (int k = 0; k < outputs; k++) {
        answers[row * outputs + k] = sums[k];
      }
    }
    return answers;
  }

  /** What a tree's answer is multiplied by. */
  private double share() {
    return (classes == 0 ? 1 : 1 - DOUBT) / trees.size();
  }

  private double start() {
    return classes == 0 ? base : DOUBT / classes;
  }

  /** The same as a model of XGBoost's that adds up trees: one a class where there are many. */
  public Estimator.XgBoost estimator(List<String> features) {
    XgBoostFile file = new XgBoostFile(features, outputs, (float) start());
    double share = share();
    for (Tree tree : trees) {
      for (int k = 0; k < outputs; k++) {
        file.add(outputs == 1 ? tree : tree.output(k), k, share);
      }
    }
    return new Estimator.XgBoost(file.bytes(trees.size()), Estimator.Format.UBJ);
  }
}
