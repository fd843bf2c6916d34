package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Contributions;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Member;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Scorer;
import io.mudbrick.platform.model.Target;
import java.util.Arrays;
import java.util.List;

/** Raw rows through preparations to estimators, decoded by the target. */
public final class PreparedScorer implements Scorer {
  private final RowModel model;
  private final Target target;
  private final double sharpness;

  private PreparedScorer(RowModel model, Target target, double sharpness) {
    this.model = model;
    this.target = target;
    this.sharpness = sharpness;
  }

  /**
   * @param sharpness see {@link io.mudbrick.platform.model.ModelPackage}
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when the parts do not fit together
   */
  public static Scorer of(List<Member> members, Target target, double sharpness) {
    RowModel rows = RowModel.of(members);
    int classes = target.classes().size();
    int outputs = classes <= 2 ? 1 : classes;
    if (classes == 1 || outputs != rows.outputs()) {
      throw ModelErrors.doNotFit(
          "the target has "
              + classes
              + " classes and the estimator "
              + rows.outputs()
              + " outputs");
    }
    boolean sane = sharpness > 0 && !Double.isInfinite(sharpness);
    if (!sane || (sharpness != 1 && !target.isClassification())) {
      throw ModelErrors.doNotFit("its sharpness is " + sharpness);
    }
    return new PreparedScorer(rows, target, sharpness);
  }

  @Override
  public Predictions score(Frame rows) {
    double[] answers = model.predict(rows);
    if (sharpness != 1) {
      Target.sharpen(answers, model.outputs(), sharpness);
    }
    return decode(target, answers);
  }

  @Override
  public Contributions contributions(Frame rows) {
    return sharpened(model.contributions(rows, !target.isClassification()));
  }

  @Override
  public Contributions contributionsByColumn(Frame rows) {
    return sharpened(model.contributionsByColumn(rows, !target.isClassification()));
  }

  /** A power of probabilities is a factor of log-odds. */
  private Contributions sharpened(Contributions told) {
    return sharpness == 1
        ? told
        : new Contributions(
            told.rows(),
            told.features(),
            told.outputs(),
            Arrays.stream(told.base()).map(base -> sharpness * base).toArray(),
            Arrays.stream(told.values()).map(value -> sharpness * value).toArray());
  }

  /** What raw answers mean; see {@link Target#decode}. */
  public static Predictions decode(Target target, double[] answers) {
    if (!target.isClassification()) {
      return Predictions.values(Column.doubles(answers));
    }
    List<Object> classes = target.classes();
    int width = classes.size();
    int count = width == 2 ? answers.length : answers.length / width;
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
}
