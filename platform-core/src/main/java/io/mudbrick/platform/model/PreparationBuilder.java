package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.ColumnCodec;
import io.mudbrick.platform.internal.model.NumericFit;
import io.mudbrick.platform.model.ColumnEncoder.DatePart;
import io.mudbrick.platform.model.ColumnEncoder.Numeric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fits a {@link Preparation} to training rows, a column at a time; features come in the order of
 * the calls. Every method throws BAD_REQUEST when the rows lack the column. Not thread-safe.
 */
public final class PreparationBuilder {
  /** What stands in for a missing number. */
  public enum Impute {
    /** Nothing: trees send missing values their own way. */
    NONE,
    MEAN,
    MEDIAN,
    ZERO
  }

  /**
   * How numbers are fitted.
   *
   * @param missingIndicator adds a feature that says 1 when the value was missing; only where the
   *     training rows miss one
   * @param standardise to mean 0 and standard deviation 1
   */
  public record Numbers(Impute impute, boolean missingIndicator, boolean standardise) {
    /** Numbers as they are: for trees. */
    public static final Numbers FOR_TREES = new Numbers(Impute.NONE, false, false);

    /** Imputed by the mean, marked, standardised: for linear models. */
    public static final Numbers FOR_LINEAR = new Numbers(Impute.MEAN, true, true);
  }

  private final Frame training;
  private final List<Preparation.Step> steps = new ArrayList<>();

  PreparationBuilder(Frame training) {
    this.training = training;
  }

  /** A column of numbers or booleans. */
  public PreparationBuilder numeric(String column, Numbers how) {
    Column values = training.column(column);
    double[] numbers = new double[values.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values.number(i);
    }
    return add(column, NumericFit.fit(numbers, how));
  }

  /**
   * A feature for each of the most frequent categories.
   *
   * @param most how many at the most; the rest shares the feature {@code (other)}, which missing
   *     and unseen values take too
   */
  public PreparationBuilder oneHot(String column, int most) {
    return add(column, new ColumnEncoder.OneHot(categories(column, most), true));
  }

  /** The rank of the category by its text. */
  public PreparationBuilder ordinal(String column) {
    List<String> categories = new ArrayList<>(categories(column, Integer.MAX_VALUE));
    categories.sort(Comparator.naturalOrder());
    return add(column, new ColumnEncoder.Ordinal(categories));
  }

  /**
   * The mean target of the category, drawn towards the mean of all. Trees fitted on the same rows
   * see their own targets in it: keep the smoothing above the noise.
   *
   * @param target one number a training row
   * @param smoothing how many rows of the overall mean are mixed in
   */
  public PreparationBuilder targetMean(String column, double[] target, double smoothing) {
    Column values = training.column(column);
    Map<String, double[]> sums = new TreeMap<>();
    double total = 0;
    for (int i = 0; i < target.length; i++) {
      total += target[i];
      String text = values.text(i);
      if (text != null) {
        double[] sum = sums.computeIfAbsent(text, k -> new double[2]);
        sum[0] += target[i];
        sum[1]++;
      }
    }
    double mean = target.length == 0 ? 0 : total / target.length;
    Map<String, Double> means = new LinkedHashMap<>();
    sums.forEach(
        (text, sum) -> means.put(text, (sum[0] + smoothing * mean) / (sum[1] + smoothing)));
    return add(column, new ColumnEncoder.TargetMean(means, mean));
  }

  /** A date or timestamp, taken apart. */
  public PreparationBuilder dateParts(String column, List<DatePart> parts, Numbers how) {
    Column values = training.column(column);
    List<ColumnEncoder.Part> fitted = new ArrayList<>();
    for (DatePart part : parts) {
      double[] numbers = new double[values.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = ColumnCodec.read(part, values.value(i));
      }
      Numeric numeric = NumericFit.fit(numbers, how);
      fitted.add(new ColumnEncoder.Part(part, numeric));
    }
    return add(column, new ColumnEncoder.DateParts(fitted));
  }

  /** A step fitted elsewhere. */
  public PreparationBuilder add(String column, ColumnEncoder encoder) {
    training.column(column);
    steps.add(new Preparation.Step(column, encoder));
    return this;
  }

  public Preparation build() {
    return new Preparation(steps);
  }

  /** The categories by falling frequency, equal ones by text. */
  private List<String> categories(String column, int most) {
    Column values = training.column(column);
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      String text = values.text(i);
      if (text != null) {
        counts.merge(text, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(most)
        .map(Map.Entry::getKey)
        .toList();
  }
}
