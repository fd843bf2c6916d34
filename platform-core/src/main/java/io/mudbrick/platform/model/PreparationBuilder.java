package io.mudbrick.platform.model;

import io.mudbrick.platform.internal.model.CategoryFit;
import io.mudbrick.platform.internal.model.DateCodec;
import io.mudbrick.platform.internal.model.ListFit;
import io.mudbrick.platform.internal.model.NumericFit;
import io.mudbrick.platform.internal.model.WordsFit;
import io.mudbrick.platform.model.ColumnEncoder.DatePart;
import java.time.LocalDate;
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
    return add(column, NumericFit.fit(numbers(training.column(column)), how));
  }

  private static double[] numbers(Column column) {
    double[] numbers = new double[column.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = column.number(i);
    }
    return numbers;
  }

  /** A column of numbers, drawn into their range and bent where they are skewed. */
  public PreparationBuilder shaped(String column, Numbers how) {
    return add(column, NumericFit.shaped(numbers(training.column(column)), how));
  }

  /**
   * A column of lists of numbers, as long as the first list that there is.
   *
   * @throws io.mudbrick.platform.PlatformException BAD_REQUEST when a value is no list of numbers
   */
  public PreparationBuilder elements(String column, Numbers how) {
    return add(column, ListFit.fit(training.column(column), how));
  }

  /**
   * A feature for each of the most frequent categories.
   *
   * @param most how many at the most; the rest shares the feature {@code (other)}, which missing
   *     and unseen values take too
   */
  public PreparationBuilder oneHot(String column, int most) {
    return add(column, new ColumnEncoder.OneHot(CategoryFit.of(training, column).top(most), true));
  }

  /**
   * A feature for each of the most frequent categories that are not rare. Missing values have a
   * feature of their own where training misses one; categories without a feature share one where
   * there are such.
   *
   * @param atLeast how many training rows a category must have
   */
  public PreparationBuilder oneHot(String column, int most, int atLeast) {
    return add(column, CategoryFit.of(training, column).oneHot(most, atLeast));
  }

  /** A feature a bucket of the categories' hashes, however many categories there are. */
  public PreparationBuilder hashed(String column, int buckets) {
    return add(column, new ColumnEncoder.Hashed(buckets));
  }

  /** The share of the training rows that are of the category; 0 for an unseen one. */
  public PreparationBuilder frequency(String column) {
    return add(column, CategoryFit.of(training, column).frequency());
  }

  /**
   * How many categories are more frequent, as a plain number: trees split it as cheaply as any. -1
   * for an unseen category, missing for null.
   */
  public PreparationBuilder rank(String column) {
    return add(column, CategoryFit.of(training, column).rank());
  }

  /**
   * The code of the category, by falling frequency: for trees that split on sets of categories
   * ({@link Preparation#codes}). Categories without a code of their own share one.
   */
  public PreparationBuilder codes(String column, int most, int atLeast) {
    return add(column, CategoryFit.of(training, column).codes(most, atLeast));
  }

  /**
   * The TF-IDF of the most frequent words and pairs of words of texts.
   *
   * @param atLeast how many training rows must have a term
   */
  public PreparationBuilder words(String column, int most, int atLeast) {
    return add(column, WordsFit.fit(training.column(column), most, atLeast));
  }

  /** The rank of the category by its text. */
  public PreparationBuilder ordinal(String column) {
    List<String> categories =
        new ArrayList<>(CategoryFit.of(training, column).top(Integer.MAX_VALUE));
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
      double[] numbers = DateCodec.read(part, values, List.of());
      fitted.add(new ColumnEncoder.Part(part, NumericFit.fit(numbers, how)));
    }
    return add(column, new ColumnEncoder.DateParts(fitted));
  }

  /**
   * A date or timestamp, taken apart; parts that are the same in all training rows are left out.
   *
   * @param holidays for {@link DatePart#HOLIDAY}
   */
  public PreparationBuilder dates(
      String column, List<DatePart> parts, List<LocalDate> holidays, Numbers how) {
    Column values = training.column(column);
    List<ColumnEncoder.Part> fitted = new ArrayList<>();
    for (DatePart part : parts) {
      double[] numbers = DateCodec.read(part, values, holidays);
      if (NumericFit.varies(numbers)) {
        fitted.add(new ColumnEncoder.Part(part, NumericFit.fit(numbers, how)));
      }
    }
    boolean asks = fitted.stream().anyMatch(part -> part.part() == DatePart.HOLIDAY);
    return add(column, new ColumnEncoder.DateParts(fitted, asks ? holidays : List.of()));
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
}
