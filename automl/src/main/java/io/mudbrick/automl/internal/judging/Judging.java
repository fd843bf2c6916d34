package io.mudbrick.automl.internal.judging;

import io.mudbrick.automl.EvaluationMetric;
import io.mudbrick.automl.internal.data.Fold;
import io.mudbrick.automl.internal.data.Prepared;
import io.mudbrick.automl.internal.ensemble.Answers;
import io.mudbrick.automl.internal.ensemble.Judge;
import io.mudbrick.automl.internal.train.Fitted;
import io.mudbrick.platform.model.Frame;
import io.mudbrick.platform.model.Predictions;
import io.mudbrick.platform.model.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The rows that trials are judged on, those of all folds together, and how. Positions are positions
 * among these rows. Immutable.
 */
public final class Judging {
  private static final int FEWEST_FOLDS = 2;
  private static final int TRAINING_ROWS = 300;

  private final Prepared prepared;
  private final EvaluationMetric metric;
  private final int[] rows;
  private final List<int[]> folds = new ArrayList<>();
  private final Prepared.Part part;
  private final Judge judge;

  public Judging(Prepared prepared, EvaluationMetric metric) {
    this.prepared = prepared;
    this.metric = metric;
    this.rows =
        prepared.folds().stream()
            .flatMapToInt(fold -> Arrays.stream(fold.validation()))
            .sorted()
            .toArray();
    for (Fold fold : prepared.folds()) {
      folds.add(
          Arrays.stream(fold.validation()).map(row -> Arrays.binarySearch(rows, row)).toArray());
    }
    this.part = prepared.part(rows);
    this.judge = new Judge(loss(), part.truth(), part.weights());
  }

  private Judge.Loss loss() {
    if (prepared.truth().classes() > 0) {
      return Judge.Loss.LOG;
    }
    return metric == EvaluationMetric.MAE ? Judge.Loss.ABSOLUTE : Judge.Loss.SQUARED;
  }

  /** The judged rows as positions in the prepared ones. */
  public int[] rows() {
    return rows;
  }

  /** The judged rows, raw. */
  public Prepared.Part part() {
    return part;
  }

  public Judge judge() {
    return judge;
  }

  /** The positions that a fold judges. */
  public int[] fold(int fold) {
    return folds.get(fold);
  }

  /** How many answers a row has. */
  public int outputs() {
    int classes = prepared.truth().classes();
    return classes > 2 ? classes : 1;
  }

  /** What one fold's model answers for the rows that it is judged on, as whoever fitted it says. */
  public Answers answers(Fitted fitted) {
    return answers(fitted, outputs());
  }

  static Answers answers(Fitted fitted, int outputs) {
    double[] values = fitted.nativeValidation();
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return new Answers(outputs, floats);
  }

  /**
   * What the models of all folds answer together.
   *
   * @param each what the model of a fold answers for the rows that it has not seen
   */
  Answers gather(List<Answers> each) {
    int outputs = outputs();
    float[] all = new float[rows.length * outputs];
    for (int f = 0; f < each.size(); f++) {
      int[] positions = folds.get(f);
      float[] own = each.get(f).values();
      for (int i = 0; i < positions.length; i++) {
        System.arraycopy(own, i * outputs, all, positions[i] * outputs, outputs);
      }
    }
    return new Answers(outputs, all);
  }

  public Measured measure(Answers answers) {
    return measure(answers, part.truth(), part.weights());
  }

  /**
   * The same for other rows.
   *
   * @param weights how much each counts; null when all count the same
   */
  public Measured measure(Answers answers, double[] truth, float @Nullable [] weights) {
    double[] values = new double[answers.values().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = answers.values()[i];
    }
    Target target = prepared.truth().target();
    return Measured.of(target, target.decode(values), truth, weights);
  }

  /**
   * What a model knows of some of the rows that it learned from, or most of its members did.
   *
   * @param model answers raw rows
   */
  public Measured training(Function<Frame, Predictions> model) {
    int[] train = prepared.folds().get(0).train();
    Prepared.Part part = prepared.part(Arrays.copyOf(train, Math.min(TRAINING_ROWS, train.length)));
    return Measured.of(
        prepared.truth().target(), model.apply(part.rows()), part.truth(), part.weights());
  }

  /** The primary metric among the metrics of some rows; NaN when it is undefined there. */
  public double score(Map<String, Double> metrics) {
    return metrics.getOrDefault(metric.key(), Double.NaN);
  }

  /** By how much the score differs from fold to fold, for the mean of them; NaN for one fold. */
  public double standardError(Answers answers) {
    if (folds.size() < FEWEST_FOLDS) {
      return Double.NaN;
    }
    int outputs = answers.outputs();
    double[] scores = new double[folds.size()];
    for (int f = 0; f < scores.length; f++) {
      int[] positions = folds.get(f);
      float[] own = new float[positions.length * outputs];
      for (int i = 0; i < positions.length; i++) {
        System.arraycopy(answers.values(), positions[i] * outputs, own, i * outputs, outputs);
      }
      Measured measured =
          measure(
              new Answers(outputs, own),
              Judge.pick(part.truth(), positions),
              Judge.pick(part.weights(), positions));
      scores[f] = score(measured.metrics());
    }
    double mean = Arrays.stream(scores).average().orElse(Double.NaN);
    double squares = Arrays.stream(scores).map(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares / (scores.length - 1) / scores.length);
  }

  /** The groups of rows whose blend's weights are chosen without them. */
  public List<int[]> groups() {
    if (folds.size() >= FEWEST_FOLDS) {
      return folds;
    }
    List<int[]> groups = new ArrayList<>();
    for (int g = 0; g < GROUPS; g++) {
      int group = g;
      groups.add(IntStream.range(0, rows.length).filter(row -> row % GROUPS == group).toArray());
    }
    return groups.stream().filter(group -> group.length > 0).toList();
  }

  private static final int GROUPS = 5;
}
