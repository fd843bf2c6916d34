package io.mudbrick.featurestore.internal.profile;

import io.mudbrick.catalog.delta.Column;
import io.mudbrick.catalog.delta.ColumnVector;
import io.mudbrick.featurestore.profile.ColumnProfile;
import io.mudbrick.featurestore.profile.ColumnProfile.TopValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Profiles a column. Counts, extremes, mean and deviation are of all rows; what would need them in
 * order is of a sample when they are many, the same one each time.
 */
public final class Profiler {
  private static final int SAMPLE = ColumnProfile.EXACT_BELOW;
  private static final int PERCENT = 100;

  private Profiler() {}

  public static ColumnProfile of(Column column, ColumnVector values) {
    int[] rows = sample(values.size());
    return switch (values.type().storage()) {
      case STRINGS -> texts(column, values, rows);
      case BINARIES, NESTED -> counted(column, values);
      default -> numbers(column, values, rows);
    };
  }

  /** One row of each of so many equal parts. */
  private static int[] sample(int size) {
    int[] rows = new int[Math.min(size, SAMPLE)];
    if (size <= SAMPLE) {
      Arrays.setAll(rows, i -> i);
      return rows;
    }
    SplittableRandom random = new SplittableRandom(size);
    for (int i = 0; i < rows.length; i++) {
      int from = (int) ((long) i * size / SAMPLE);
      int to = (int) ((i + 1L) * size / SAMPLE);
      rows[i] = random.nextInt(from, to);
    }
    return rows;
  }

  private static ColumnProfile counted(Column column, ColumnVector values) {
    long nulls = values.nullCount();
    return new ColumnProfile(
        column.name(),
        column.type().sqlName(),
        values.size() - nulls,
        nulls,
        0,
        0,
        null,
        null,
        null,
        null,
        List.of(),
        List.of());
  }

  private static ColumnProfile numbers(Column column, ColumnVector values, int[] rows) {
    double[] numbers = values.toDoubles();
    long nulls = values.nullCount();
    long count = 0;
    double sum = 0;
    int least = -1;
    int greatest = -1;
    boolean estimating = numbers.length > SAMPLE;
    Distinct distinct = new Distinct();
    for (int i = 0; i < numbers.length; i++) {
      double number = numbers[i];
      if (!Double.isNaN(number)) { // neither null nor NaN
        count++;
        sum += number;
        least = least < 0 || number < numbers[least] ? i : least;
        greatest = greatest < 0 || number > numbers[greatest] ? i : greatest;
        if (estimating) {
          distinct.add(Double.doubleToLongBits(number + 0.0));
        }
      }
    }
    double mean = sum / count;
    double squares = 0;
    for (double number : numbers) {
      if (!Double.isNaN(number)) {
        squares += (number - mean) * (number - mean);
      }
    }
    double[] sorted = sorted(numbers, rows);
    return new ColumnProfile(
        column.name(),
        column.type().sqlName(),
        count,
        nulls,
        numbers.length - nulls - count,
        estimating ? distinct.estimate() : distinct(sorted),
        text(values, least),
        text(values, greatest),
        finite(mean),
        finite(Math.sqrt(squares / (count - 1))),
        quantiles(sorted),
        top(values, numbers, sorted, rows));
  }

  private static double[] sorted(double[] numbers, int[] rows) {
    double[] sorted = new double[rows.length];
    int size = 0;
    for (int row : rows) {
      if (!Double.isNaN(numbers[row])) {
        sorted[size++] = numbers[row] + 0.0;
      }
    }
    double[] own = Arrays.copyOf(sorted, size);
    Arrays.sort(own);
    return own;
  }

  private static long distinct(double[] sorted) {
    long distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
    }
    return distinct;
  }

  private static List<Double> quantiles(double[] sorted) {
    List<Double> quantiles = new ArrayList<>();
    for (int percent = 0; percent <= PERCENT && sorted.length > 0; percent++) {
      double value = sorted[(int) ((long) percent * (sorted.length - 1) / PERCENT)];
      quantiles.add(Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value)));
    }
    return quantiles;
  }

  /** Of columns in which values repeat. */
  private static List<TopValue> top(
      ColumnVector values, double[] numbers, double[] sorted, int[] rows) {
    if (distinct(sorted) > sorted.length / 10 + ColumnProfile.TOP) {
      return List.of();
    }
    Map<Double, Integer> counts = new HashMap<>();
    for (double number : sorted) {
      counts.merge(number, 1, Integer::sum);
    }
    Map<Double, String> texts = new HashMap<>();
    for (int row : rows) {
      if (!Double.isNaN(numbers[row])) {
        texts.computeIfAbsent(numbers[row] + 0.0, n -> String.valueOf(values.get(row)));
      }
    }
    Map<String, Integer> named = new HashMap<>();
    counts.forEach((number, n) -> named.put(String.valueOf(texts.get(number)), n));
    return most(named, sorted.length);
  }

  private static ColumnProfile texts(Column column, ColumnVector values, int[] rows) {
    @Nullable String[] texts = values.strings();
    long nulls = values.nullCount();
    String least = null;
    String greatest = null;
    boolean estimating = texts.length > SAMPLE;
    Distinct distinct = new Distinct();
    for (int i = 0; i < texts.length; i++) {
      String text = values.isNull(i) ? null : texts[i];
      if (text != null) {
        least = least == null || text.compareTo(least) < 0 ? text : least;
        greatest = greatest == null || text.compareTo(greatest) > 0 ? text : greatest;
        if (estimating) {
          distinct.add(text.hashCode() * 31L + text.length());
        }
      }
    }
    Map<String, Integer> counts = new HashMap<>();
    Set<String> all = new HashSet<>();
    int seen = 0;
    for (int row : rows) {
      if (!values.isNull(row)) {
        String text = Objects.requireNonNull(texts[row]);
        all.add(text);
        counts.merge(text, 1, Integer::sum);
        seen++;
      }
    }
    boolean repeats = all.size() <= seen / 10 + ColumnProfile.TOP;
    return new ColumnProfile(
        column.name(),
        column.type().sqlName(),
        texts.length - nulls,
        nulls,
        0,
        estimating ? distinct.estimate() : all.size(),
        least,
        greatest,
        null,
        null,
        List.of(),
        repeats ? most(counts, seen) : List.of());
  }

  private static List<TopValue> most(Map<String, Integer> counts, int of) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(ColumnProfile.TOP)
        .map(entry -> new TopValue(entry.getKey(), (double) entry.getValue() / of))
        .toList();
  }

  private static @Nullable String text(ColumnVector values, int row) {
    return row < 0 ? null : String.valueOf(values.get(row));
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
