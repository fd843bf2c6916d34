package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Contributions;
import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Preparation;
import io.mudbrick.platform.model.Scorer;
import io.mudbrick.platform.model.Target;
import java.util.Arrays;
import java.util.List;

/**
 * Raw rows through the preparation to the estimator, decoded by the target. Rows are taken one by
 * one through the same code however many there are, so a row's answer is the same bits alone and in
 * a batch.
 */
public final class PreparedScorer implements Scorer {
  private final Preparation preparation;
  private final FeatureModel model;
  private final Target target;

  private PreparedScorer(Preparation preparation, FeatureModel model, Target target) {
    this.preparation = preparation;
    this.model = model;
    this.target = target;
  }

  /**
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the parts do not fit together
   */
  public static Scorer of(Preparation preparation, FeatureModel model, Target target) {
    if (preparation.features().size() != model.features()) {
      throw ModelErrors.doNotFit(
          "the preparation makes "
              + preparation.features().size()
              + " features and the estimator takes "
              + model.features());
    }
    int classes = target.classes().size();
    int outputs = classes <= 2 ? 1 : classes;
    if (classes == 1 || outputs != model.outputs()) {
      throw ModelErrors.doNotFit(
          "the target has "
              + classes
              + " classes and the estimator "
              + model.outputs()
              + " outputs");
    }
    return new PreparedScorer(preparation, model, target);
  }

  @Override
  public Predictions score(Frame rows) {
    int count = rows.rows();
    int outputs = model.outputs();
    double[] answers = new double[Math.multiplyExact(count, outputs)];
    float[] features = new float[model.features()];
    double[] answer = new double[outputs];
    Preparation.RowEncoder encoder = preparation.encoder(rows);
    FeatureModel.Evaluator evaluator = model.evaluator();
    for (int row = 0; row < count; row++) {
      encoder.encode(row, features, 0);
      evaluator.predict(features, 0, answer);
      System.arraycopy(answer, 0, answers, row * outputs, outputs);
    }
    return target.isClassification()
        ? decode(answers, count)
        : Predictions.values(Column.doubles(answers));
  }

  private Predictions decode(double[] answers, int count) {
    List<Object> classes = target.classes();
    int width = classes.size();
    double[] probabilities = width == 2 ? pairs(answers) : answers;
    Object[] labels = new Object[count];
    for (int row = 0; row < count; row++) {
      int best =
          width == 2
              ? (answers[row] >= target.threshold() ? 1 : 0)
              : argmax(answers, row * width, width);
      labels[row] = classes.get(best);
    }
    return Predictions.classes(Column.of(Arrays.asList(labels)), classes, probabilities);
  }

  static double[] pairs(double[] positive) {
    double[] out = new double[positive.length * 2];
    for (int i = 0; i < positive.length; i++) {
      out[2 * i] = 1 - positive[i];
      out[2 * i + 1] = positive[i];
    }
    return out;
  }

  static int argmax(double[] values, int from, int width) {
    int best = 0;
    for (int i = 1; i < width; i++) {
      if (values[from + i] > values[from + best]) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public Contributions contributions(Frame rows) {
    int width = model.features();
    int outputs = model.outputs();
    double[] values = new double[Math.multiplyExact(rows.rows(), outputs * width)];
    double[] base = new double[outputs];
    double[] own = new double[outputs * (width + 1)];
    float[] features = new float[width];
    Preparation.RowEncoder encoder = preparation.encoder(rows);
    FeatureModel.Evaluator evaluator = model.evaluator();
    for (int row = 0; row < rows.rows(); row++) {
      encoder.encode(row, features, 0);
      evaluator.contributions(features, 0, own);
      for (int k = 0; k < outputs; k++) {
        System.arraycopy(own, k * (width + 1), values, (row * outputs + k) * width, width);
        base[k] = own[k * (width + 1) + width];
      }
    }
    return new Contributions(preparation.features(), outputs, base, values);
  }
}
