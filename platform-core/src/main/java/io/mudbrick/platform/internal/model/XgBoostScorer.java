package io.mudbrick.platform.internal.model;

import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder;
import io.mudbrick.platform.model.Contributions;
import io.mudbrick.platform.model.FeatureModel;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Preparation;
import io.mudbrick.platform.model.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Scores the columns of a frame as XGBoost's Python classes score those of a DataFrame: a Booster
 * answers probabilities or values, an XGBClassifier the number of the class.
 */
final class XgBoostScorer implements Scorer {
  private final FeatureModel model;
  private final boolean softmax;
  private final boolean answersClass;
  private final boolean classifier;
  private final List<String> names;
  private final List<XgBoostCategories> categories;

  /** What rows of any sort are bound to, where it does not hang on them; null until it is asked. */
  private volatile @Nullable RowModel fixed;

  /**
   * @param names of the columns in order; empty when neither the model nor a signature tells
   */
  XgBoostScorer(XgBoostModel model, boolean classifier, List<String> names) {
    this.model = model.open();
    this.softmax = model.objective() == Objective.SOFTMAX;
    this.answersClass = model.objectiveName().equals("multi:softmax");
    this.classifier = classifier;
    this.names = names;
    this.categories = model.categories();
  }

  @Override
  public Predictions score(Frame rows) {
    return decode(bind(rows).predict(rows), rows.rows());
  }

  @Override
  public Contributions contributions(Frame rows) {
    return bind(rows).contributions(rows, false);
  }

  /** Neither the model nor a signature may name the columns: then the rows do. */
  private RowModel bind(Frame rows) {
    if (names.isEmpty() || !categories.isEmpty()) {
      return bound(rows);
    }
    RowModel known = fixed;
    if (known == null) {
      known = bound(rows);
      fixed = known;
    }
    return known;
  }

  private RowModel bound(Frame rows) {
    List<String> order = names.isEmpty() ? rows.names() : names;
    if (order.size() != model.features()) {
      throw ModelErrors.tooFewColumns(model.features(), order.size());
    }
    List<Preparation.Step> steps = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      Column column = rows.column(order.get(i));
      steps.add(
          new Preparation.Step(
              order.get(i),
              categories.isEmpty()
                  ? ColumnEncoder.Numeric.AS_IS
                  : encoder(column, categories.get(i), i)));
    }
    return RowModel.of(new Preparation(steps), model);
  }

  /** Numbers where training saw strings are their codes already. */
  private static ColumnEncoder encoder(Column column, XgBoostCategories known, int feature) {
    boolean isNumber = column.kind() == Column.Kind.DOUBLE || column.kind() == Column.Kind.LONG;
    if (known.texts().isEmpty() || (isNumber && !known.areNumbers())) {
      return ColumnEncoder.Numeric.AS_IS;
    }
    Set<String> texts = new HashSet<>(known.texts());
    for (int row = 0; row < column.size(); row++) {
      String text = column.text(row);
      if (text != null && !texts.contains(text)) {
        throw ModelErrors.unseenCategory(feature, text);
      }
    }
    return new ColumnEncoder.Ordinal(known.texts());
  }

  private Predictions decode(double[] answers, int rows) {
    int width = model.outputs();
    if (classifier && (softmax || width == 1)) {
      return classes(answers, rows);
    }
    if (width == 1) {
      return Predictions.values(Column.doubles(answers));
    }
    Object[] out = new Object[rows];
    for (int i = 0; i < rows; i++) {
      out[i] = softmax && answersClass ? label(answers, i) : list(answers, i);
    }
    return Predictions.values(Column.of(Arrays.asList(out)));
  }

  private Object label(double[] answers, int row) {
    return (double) PreparedScorer.argmax(answers, row * model.outputs(), model.outputs());
  }

  /** A classifier of several targets says for each of them whether it holds. */
  private Object list(double[] answers, int row) {
    List<Object> own = new ArrayList<>(model.outputs());
    for (int k = 0; k < model.outputs(); k++) {
      double answer = answers[row * model.outputs() + k];
      if (classifier) {
        own.add(answer > 0.5 ? 1L : 0L);
      } else {
        own.add(answer);
      }
    }
    return own;
  }

  private Predictions classes(double[] answers, int rows) {
    int width = softmax ? model.outputs() : 2;
    double[] probabilities = softmax ? answers : PreparedScorer.pairs(answers);
    long[] labels = new long[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] =
          softmax ? PreparedScorer.argmax(answers, i * width, width) : (answers[i] > 0.5 ? 1 : 0);
    }
    List<Object> classes = new ArrayList<>();
    for (long k = 0; k < width; k++) {
      classes.add(k);
    }
    return Predictions.classes(Column.longs(labels), classes, probabilities);
  }
}
