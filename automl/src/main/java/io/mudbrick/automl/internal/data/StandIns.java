package io.mudbrick.automl.internal.data;

import io.mudbrick.automl.AutoMlErrors;
import io.mudbrick.automl.Imputer;
import io.mudbrick.automl.internal.data.Meaning.Use;
import io.mudbrick.platform.model.Column;
import io.mudbrick.platform.model.ColumnEncoder.Numeric;
import io.mudbrick.platform.model.ColumnEncoder.Parsed;
import io.mudbrick.platform.model.ColumnEncoder.Reading;
import java.time.temporal.Temporal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes what stands in for a column's missing values, as the caller wishes. */
final class StandIns {
  private StandIns() {}

  /**
   * A text, a number or a boolean.
   *
   * @param values read as {@code use}
   * @throws io.mudbrick.platform.PlatformException INVALID_PARAMETER_VALUE when the column has no
   *     such value or cannot hold it
   */
  static Object of(String column, Imputer imputer, Use use, Column values) {
    return switch (imputer.strategy()) {
      case MEAN, MEDIAN -> {
        double[] numbers = numbers(column, imputer, use, values);
        yield imputer.strategy() == Imputer.Strategy.MEAN
            ? Arrays.stream(numbers).average().orElse(0)
            : median(numbers);
      }
      case MOST_FREQUENT -> mostFrequent(column, use, values);
      case CONSTANT -> {
        Object fill = use == Use.NUMBER ? read(imputer.fill()) : imputer.fill();
        yield constant(column, use, String.valueOf(fill), fill);
      }
    };
  }

  private static double[] numbers(String column, Imputer imputer, Use use, Column values) {
    if (use != Use.NUMBER) {
      throw AutoMlErrors.imputerNeedsNumbers(column, imputer.strategy().wireName());
    }
    double[] numbers = new double[values.size()];
    int present = 0;
    for (int i = 0; i < numbers.length; i++) {
      double number = values.number(i);
      if (!Double.isNaN(number)) {
        numbers[present++] = number;
      }
    }
    return Arrays.copyOf(numbers, present);
  }

  private static double median(double[] numbers) {
    Arrays.sort(numbers);
    int middle = numbers.length / 2;
    return numbers.length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
  }

  /** Of equally frequent values the first. */
  private static Object mostFrequent(String column, Use use, Column values) {
    if (use == Use.LIST) {
      throw AutoMlErrors.imputerNeedsNumbers(column, "most_frequent");
    }
    Map<String, int[]> counts = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      String text = values.text(i);
      if (text != null) {
        counts.computeIfAbsent(text, any -> new int[1])[0]++;
      }
    }
    int best = 0;
    for (int i = 1; i < values.size(); i++) {
      if (count(counts, values.text(i)) > count(counts, values.text(best))) {
        best = i;
      }
    }
    Object value = values.value(best);
    return value instanceof Number number
        ? (Object) number.doubleValue()
        : value instanceof Boolean ? value : String.valueOf(value);
  }

  private static int count(Map<String, int[]> counts, @Nullable String text) {
    int[] count = text == null ? null : counts.get(text);
    return count == null ? 0 : count[0];
  }

  /** Commands and requests have only texts: what such a text says, where it says something. */
  private static @Nullable Object read(@Nullable Object fill) {
    if (!(fill instanceof String text)) {
      return fill;
    }
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    double number =
        new Parsed(Reading.NUMBER, List.of(), Numeric.AS_IS).read(Column.strings(text)).number(0);
    return Double.isNaN(number) ? text : (Object) number;
  }

  private static Object constant(String column, Use use, String text, @Nullable Object fill) {
    boolean fits =
        switch (use) {
          case NUMBER -> fill instanceof Number || fill instanceof Boolean;
          case CATEGORY, WORDS ->
              fill instanceof String || fill instanceof Number || fill instanceof Boolean;
          case TIME -> fill instanceof Temporal || (fill instanceof String && isTime(text));
          case LIST -> false;
        };
    if (!fits) {
      throw AutoMlErrors.fillDoesNotFit(column, text);
    }
    if (fill instanceof Number number) {
      return number.doubleValue();
    }
    return fill instanceof Boolean flag ? flag : text;
  }

  private static boolean isTime(String text) {
    return !TimeFormats.of(Column.strings(text), 1).isEmpty();
  }
}
