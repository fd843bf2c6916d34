package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.Problem;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The target column read.
 *
 * @param values a row each: the index of the class, or the number; NaN where the target is missing
 */
public record Truth(Target target, double[] values) {
  /** A bell has 0, exponential times have 2. */
  private static final double SKEWED = 0.75;

  private static final int MOST_CLASSES = 100;
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9.]+([eE][-+]?[0-9]+)?");

  /**
   * Reads a target.
   *
   * @param positive of two classes the one to be called positive; null for the later one
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when nothing can be
   *     learned from it
   */
  public static Truth read(Problem problem, String name, Column column, @Nullable Object positive) {
    return problem == Problem.REGRESSION ? numbers(name, column) : labels(name, column, positive);
  }

  public int classes() {
    return target.classes().size();
  }

  public boolean missing(int row) {
    return Double.isNaN(values[row]);
  }

  /** Whether these are positive numbers with a long tail that their logarithms do not have. */
  boolean skewed() {
    double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    if (classes() > 0 || Arrays.stream(known).anyMatch(value -> value <= 0)) {
      return false;
    }
    double skewness = skewness(known);
    return skewness > SKEWED
        && Math.abs(skewness(Arrays.stream(known).map(Math::log).toArray())) < skewness;
  }

  private static double skewness(double[] numbers) {
    double mean = Arrays.stream(numbers).average().orElse(0);
    double squares = 0;
    double cubes = 0;
    for (double number : numbers) {
      double off = number - mean;
      squares += off * off;
      cubes += off * off * off;
    }
    double variance = squares / numbers.length;
    return variance > 0 ? cubes / numbers.length / Math.pow(variance, 1.5) : 0;
  }

  /** The values of these rows. */
  public double[] at(int[] rows) {
    double[] picked = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      picked[i] = values[rows[i]];
    }
    return picked;
  }

  /** The truth of these rows alone. */
  Truth only(int[] rows) {
    return new Truth(target, at(rows));
  }

  private static Truth numbers(String name, Column column) {
    double[] values = new double[column.size()];
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      Object value = column.value(i);
      if (value != null && !(value instanceof Number)) {
        throw AutoMlErrors.targetNotNumeric(name, culprit(column, value));
      }
      double number = column.number(i);
      values[i] = Double.isInfinite(number) ? Double.NaN : number;
      if (!Double.isNaN(values[i])) {
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
      }
    }
    if (low == high) {
      throw AutoMlErrors.constantTarget(name, low);
    }
    return new Truth(Target.regression(name), values);
  }

  /** One word among numbers makes texts of all: the word is what is wrong. */
  private static Object culprit(Column column, Object first) {
    for (int i = 0; i < column.size(); i++) {
      String text = column.text(i);
      if (text != null && !NUMBER.matcher(text.trim()).matches()) {
        return text;
      }
    }
    return first;
  }

  private static Truth labels(String name, Column column, @Nullable Object positive) {
    Map<String, Object> byText = new TreeMap<>();
    for (int i = 0; i < column.size(); i++) {
      String text = column.text(i);
      if (text != null) {
        byText.putIfAbsent(text, label(column.value(i)));
      }
    }
    if (byText.size() == 1) {
      throw AutoMlErrors.oneClass(name, byText.values().iterator().next());
    }
    if (byText.size() > MOST_CLASSES) {
      throw AutoMlErrors.tooManyClasses(name, byText.size(), MOST_CLASSES);
    }
    List<Map.Entry<String, Object>> classes = new ArrayList<>(byText.entrySet());
    classes.sort(Comparator.comparing(Map.Entry::getValue, Truth::compare));
    if (positive != null) {
      putLast(classes, positive);
    }
    Map<String, Integer> index = new HashMap<>();
    classes.forEach(entry -> index.put(entry.getKey(), index.size()));
    double[] values = new double[column.size()];
    for (int i = 0; i < values.length; i++) {
      String text = column.text(i);
      values[i] = text == null ? Double.NaN : index.getOrDefault(text, -1);
    }
    return new Truth(target(name, classes.stream().map(Map.Entry::getValue).toList()), values);
  }

  private static Target target(String name, List<Object> classes) {
    return classes.size() == 2
        ? Target.binary(name, classes.get(0), classes.get(1), 0.5)
        : Target.multiclass(name, classes);
  }

  private static void putLast(List<Map.Entry<String, Object>> classes, Object positive) {
    String text = Column.objects(positive).text(0);
    for (int i = 0; i < classes.size(); i++) {
      if (classes.get(i).getKey().equals(text)) {
        classes.add(classes.remove(i));
        return;
      }
    }
    throw AutoMlErrors.unknownPositiveLabel(
        positive, classes.stream().map(Map.Entry::getValue).toList());
  }

  /** A label as models keep it: text, a whole number, a number or a boolean. */
  private static Object label(@Nullable Object value) {
    if (value instanceof Boolean || value instanceof Long || value instanceof String) {
      return value;
    }
    if (value instanceof Number number) {
      double as = number.doubleValue();
      return value instanceof Double || value instanceof Float || as != Math.rint(as)
          ? (Object) as
          : (Object) number.longValue();
    }
    return String.valueOf(value);
  }

  private static int compare(Object left, Object right) {
    if (left instanceof Number a && right instanceof Number b) {
      return Double.compare(a.doubleValue(), b.doubleValue());
    }
    return left.toString().compareTo(right.toString());
  }
}
