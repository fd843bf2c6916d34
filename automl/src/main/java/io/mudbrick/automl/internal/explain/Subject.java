package io.mudbrick.automl.internal.explain;

import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.LoadedModel;
import io.mudbrick.platform.model.ModelSignature;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Scorer;
import io.mudbrick.platform.model.Target;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A model, and rows on which it is looked at. Immutable.
 *
 * @param rows raw rows in the shape of the model's signature
 * @param truth a row each: the index of the class, or the number
 */
public record Subject(Target target, Scorer scorer, Frame rows, double[] truth) {
  /** Keeps log-odds finite, and rows that are certain from standing for all. */
  private static final double LEAST = 1e-6;

  /** A written model, and rows as they are sent to it. */
  public static Subject of(LoadedModel model, Target target, Frame rows, double[] truth) {
    ModelSignature signature = model.signature();
    return new Subject(
        target, model.scorer(), signature == null ? rows : signature.inputs().enforce(rows), truth);
  }

  /** One raw score for a regression and for two classes, else one a class. */
  int outputs() {
    return Math.max(1, target.classes().size() == 2 ? 1 : target.classes().size());
  }

  /** What Shapley values add up to. */
  public String scale(Shap.Method method) {
    return switch (target.classes().size()) {
      case 0 -> target.column();
      case 2 -> "log-odds of " + target.classes().get(1);
      default -> method == Shap.Method.EXACT ? "raw score" : "log of the probability";
    };
  }

  /** The raw scores of rows, those of a classifier told from its probabilities. */
  double[] scores(Frame some) {
    double[] scores = answers(some);
    if (!target.isClassification()) {
      return scores;
    }
    for (int i = 0; i < scores.length; i++) {
      double p = Math.min(1 - LEAST, Math.max(LEAST, scores[i]));
      scores[i] = outputs() == 1 ? Math.log(p / (1 - p)) : Math.log(p);
    }
    return scores;
  }

  /** The number, the probability of the second of two classes, or that of each class. */
  double[] answers(Frame some) {
    Predictions predictions = scorer.score(some);
    int outputs = outputs();
    double[] answers = new double[some.rows() * outputs];
    for (int row = 0; row < some.rows(); row++) {
      for (int k = 0; k < outputs; k++) {
        answers[row * outputs + k] =
            switch (target.classes().size()) {
              case 0 -> predictions.values().number(row);
              case 2 -> predictions.probability(row, 1);
              default -> predictions.probability(row, k);
            };
      }
    }
    return answers;
  }

  /** Log loss, or the mean squared error, of answers to the first rows. */
  double loss(double[] answers) {
    int outputs = outputs();
    int count = answers.length / outputs;
    double sum = 0;
    for (int row = 0; row < count; row++) {
      if (target.isClassification()) {
        double own = answers[row * outputs + (outputs == 1 ? 0 : (int) truth[row])];
        double p = outputs == 1 && truth[row] == 0 ? 1 - own : own;
        sum -= Math.log(Math.max(Double.MIN_NORMAL, p));
      } else {
        sum += (answers[row] - truth[row]) * (answers[row] - truth[row]);
      }
    }
    return sum / count;
  }

  /** At most so many of the rows, picked by chance, in their order. */
  Subject sample(int most, long seed) {
    if (rows.rows() <= most) {
      return this;
    }
    int[] picked = shuffled(rows.rows(), new SplittableRandom(seed));
    int[] some = IntStream.of(picked).limit(most).sorted().toArray();
    double[] theirs = IntStream.of(some).mapToDouble(i -> truth[i]).toArray();
    return new Subject(target, scorer, rows.take(some), theirs);
  }

  static int[] shuffled(int count, SplittableRandom random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int k = random.nextInt(i + 1);
      int own = order[i];
      order[i] = order[k];
      order[k] = own;
    }
    return order;
  }
}
